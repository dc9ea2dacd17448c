"""An archive whose editions are known word by word, so that every answer about it can be judged.

An edition differs from the one before in a tenth of its articles, and in how many there are.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

WORDS = (
    "river bridge harbour market school doctor garden engine winter summer letter window"
    " police church museum island forest desert camera guitar pepper cotton silver copper"
    " hammer ladder pencil basket bottle carpet donkey falcon salmon turtle rabbit spider"
    " tunnel valley volcano canyon lagoon meadow orchard village castle palace temple tower"
    " lantern mirror needle ribbon saddle shovel trumpet umbrella violin wagon yacht zebra"
).split()
THEMES = ("Culture", "Nature", "Trade")
ARTICLES = 400
_SHARE = 10
_FEWER = 40
_PARAGRAPHS = 3
_LENGTH = 8
_FIRST_DAY = date(2001, 1, 1)
PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Question:
    """A search: words that must all be there, and a theme to narrow by, or ""."""

    words: tuple[str, ...]
    theme: str = ""

    @property
    def path(self) -> str:
        params = {"q": " ".join(self.words), "match": "all", "sort": "newest"}
        return "/search.json?" + urlencode(params | ({"theme": self.theme} if self.theme else {}))


@dataclass(frozen=True, slots=True)
class Truth:
    """What an answer must hold: the total, the ids of the first page, and the count of each theme."""

    total: int
    ids: tuple[str, ...]
    themes: tuple[tuple[str, int], ...]


def article_count(edition: int) -> int:
    return ARTICLES - edition * 7 % _FEWER


def write(archive: Path, edition: int) -> None:
    """Bring a folder from any edition to that one."""
    archive.mkdir(parents=True, exist_ok=True)
    texts = {f"a{each}.md": _file(each, edition) for each in range(article_count(edition))}
    for file in archive.glob("*.md"):
        if file.name not in texts:
            file.unlink()
    for name, text in texts.items():
        file = archive / name
        if not (file.is_file() and file.read_text() == text):
            file.write_text(text)


def questions(chance: random.Random) -> Iterator[Question]:
    """Questions without end: of one word or two, with a theme or without."""
    while True:
        words = tuple(chance.sample(WORDS, chance.randint(1, 2)))
        yield Question(words, chance.choice(("", "", *THEMES)))


@lru_cache(maxsize=100_000)
def truth(question: Question, edition: int) -> Truth:
    """What a site must say about an edition, found by looking at each article."""
    having = [
        each
        for each in range(article_count(edition))
        if set(question.words) <= _words_of(each, edition)
    ]
    chosen = [each for each in having if question.theme in ("", _theme(each))]
    ids = tuple(f"a{each}" for each in sorted(chosen, reverse=True)[:PER_PAGE])
    return Truth(len(chosen), ids, tuple(sorted(Counter(map(_theme, having)).items())))


def told(answer: Mapping[str, Any]) -> Truth:
    """What a site said: an object of /search.json."""
    themes = {each["value"]: each["count"] for each in answer["facets"]["theme"]}
    counted = tuple(sorted((value, count) for value, count in themes.items() if count))
    return Truth(answer["total"], tuple(hit["id"] for hit in answer["hits"]), counted)


def is_true(said: Truth, question: Question, editions: Iterable[int]) -> bool:
    """Whether an answer is right for one of the editions."""
    return any(said == truth(question, edition) for edition in editions)


def _file(article: int, edition: int) -> str:
    day = _FIRST_DAY + timedelta(days=article)
    head = f"---\ntitle: Number {article}\ndate: {day}\ntheme: {_theme(article)}\n---\n"
    return "\n\n".join([head, *_paragraphs(article, _written(article, edition))]) + "\n"


def _theme(article: int) -> str:
    return THEMES[article % len(THEMES)]


def _written(article: int, edition: int) -> int:
    """The edition in which an article was last written: each writes a tenth of them anew."""
    return max(0, edition - (edition - article) % _SHARE)


def _words_of(article: int, edition: int) -> frozenset[str]:
    return _words(article, _written(article, edition))


@lru_cache(maxsize=50_000)
def _words(article: int, written: int) -> frozenset[str]:
    return frozenset(" ".join(_paragraphs(article, written)).split())


def _paragraphs(article: int, written: int) -> Sequence[str]:
    chance = random.Random(f"{article} {written}")
    return [" ".join(chance.choices(WORDS, k=_LENGTH)) for _ in range(_PARAGRAPHS)]
