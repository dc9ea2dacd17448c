"""The articles of a benchmark: an archive, and larger ones made of it.

`save` writes a file of JSON Lines that every peer reads the same way. A larger archive repeats the
given one with new ids, earlier dates, some words swapped for others of the archive, and some facet
values exchanged; the result is the same in every run.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypedDict

from search import reading
from search.model.articles import Article

SWAPPED_WORDS = 0.03
EXCHANGED_VALUES = 0.1
LEAST = 5_000
"""An archive with fewer articles is repeated up to USUAL unless a size is asked for."""
USUAL = 20_000


class Record(TypedDict):
    """An article as it is written; `date` is ISO or empty, `themes` has one value at most."""

    id: str
    title: str
    authors: list[str]
    date: str
    source: str
    themes: list[str]
    paragraphs: list[str]


@dataclass(frozen=True, slots=True)
class Pools:
    """What perturbed articles draw from, as often as it is in the archive."""

    words: list[str]
    authors: list[list[str]]
    themes: list[list[str]]
    sources: list[str]


def load(archive: Path) -> list[Record]:
    """The articles of a file or folder, in order of paths; what cannot be read is left out."""
    return [*records(archive)]


def records(archive: Path) -> Iterator[Record]:
    """The same, one by one."""
    for file in sorted(archive.rglob("*")) if archive.is_dir() else [archive]:
        if file.is_file() and reading.is_readable(file.name):
            yield from _read(file)


def usual_size(articles: Sequence[Record]) -> int:
    return len(articles) if len(articles) >= LEAST else USUAL


def save(records: Iterable[Record], target: Path) -> None:
    with target.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in records)


def sized(articles: Sequence[Record], size: int) -> Iterator[Record]:
    """`size` articles: some, all, or all and perturbed repetitions."""
    count = len(articles)
    if size <= count:
        yield from (articles[number * count // size] for number in range(size))
        return
    yield from articles
    yield from additional(articles, size - count)


def additional(articles: Sequence[Record], size: int, name: str = "more") -> Iterator[Record]:
    """`size` perturbed articles whose ids begin with `name`."""
    chance = random.Random(name)
    pools = _pools(articles, chance)
    for number in range(size):
        yield _perturbed(articles[number % len(articles)], f"{name}-{number}", pools, chance)


def _perturbed(record: Record, id: str, pools: Pools, chance: random.Random) -> Record:
    def exchanged() -> bool:
        return chance.random() < EXCHANGED_VALUES

    shifted = record["date"] and _shifted(record["date"], -chance.randint(0, 1_000))
    return Record(
        id=id,
        title=_swapped(record["title"], pools.words, chance),
        authors=chance.choice(pools.authors) if exchanged() else record["authors"],
        date=shifted,
        source=chance.choice(pools.sources) if exchanged() else record["source"],
        themes=chance.choice(pools.themes) if exchanged() else record["themes"],
        paragraphs=[_swapped(text, pools.words, chance) for text in record["paragraphs"]],
    )


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _swapped(text: str, words: list[str], chance: random.Random) -> str:
    kept = text.split(" ")
    expected = len(kept) * SWAPPED_WORDS
    count = int(expected) + (chance.random() < expected % 1)
    for _ in range(count):
        kept[int(chance.random() * len(kept))] = words[int(chance.random() * len(words))]
    return " ".join(kept)


def _pools(articles: Sequence[Record], chance: random.Random) -> Pools:
    sample = chance.sample(articles, min(len(articles), 1_000))
    return Pools(
        words=[word for each in sample for text in each["paragraphs"] for word in text.split()],
        authors=[each["authors"] for each in articles],
        themes=[each["themes"] for each in articles],
        sources=[each["source"] for each in articles],
    )


def _read(file: Path) -> Iterator[Record]:
    for each in reading.records(file, file.name):
        if isinstance(each, reading.Record):
            with suppress(reading.Unreadable):
                yield _record(reading.read(each).article)


def _record(article: Article) -> Record:
    return Record(
        id=article.id,
        title=article.title,
        authors=list(article.authors),
        date=article.published.isoformat() if article.published else "",
        source=article.source.name,
        themes=list(article.values("theme")[:1]),
        paragraphs=[paragraph.text for paragraph in article.passages],
    )
