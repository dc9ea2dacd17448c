"""Which paragraphs of a hit hold words of the query, read off the positions of its postings.

Only these are looked at for passages: cutting whole articles into words again would cost more than
the search itself.
"""

from __future__ import annotations

import numpy as np
from whoosh import query

from search.engines.whoosh.schema import TEXT, searched_fields
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.statistics import indexed_term
from search.query import leaves


def matching_paragraphs(segment: Segment, document: int, tree: query.Query) -> list[int]:
    """The numbers, rising, of the document's paragraphs that may hold a match of a leaf."""
    found: set[int] = set()
    for leaf in leaves(tree):
        if TEXT not in searched_fields(leaf.fieldname):
            continue
        if type(leaf) not in (query.Term, query.Phrase):
            starts = segment.field(TEXT).part_starts[document : document + 2].tolist()
            return list(range(starts[1] - starts[0]))
        words = leaf.words if isinstance(leaf, query.Phrase) else [leaf.text]
        found |= set.intersection(*(_holding(segment, document, word) for word in words))
    return sorted(found)


def _holding(segment: Segment, document: int, word: str) -> set[int]:
    reader = segment.field(TEXT)
    postings = reader.postings(indexed_term(TEXT, word))
    place = int(postings.documents.searchsorted(np.uint16(document)))
    if place == len(postings) or postings.documents[place] != document:
        return set()
    start = int(postings.frequencies[:place].sum(dtype=np.int64))
    positions = postings.positions()[start : start + int(postings.frequencies[place])]
    first, stop = reader.part_starts[document : document + 2].tolist()
    words = reader.part_words[first : stop + 1].astype(np.int64)
    return set(((words - words[0]).searchsorted(positions, "right") - 1).tolist())
