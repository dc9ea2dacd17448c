"""Marking the repeated paragraphs of a generation: articles that are marked wrongly are written again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.segments.segment import Segment
from search.engines.whoosh.writing.repeated_file import Listed
from search.engines.whoosh.writing.segment_sink import SegmentSink
from search.indexing.held_paragraphs import Held
from search.indexing.repeated import Repeated, RepeatedParagraph, marks, repeated
from search.model.facets import AUTHOR
from search.storage.arrays import Array, starts_of

Open = Callable[[ColumnarSegment], Segment]


@dataclass(frozen=True, slots=True)
class SegmentPassages:
    """The passages of the articles of segments that are not deleted, a segment after the other: they are
    read whenever they are asked for, so that one segment at a time is in memory."""

    segments: Sequence[ColumnarSegment]
    open: Open

    def __iter__(self) -> Iterator[Held]:
        for each in self.segments:
            segment = self.open(each)
            held = _held(segment)
            segment.close()
            yield held


def find(segments: Sequence[ColumnarSegment], open: Open) -> list[Listed]:
    """The repeated paragraphs of the articles that are not deleted."""
    found = repeated(SegmentPassages(segments, open))
    examples = _examples(segments, open, found)
    articles = sum(each.doc_count() for each in segments)
    return [
        Listed(each.key, RepeatedParagraph(own.text, each.articles, articles, each.place, own.id))
        for each, own in zip(found, examples, strict=True)
    ]


def clean(
    segments: Sequence[ColumnarSegment], open: Open, listed: Sequence[Listed], sink: SegmentSink
) -> list[ColumnarSegment]:
    """The segments without the articles that are marked wrongly, which go to `sink`."""
    keys = np.array(sorted(each.key for each in listed), np.uint64)
    cleaned = []
    for each in segments:
        segment = open(each)
        wrong = _marked_wrongly(segment, keys)
        for document in wrong:
            sink.write(segment.article(document))
        segment.close()
        cleaned.append(each.without(frozenset(wrong)))
    return cleaned


class _Example(NamedTuple):
    """An article that has a repeated paragraph, and the text of that there."""

    id: str
    text: str


def _examples(
    segments: Sequence[ColumnarSegment], open: Open, found: Sequence[Repeated]
) -> list[_Example]:
    """For each repeated paragraph the article with the least id."""
    keys = np.array([each.key for each in found], np.uint64)
    best: dict[int, _Example] = {}
    for each in segments if found else ():
        segment = open(each)
        for number, example in _examples_in(segment, keys):
            if number not in best or example.id < best[number].id:
                best[number] = example
        segment.close()
    return [best[number] for number in range(len(found))]


def _examples_in(segment: Segment, keys: Array) -> Iterator[tuple[int, _Example]]:
    live, held = _live(segment), _held(segment)
    order = np.argsort(keys)
    among = held.numbers_among(keys[order])
    passages = np.flatnonzero(among >= 0)
    documents = live[held.articles[passages]]
    by_id = np.lexsort((segment.id_ranks[documents], among[passages]))
    firsts = by_id[np.flatnonzero(np.diff(among[passages][by_id], prepend=-1))]
    for passage, document in zip(
        passages[firsts].tolist(), documents[firsts].tolist(), strict=True
    ):
        start = int(held.starts[held.articles[passage]])
        text = segment.body(document).passage(passage - start).text
        yield int(order[among[passage]]), _Example(segment.id(document), text)


def _marked_wrongly(segment: Segment, keys: Array) -> list[int]:
    """The documents, not deleted, in which others than the paragraphs with these folded keys (sorted)
    are marked."""
    live, held = _live(segment), _held(segment)
    is_wrong = marks(held, keys) != segment.are_repeated[segment.passages_of(live)]
    wrong: list[int] = live[np.unique(held.articles[is_wrong])].tolist()
    return wrong


def _held(segment: Segment) -> Held:
    live = _live(segment)
    passages = segment.passages_of(live)
    starts = starts_of(segment.passage_counts[live])
    return Held(segment.passage_keys[passages], starts, _authors(segment)[live])


def _authors(segment: Segment) -> Array:
    """A number for the first author of each document (uint64), 0 if it has none."""
    column = segment.facet(AUTHOR)
    values = np.array([*map(_number, column.values.all()), 0], np.uint64)
    starts = column.starts.astype(np.int64)
    firsts = np.append(column.ordinals, 0).astype(np.int64)[starts[:-1]]
    return values[np.where(np.diff(starts) > 0, firsts, -1)]


def _number(author: bytes) -> int:
    return int.from_bytes(blake2b(author, digest_size=5).digest())


def _live(segment: Segment) -> Array:
    return np.arange(segment.size) if segment.live is None else np.flatnonzero(segment.live)
