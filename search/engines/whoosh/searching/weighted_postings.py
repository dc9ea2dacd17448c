"""The postings of a word in its fields, with frequencies that can be added: weighted by field and divided
by the relative length of the field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from search.query.tree import Term
from search.storage.arrays import Array

_NONE = np.zeros(0, np.intp)


def weighted_postings(
    space: DocSpace, statistics: CollectionStatistics, word: Term
) -> Iterator[tuple[Array, Array]]:
    """For each field that holds a word, the doc ids (intp, rising) and the weighted frequency in each
    (float32)."""
    names = space.fields(word.field)
    for name, term in field_terms(word.field, word.text):
        if name in names:
            doc_ids, frequencies = _located(space, name, statistics.postings[name, term])
            if len(doc_ids):
                values = frequencies * norms(space, statistics, name, doc_ids)
                yield doc_ids, values.astype(np.float32, copy=False)


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
