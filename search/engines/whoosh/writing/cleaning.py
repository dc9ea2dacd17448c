"""Marking the repeated paragraphs of a generation: articles that are marked wrongly are written again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.segments.segment import Segment
from search.engines.whoosh.writing.repeated_file import Listed
from search.engines.whoosh.writing.segment_sink import SegmentSink
from search.indexing.held_paragraphs import among, articles_of
from search.indexing.repeated import RepeatedParagraph, marks, repeated
from search.model.facets import AUTHOR
from search.storage.arrays import Array, distinct, starts_of

Open = Callable[[ColumnarSegment], Segment]


@dataclass(frozen=True, slots=True)
class Passages:
    """The segments of a generation that is being written: those `kept` from the one before, and `new`
    ones.

    `listed` are the repeated paragraphs of the generation before, by which the passages of `kept` are
    marked; `is_there` tells whether an article with an id, which had one of them, is still in `kept`.
    """

    kept: Sequence[ColumnarSegment]
    new: Sequence[ColumnarSegment]
    open: Open
    listed: Sequence[Listed] = ()
    is_there: Callable[[str], bool] = lambda _: False

    @property
    def segments(self) -> list[ColumnarSegment]:
        return [*self.kept, *self.new]

    def __iter__(self) -> Iterator[_Held]:
        """The passages of a segment after the other, so that those of one are in memory at a time."""
        for each in self.segments:
            with closing(self.open(each)) as segment:
                yield _Held(segment)


def find(passages: Passages) -> list[Listed]:
    """The repeated paragraphs of the articles that are not deleted."""
    articles = sum(each.doc_count() for each in passages.segments)
    found = repeated(passages, articles)
    examples = _examples(passages, {each.key for each in found})
    listed = []
    for each in found:
        own = examples[each.key]
        paragraph = RepeatedParagraph(own.text, each.articles, articles, each.place, own.id)
        listed.append(Listed(each.key, paragraph))
    return listed


def clean(passages: Passages, listed: Sequence[Listed], sink: SegmentSink) -> list[ColumnarSegment]:
    """The segments without the articles that are marked wrongly, which go to `sink`."""
    keys = _sorted({each.key for each in listed})
    are_as_before = np.array_equal(keys, _sorted({each.key for each in passages.listed}))
    cleaned = [*passages.kept] if are_as_before else []
    for each in passages.new if are_as_before else passages.segments:
        with closing(passages.open(each)) as segment:
            wrong = _marked_wrongly(segment, keys)
            for document in wrong:
                sink.write(segment.article(document))
        cleaned.append(each.without(frozenset(wrong)))
    return cleaned


class _Example(NamedTuple):
    """An article that has a repeated paragraph, and the text of that there."""

    id: str
    text: str


def _examples(passages: Passages, keys: set[int]) -> dict[int, _Example]:
    """For each folded key the article with the least id that has it. Articles that are kept are gone
    through only for keys whose last example is gone."""
    best = {
        each.key: _Example(each.paragraph.id, each.paragraph.text)
        for each in passages.listed
        if each.key in keys and passages.is_there(each.paragraph.id)
    }
    searches = [(each, keys) for each in passages.new]
    if unknown := keys - best.keys():
        searches += [(each, unknown) for each in passages.kept]
    for each, wanted in searches:
        with closing(passages.open(each)) as segment:
            for key, example in _examples_in(segment, _sorted(wanted)):
                if key not in best or example.id < best[key].id:
                    best[key] = example
    return best


def _examples_in(segment: Segment, keys: Array) -> Iterator[tuple[int, _Example]]:
    live, held = _live(segment), _Held(segment)
    found = among(held, keys)
    articles = articles_of(held, found.passages)
    by_id = np.lexsort((segment.id_ranks[live[articles]], found.numbers))
    firsts = by_id[np.flatnonzero(np.diff(found.numbers[by_id], prepend=-1))]
    for first in firsts.tolist():
        article = int(articles[first])
        document = int(live[article])
        number = int(found.passages[first] - held.starts[article])
        text = segment.body(document).passage(number).text
        yield int(keys[found.numbers[first]]), _Example(segment.id(document), text)


def _marked_wrongly(segment: Segment, keys: Array) -> list[int]:
    """The documents, not deleted, in which others than the paragraphs with these folded keys (sorted)
    are marked."""
    live, held = _live(segment), _Held(segment)
    is_wrong = marks(held, keys) != segment.are_repeated[segment.passages_of(live)]
    articles = distinct(articles_of(held, np.flatnonzero(is_wrong)))
    wrong: list[int] = live[articles].tolist()
    return wrong


class _Held:
    """Implements `Held` for the documents of a segment that are not deleted. It is open."""

    def __init__(self, segment: Segment) -> None:
        self._segment, self._live = segment, _live(segment)
        self.starts = starts_of(segment.passage_counts[self._live])

    @cached_property
    def keys(self) -> Array:
        keys = self._segment.passage_keys
        if self._segment.live is None:
            return keys
        return keys[self._segment.passages_of(self._live)]

    def authors_of(self, articles: Array) -> Array:
        column = self._segment.facet(AUTHOR)
        documents = self._live[articles]
        starts = column.starts[documents]
        has_author = column.starts[documents + 1] > starts
        ordinals, own = np.unique(column.ordinals[starts[has_author]], return_inverse=True)
        numbers = np.zeros(len(articles), np.uint64)
        named = [_number(column.values[ordinal]) for ordinal in ordinals.tolist()]
        numbers[has_author] = np.array(named, np.uint64)[own]
        return numbers


def _number(author: bytes) -> int:
    return int.from_bytes(blake2b(author, digest_size=5).digest())


def _live(segment: Segment) -> Array:
    return np.arange(segment.size) if segment.live is None else np.flatnonzero(segment.live)


def _sorted(keys: set[int]) -> Array:
    return np.array(sorted(keys), np.uint64)
