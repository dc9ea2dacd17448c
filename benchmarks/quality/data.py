"""The data beside the checkout as archives that engines index: judged collections, and news.

What is absent is left out, and said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus
from benchmarks.corpus import Record
from benchmarks.quality import collections, known_articles
from benchmarks.quality.completions import Source
from benchmarks.quality.known_articles import Sample, Searches
from benchmarks.quality.questions import sought
from benchmarks.quality.rankings import Archive

NEWS = Path("corpora/allsides-20k.jsonl.gz")
JUDGED = Path("corpora/relevance")
CASES = Path("cases/searching")
TITLES, MISSPELT, TWO_DROPPED, ONE_WRONG = KNOWN = (
    "title",
    "misspelt",
    "two words dropped",
    "one word wrong",
)
"""The kinds of searches for known articles."""

WANTED = (NEWS, *(JUDGED / name.lower() for name in collections.NAMES), CASES)
"""What is looked for in the folder of data."""

_TOO_SLOW = "whoosh"
"""In the archive of news a search takes it a second and more, and there are 1,200."""


@dataclass(frozen=True, slots=True)
class News:
    """The archive of news, a sample of its articles, and the searches for them."""

    archive: Archive
    sample: Sample
    searches: Searches


def absent(shared: Path) -> list[str]:
    """A sentence for each part whose data are not in the folder `shared`."""
    missing = [part for part in WANTED if not (shared / part).exists()]
    return [f"{part} is not there, so what is measured with it is left out." for part in missing]


def judged(shared: Path, folder: Path, engines: Sequence[str]) -> list[Archive]:
    """The collections that are there, written into folders of their names."""
    found = []
    for name in collections.NAMES:
        if (shared / JUDGED / name.lower()).exists():
            collection = collections.load(name, shared / JUDGED)
            file = _written(collection.records, folder / name)
            found.append(Archive(name, file, [collection.questions], engines))
    return found


def news(shared: Path, folder: Path, engines: Sequence[str]) -> News | None:
    """The archive of news, if it is there, with the questions of KNOWN in their order."""
    if not (shared / NEWS).exists():
        return None
    file = _written(corpus.records(shared / NEWS), folder / "news")
    sample = known_articles.drawn(file)
    searches = known_articles.searches(sample)
    kinds = (searches.titles, searches.misspelt, searches.two_dropped, searches.one_wrong)
    asked = [
        sought(name, each, known_articles.DEPTH) for name, each in zip(KNOWN, kinds, strict=True)
    ]
    quick = [name for name in engines if name != _TOO_SLOW]
    return News(Archive("news", file, asked, quick), sample, searches)


def typed(judged: Sequence[Archive], news: News | None) -> Iterator[Source]:
    """Texts whose beginnings somebody might type: 200 of them if all data are there."""
    if news:
        articles = news.sample.articles
        titles = [each.title for each in articles]
        authors = [author for each in articles for author in each.authors]
        themes = [each.theme.replace("_", " ") for each in articles if each.theme]
        yield Source("titles", news.archive.name, titles, 80, within=6)
        yield Source("authors", news.archive.name, authors, 30, within=3)
        yield Source("themes", news.archive.name, themes, 20, within=3)
    for archive in judged:
        questions = [*archive.asked[0].typed.values()]
        count = {"Cranfield": 25, "CISI": 20, "TIME": 25}[archive.name]
        yield Source(f"questions of {archive.name}", archive.name, questions, count, within=6)


def _written(records: Iterable[Record], folder: Path) -> Path:
    folder.mkdir()
    file = folder / "articles.jsonl"
    corpus.save(records, file)
    return file
