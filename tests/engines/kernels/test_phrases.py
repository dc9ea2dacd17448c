"""Phrases and proximity, from positions."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from search.engines.whoosh.searching.phrases import phrase_postings
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.segments.postings import NO_POSTINGS, Postings
from search.model.deadline import NEVER
from tests.engines.kernels.support import group_of
from tests.support import article

Found = list[tuple[int, list[int]]]


def _found(postings: Postings) -> Found:
    """The documents of postings, each with the positions there."""
    positions = iter(postings.positions().tolist())
    return [
        (document, [next(positions) for _ in range(frequency)])
        for document, frequency in zip(
            postings.documents.tolist(), postings.frequencies.tolist(), strict=True
        )
    ]


def _search(group: SegmentGroup, phrase: str, slop: int = 1) -> list[Found]:
    """The matches of a phrase in each segment."""
    words = [
        [segment.field("text").postings(word) for segment in group.segments]
        for word in phrase.split()
    ]
    return [_found(each) for each in phrase_postings(group, "text", words, slop, NEVER.check)]


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> SegmentGroup:
    # Positions, with a slot after each paragraph:
    #   0   1   2   3      0   1   2     4
    first = [article("a", "dam cat dam cat"), article("b", "cat dam sun", "cat")]
    #   0   1     3   4    0   1   2   3   4
    second = [article("c", "dam", "cat"), article("d", "dam sun cat sun dam"), article("e", "cat")]
    return group_of(tmp_path_factory.mktemp("index"), first, second, [article("f", "sun sun")])


def test_adjacent_words(group: SegmentGroup) -> None:
    assert _search(group, "dam cat") == [[(0, [1, 3])], [], []]
    assert _search(group, "cat dam") == [[(0, [2]), (1, [1])], [], []]
    assert _search(group, "cat dam sun") == [[(1, [2])], [], []]


def test_a_word_may_occur_twice(group: SegmentGroup) -> None:
    assert _search(group, "sun sun") == [[], [], [(0, [1])]]


def test_a_phrase_stays_within_a_paragraph_and_a_document(group: SegmentGroup) -> None:
    """`sun` and `cat` of b, `dam` and `cat` of c, `dam` of d and `cat` of e are neighbours in the
    archive, but not in a paragraph."""
    assert _search(group, "sun cat") == [[], [(1, [2])], []]
    assert _search(group, "sun cat", slop=4) == [[], [(1, [2])], []]
    assert _search(group, "dam cat", slop=4) == [[(0, [1, 3])], [(1, [2])], []]


def test_words_at_a_distance(group: SegmentGroup) -> None:
    assert _search(group, "dam dam", slop=3) == [[(0, [2])], [], []]
    assert _search(group, "dam dam", slop=4) == [[(0, [2])], [(1, [4])], []]
    assert _search(group, "dam cat dam", slop=2) == [[(0, [2])], [(1, [4])], []]


def test_a_word_that_is_nowhere(group: SegmentGroup) -> None:
    assert _search(group, "dam moon") == [[], [], []]


def _large_group() -> SegmentGroup:
    """2^20 documents of one value with 2^13 slots: their keys need 33 bits."""
    reader = SimpleNamespace(value_positions=lambda documents, positions: 0 * documents)
    group = SimpleNamespace(
        segments=(SimpleNamespace(field=lambda name: reader),),
        first_documents=[0],
        starts=np.array([0, 1 << 20]),
        size=1 << 20,
    )
    group.position_bits = lambda field: 13
    return cast(SegmentGroup, group)


def _once_each(**positions: int) -> Postings:
    """The postings of a word that occurs once in each document (d0, d1, …)."""
    documents = np.array([int(name[1:]) for name in positions], np.uint32)
    found = np.array([*positions.values()], np.uint16)
    return Postings(documents, np.ones(len(documents), np.uint8), lambda: found)


def test_keys_that_do_not_fit_in_32_bits() -> None:
    """With 32 bits, documents 2^19 - 1 and 2^20 - 1 would have the same keys."""
    one, two = _once_each(d524287=5, d1048575=8_000), _once_each(d524287=8_001, d1048575=8_001)
    (found,) = phrase_postings(_large_group(), "text", [[one], [two]], 1, NEVER.check)
    assert _found(found) == [(1_048_575, [8_001])]


def test_keys_of_64_bits_at_a_distance() -> None:
    """The second word comes first in document 3: nothing is before it, and it is no match."""
    one, two = _once_each(d3=9, d700000=5), _once_each(d3=8, d700000=7)
    (found,) = phrase_postings(_large_group(), "text", [[one], [two]], 2, NEVER.check)
    assert _found(found) == [(700_000, [7])]


def test_segments_without_one_of_the_words_have_no_postings(tmp_path: Path) -> None:
    group = group_of(tmp_path, [article("a", "dam")], [article("b", "cat")])
    dam, cat = (
        [segment.field("text").postings(word) for segment in group.segments]
        for word in ("dam", "cat")
    )
    found = phrase_postings(group, "text", [dam, cat], 1, NEVER.check)
    assert [each is NO_POSTINGS for each in found] == [True, True]
