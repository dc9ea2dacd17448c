"""Words side by side, in all their forms or as written, in all segments of a group.

Postings are kept by stem. Quoted words are looked for by their stems first; only in the few documents
that have these is each occurrence asked whether it is the word as written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from search.engines.whoosh.searching.phrases import phrase_postings
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.segments.postings import NO_POSTINGS, Postings
from search.model.schema import STEMMED
from search.query.tree import Phrase, Quoted


def side_by_side(
    group: SegmentGroup,
    field: str,
    leaf: Phrase | Quoted,
    terms: Sequence[Sequence[Postings]],
    check: Callable[[], None],
) -> list[Postings]:
    """The postings of a leaf in each segment of the group, in one indexed field; `terms` has those of the
    term of each of its words. What `check` raises ends the search."""
    if isinstance(leaf, Phrase):
        return phrase_postings(group, field, terms, 1, check)
    found = _in_order(group, field, leaf, terms, check)
    if field not in STEMMED or not any(map(len, found)):
        return found
    written: dict[str, list[Postings]] = {}
    for word in dict.fromkeys(leaf.words):
        check()
        written[word] = [
            segment.field(field).as_written(word, own.documents) if len(own) else NO_POSTINGS
            for segment, own in zip(group.segments, found, strict=True)
        ]
    return _in_order(group, field, leaf, [written[word] for word in leaf.words], check)


def _in_order(
    group: SegmentGroup,
    field: str,
    leaf: Quoted,
    words: Sequence[Sequence[Postings]],
    check: Callable[[], None],
) -> list[Postings]:
    if len(words) == 1:
        return list(words[0])
    return phrase_postings(group, field, words, leaf.slop, check)
