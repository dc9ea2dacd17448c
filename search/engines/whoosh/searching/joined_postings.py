"""The postings of a word in all its fields, joined: each document once, with its frequencies weighted by
field and divided by the relative length of the field.

Nearly all documents that hold a word hold it in the main field (the text, where that is searched), so
its postings are taken as they are; those of other fields, which are few, are patched in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.common.similarity import PARAGRAPH_B, B, field_weight
from search.engines.whoosh.searching.doc_spaces import DocSpace
from search.engines.whoosh.searching.segment_group import joined
from search.engines.whoosh.searching.statistics import (
    PARAGRAPH,
    CollectionStatistics,
    field_terms,
)
from search.engines.whoosh.segments.postings import Postings
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import TEXT
from search.query.tree import Term
from search.storage.arrays import Array

_NONE = np.zeros(0, np.intp)


@dataclass(frozen=True, slots=True)
class JoinedPostings:
    """The doc ids that hold a word (intp; distinct): first those with the word in the field `main` and
    its `frequencies` there, rising, then the others; and the joined frequencies in all other fields,
    `values`, to be added at `places`."""

    main: str
    doc_ids: Array
    frequencies: Array
    places: Array
    values: Array

    @property
    def are_rising(self) -> bool:
        return len(self.doc_ids) == len(self.frequencies)


def joined_postings(
    space: DocSpace, statistics: CollectionStatistics, word: Term
) -> JoinedPostings:
    """The postings of a word in the group of a space."""
    names = space.fields(word.field)
    main = TEXT if TEXT in names else names[0]
    terms = {name: term for name, term in field_terms(word.field, word.text) if name in names}
    doc_ids, frequencies = _located(space, main, statistics.postings[main, terms.pop(main)])
    others, values = _joined_others(space, statistics, terms)
    if not len(others):
        return JoinedPostings(main, doc_ids, frequencies, _NONE, _NONE)
    places = doc_ids.searchsorted(others)
    missing = np.ones(len(others), bool)
    if len(doc_ids):
        missing = doc_ids.take(places, mode="clip") != others
    extra = others.compress(missing)
    if len(extra):
        places[missing] = np.arange(len(doc_ids), len(doc_ids) + len(extra))
        doc_ids = np.concatenate((doc_ids, extra))
    return JoinedPostings(main, doc_ids, frequencies, places, values)


def _joined_others(
    space: DocSpace, statistics: CollectionStatistics, terms: Mapping[str, str]
) -> tuple[Array, Array]:
    """The doc ids that hold a term in some fields (distinct), and the joined frequency in each."""
    found = []
    for name, term in terms.items():
        doc_ids, frequencies = _located(space, name, statistics.postings[name, term])
        if len(doc_ids):
            found.append((doc_ids, frequencies * norms(space, statistics, name, doc_ids)))
    if len(found) < 2:
        return found[0] if found else (_NONE, _NONE)
    doc_ids, places = np.unique(np.concatenate([each for each, _ in found]), return_inverse=True)
    return doc_ids, np.bincount(places, np.concatenate([values for _, values in found]))


def norms(
    space: DocSpace, statistics: CollectionStatistics, name: str, doc_ids: Array
) -> Array | np.float32:
    """What an occurrence in a field counts, by doc id: the weight of the field over
    1 - B + B * length / mean length (float32)."""
    measure = space.measure(name)
    weight = field_weight(name)
    if measure is None:
        return np.float32(weight)

    def made() -> Array:
        b = PARAGRAPH_B if measure == PARAGRAPH else B
        relative = space.lengths(measure) / statistics.sizes.mean_length[measure]
        return (weight / (1 - b + b * relative)).astype(np.float32)

    return space.group.cached(("norms", measure), made).take(doc_ids)


def located_in(
    space: DocSpace, postings: Sequence[Postings]
) -> Iterator[tuple[Segment, int, Postings]]:
    """The segments of the group of `space` that have postings of a term, with the first doc id of the
    segment; `postings` has those of all segments of the generation."""
    group = space.group
    own = postings[group.first : group.first + len(group.segments)]
    for segment, first, each in zip(group.segments, space.first_doc_ids(), own, strict=False):
        if len(each):
            yield segment, first, each


def _located(space: DocSpace, name: str, postings: Sequence[Postings]) -> tuple[Array, Array]:
    """The doc ids of a term in a field (intp, rising), and its frequency in each."""
    found = list(located_in(space, postings))
    if not found:
        return _NONE, _NONE
    parts = [space.located(segment, name, each) for segment, _, each in found]
    frequencies = joined([counts for _, counts in parts])
    if len(parts) == 1:
        return parts[0][0].astype(np.intp) + found[0][1], frequencies
    doc_ids = np.concatenate([own for own, _ in parts], dtype=np.intp)
    doc_ids += np.repeat([first for _, first, _ in found], [len(own) for own, _ in parts])
    return doc_ids, frequencies
