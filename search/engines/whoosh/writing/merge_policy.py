"""Which segments are merged: many small ones, and those whose documents are mostly deleted.

This is a tiered merge policy. Segments fall into tiers by powers of ten of their live documents. If a
tier has more than MOST segments, all of them are merged, and with them the smaller ones, which costs
little more. So a document is rewritten about once per tier, however many reindexes there are. A reindex
that wrote as many documents as all small segments hold joins these, too, and so does at most twice the
work: an archive that is built at once has no small segments left. What half fills a segment stays as it
is.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.segments.segment_writer import MOST_DOCUMENTS

MOST_WORDS = 1 << 30
"""Words of a segment: their numbers have 32 bits, and compounds take some, too."""
MOST = 6


def merges(segments: Sequence[ColumnarSegment], written: int = 0) -> list[list[ColumnarSegment]]:
    """The segments that are to be merged into one each, none if that gains nothing; `written` is the
    number of documents that this reindex wrote."""
    worn = [each for each in segments if 2 * each.deleted_count() > each.size]
    tiers: dict[int, list[ColumnarSegment]] = {}
    for segment in segments:
        if not is_full(segment) and segment not in worn:
            tiers.setdefault(len(str(segment.doc_count())), []).append(segment)
    small = sum(each.doc_count() for tier in tiers.values() for each in tier)
    many = (digits for digits, tier in tiers.items() if len(tier) > MOST or written >= small)
    largest = max(many, default=0)
    crowded = [each for digits, tier in tiers.items() if digits <= largest for each in tier]
    return [each for each in _packed(worn + crowded) if len(each) > 1 or each[0] in worn]


def is_full(segment: ColumnarSegment) -> bool:
    """Whether merging it would be worth little."""
    return 2 * segment.doc_count() >= MOST_DOCUMENTS or 2 * segment.words >= MOST_WORDS


def _packed(segments: Sequence[ColumnarSegment]) -> list[list[ColumnarSegment]]:
    """Segments in lists, each of which fits into one."""
    packed: list[list[ColumnarSegment]] = []
    documents = words = 0
    for segment in segments:
        documents += segment.doc_count()
        words += segment.words
        if not packed or documents > MOST_DOCUMENTS or words > MOST_WORDS:
            packed.append([])
            documents, words = segment.doc_count(), segment.words
        packed[-1].append(segment)
    return packed
