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


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    runs = (tuple(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1)))
    return Counter(filter(None, runs))


def fields(found: Sequence[Found], pages: Sequence[Page]) -> dict[str, tuple[int, int, int]]:
    """For title, byline and date: how many are right, how many a reader gives that are not, and how many
    pages have one."""
    return {
        name: _field(
            [
                (getattr(own, name), getattr(page, name))
                for own, page in zip(found, pages, strict=True)
            ]
        )
        for name in ("title", "byline", "published")
    }


def _field(pairs: Sequence[tuple[object, object]]) -> tuple[int, int, int]:
    known = [(own, expected) for own, expected in pairs if expected]
    right = sum(_plain(own) == _plain(expected) for own, expected in known)
    given = sum(bool(own) for own, _ in known)
    return right, given - right, len(known)


def _plain(value: object) -> str:
    """The words of a value; those that stand around the names of a byline do not count."""
    words = re.findall(r"\w+", str(value or "").casefold())
    return " ".join(word for word in words if word not in ("by", "and"))
