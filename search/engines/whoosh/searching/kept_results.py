"""Answers that were given lately. In a generation an answer follows from its request alone, so the same
search needs no other: that of a page in another format or language, of the results beside an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from sys import getsizeof

from search.model.request import SearchRequest
from search.model.results import Results
from search.storage.recent import Recent

BYTES = 8 << 20
"""What is kept of a generation: some 200 pages of ten hits with passages and five facets."""
MOST = BYTES >> 4
"""A larger answer, as a program may ask for, would push out too many others."""
_HIT, _PASSAGE, _VALUE = 800, 120, 100
"""What a hit, a passage and a facet value take beside their texts, about; values share theirs."""


@dataclass(frozen=True, slots=True)
class _Kept:
    results: Results
    nbytes: int


class KeptResults:
    """The answers of one generation. Safe for many threads."""

    def __init__(self) -> None:
        self._recent = Recent(BYTES)

    def find(self, request: SearchRequest) -> Results | None:
        """The answer to a request; None if it is not kept."""
        found: _Kept | None = self._recent.find(request)
        return found.results if found else None

    def add(self, results: Results) -> None:
        """Keep an answer, which must be whole."""
        size = _size(results)
        if size <= MOST:
            self._recent.add(results.request, _Kept(results, size))


def _size(results: Results) -> int:
    """The bytes that an answer takes, about."""
    values = sum(len(each.values) for each in results.facets) + len(results.timeline)
    passages = [passage for hit in results.hits for passage in hit.passages]
    texts = [text for each in passages for text in (each.html, each.text)]
    texts += [text for hit in results.hits for text in (hit.title, hit.title_html)]
    return (
        sum(map(getsizeof, texts))
        + _HIT * len(results.hits)
        + _PASSAGE * len(passages)
        + _VALUE * values
    )
