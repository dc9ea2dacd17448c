"""How well pages are read, and how fast."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.reading.pages import Page
from benchmarks.reading.readers import Found, Reader

_WORDS = 4
_JOINING = ("by", "and", "avec", "et")
_WARM = 3


@dataclass(frozen=True, slots=True)
class Score:
    """The mean precision and recall of texts, F1 of both, and pages per second of the processor."""

    precision: float
    recall: float
    f1: float
    rate: float


def scored(reader: Reader, pages: Sequence[Page]) -> tuple[Score, list[Found]]:
    """The score of a reader on pages, and what it found in each."""
    for page in pages[:_WARM]:
        reader(page.data)
    began = time.process_time()
    found = [reader(page.data) for page in pages]
    rate = len(pages) / (time.process_time() - began)
    texts = zip((each.text for each in found), (page.text for page in pages), strict=True)
    return Score(*scores(texts), rate), found


def scores(texts: Iterable[tuple[str, str]]) -> tuple[float, float, float]:
    """The mean precision, the mean recall and F1 of both, for pairs of a text found and one expected.

    As scrapinghub/article-extraction-benchmark has it: texts are bags of 4-grams of words; a page where
    nothing was found has no precision, one where nothing is expected has no recall.
    """
    precisions, recalls = [], []
    for found, expected in texts:
        ours, theirs = _shingles(found), _shingles(expected)
        common = (ours & theirs).total()
        precisions += [common / ours.total()] if ours else []
        recalls += [common / theirs.total()] if theirs else []
    precision, recall = (sum(each) / max(1, len(each)) for each in (precisions, recalls))
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def word_f1(reader: Reader, pages: Sequence[Page]) -> float:
    """The mean F1 of the words of pages, as the web content extraction benchmark has it."""
    found = [
        _f1(Counter(_words(reader(page.data).text)), Counter(_words(page.text))) for page in pages
    ]
    return sum(found) / len(found)


def _f1(own: Counter[str], expected: Counter[str]) -> float:
    common = (own & expected).total()
    return 2 * common / ((own.total() + expected.total()) or 1)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    runs = (tuple(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1)))
    return Counter(filter(None, runs))


@dataclass(frozen=True, slots=True)
class Given:
    """Of the pages that have a field, which are `known`: for how many a reader gives the expected value
    (`right`), one that the page agrees with (`agreeing`, the right ones included), or any."""

    known: int
    given: int
    right: int
    agreeing: int


def fields(found: Sequence[Found], pages: Sequence[Page]) -> dict[str, Given]:
    """What a reader gives as title, byline and date."""
    return {
        name: _given(
            [
                (getattr(own, name), getattr(page, name))
                for own, page in zip(found, pages, strict=True)
            ]
        )
        for name in ("title", "byline", "published")
    }


def _given(pairs: Sequence[tuple[object, object]]) -> Given:
    known = [(own, expected) for own, expected in pairs if expected]
    right = [_plain(own) == _plain(expected) for own, expected in known]
    agreeing = sum(
        each or _is_shown(str(own or ""), str(expected))
        for each, (own, expected) in zip(right, known, strict=True)
    )
    return Given(len(known), sum(bool(own) for own, _ in known), sum(right), agreeing)


def _plain(value: object) -> str:
    """The words of a value; those that stand around the names of a byline do not count."""
    words = re.findall(r"\w+", str(value or "").casefold())
    return " ".join(word for word in words if word not in _JOINING)


def _is_shown(own: str, expected: str) -> bool:
    """Whether a value is the beginning of the expected one up to a bar, as titles have before the name of
    the site, or up to something that is no name: a bracket, a digit, the end of a line."""
    rest = re.sub(r"[ \t]+", " ", expected)
    rest = re.sub(r"^\s*(?:written )?by\s+", "", rest, flags=re.IGNORECASE)
    return (
        bool(own)
        and rest.startswith(own)
        and bool(re.match(r"\s*[|–—_(\d\n]|\s+-\s", rest[len(own) :]))
    )
