"""What a peer does, and the conversation with it: one JSON object per line in, and one per line out.

    {"do": "index", "articles": FILE, "folder": FOLDER, "processes": 2}  -> {"seconds": 1.5}
    {"do": "add", "articles": FILE, "folder": FOLDER}                    -> {"seconds": 0.1}
    {"do": "open", "folder": FOLDER}                                     -> {"ms": 3.1}
    {"do": "search", "query": {...}}                -> {"ms": 0.4, "answer": {"total": 17, ...}}
    {"do": "rank", "text": "as typed", "depth": 100}                     -> {"ids": ["a1", ...]}
    {"do": "memory"}                                -> {"private": 31.0, "mapped": 12.0} (in MB)
    {"do": "version"}                               -> {"version": "..."}

Times are taken here, in the peer's process, around the work alone. Standard library only.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

HITS = 10
FACET_VALUES = 50
FACETS = ("author", "theme", "source")
BOOSTS = {"title": 3.0, "text": 1.0, "author": 2.0}
"""The searched fields and what they weigh."""


@dataclass(frozen=True)
class Article:
    """An article as every peer gets it; `text` has a paragraph a line, `day` is 20190831 or 0."""

    id: str
    title: str
    text: str
    authors: tuple[str, ...]
    theme: str
    source: str
    day: int

    def values(self, facet: str) -> tuple[str, ...]:
        """The values of the article in a facet; none where it is empty."""
        if facet == "author":
            return self.authors
        value = self.theme if facet == "theme" else self.source
        return (value,) if value else ()


@dataclass(frozen=True)
class Query:
    """Words that must all match ("and"), of which any must ("or"), that stand side by side, or as many of
    which match as may be ("some"): for these a peer does what it does for any.

    `selected` gives the values chosen in a facet, of which an article has at least one. The best
    HITS articles are asked for, each with `passages` excerpts at most (a peer that makes one
    excerpt a hit makes one), and how many have each of the FACET_VALUES most frequent values.
    """

    words: tuple[str, ...]
    operator: str
    selected: dict[str, list[str]]
    passages: int = 0


@dataclass(frozen=True)
class Answer:
    """`hits` are ids and titles, best first; `excerpts` their passages with the matches marked."""

    total: int
    hits: list[tuple[str, str]]
    facets: dict[str, dict[str, int]]
    excerpts: list[str]


class Ranker(Protocol):
    """An engine that ranks. A process either writes an index, or opens one and searches it."""

    def version(self) -> str: ...

    def index(self, articles: Path, folder: Path, processes: int) -> None:
        """Write an index of the JSON Lines `articles` into the empty `folder`."""

    def open(self, folder: Path) -> None: ...

    def rank(self, text: str, depth: int) -> list[str]:
        """The ids of the best `depth` articles for a text that somebody typed, best first. Backissue
        does what it does by default; a peer joins the words by OR, and no sign is an operator. Fields
        weigh as in BOOSTS, or the same where an engine adds up the scores of fields: that is the
        default there, and better on judged questions."""


@runtime_checkable
class Peer(Ranker, Protocol):
    """An engine that adds to an index, too, and counts facets and makes excerpts."""

    def add(self, articles: Path, folder: Path) -> None:
        """Add to the index in `folder`, until a new search would find what was added."""

    def search(self, query: Query) -> Answer: ...


def read(articles: Path) -> Iterator[Article]:
    """The articles of a file of JSON Lines that `benchmarks.corpus` wrote."""
    with articles.open(encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            yield Article(
                id=record["id"],
                title=record["title"],
                text="\n".join(record["paragraphs"]),
                authors=tuple(record["authors"]),
                theme=next(iter(record["themes"]), ""),
                source=record["source"],
                day=int(record["date"].replace("-", "") or 0),
            )


def serve(peer: Ranker) -> None:
    """Answer commands until standard input ends."""
    for line in sys.stdin:
        print(json.dumps(_done(peer, json.loads(line))), flush=True)


def _done(peer: Ranker, command: dict[str, Any]) -> dict[str, Any]:
    name = command["do"]
    if name == "version":
        return {"version": peer.version()}
    if name == "memory":
        return {"private": _status("RssAnon"), "mapped": _status("RssFile")}
    if name == "rank":
        return {"ids": peer.rank(command["text"], command["depth"])}
    if name == "search":
        assert isinstance(peer, Peer)
        query = Query(**{**command["query"], "words": tuple(command["query"]["words"])})
        answer, seconds = _timed(lambda: peer.search(query))
        return {"ms": seconds * 1000, "answer": asdict(answer)}
    folder = Path(command["folder"])
    if name == "open":
        return {"ms": _timed(lambda: peer.open(folder))[1] * 1000}
    articles = Path(command["articles"])
    if name == "add":
        assert isinstance(peer, Peer)
        return {"seconds": _timed(lambda: peer.add(articles, folder))[1]}
    processes = command["processes"]
    return {"seconds": _timed(lambda: peer.index(articles, folder, processes))[1]}


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def _status(name: str) -> float:
    """A figure of this process's memory in MB, from the kernel; 0 where there is none."""
    try:
        found = re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
