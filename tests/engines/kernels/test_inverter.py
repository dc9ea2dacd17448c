"""Inverting words: grouped by term, in document order, with a slot after each value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from search.engines.whoosh.segments import inverter
from search.engines.whoosh.segments.field_values import FieldValues
from search.engines.whoosh.segments.inverter import LARGE, FieldInverter
from search.engines.whoosh.segments.term_dictionary import Terms
from search.storage.arrays import Array

Documents = Sequence[Sequence[Sequence[int]]]
"""For each document the word ids of each of its values."""
NO_VARIANTS = np.zeros(0, np.uint8)

DOCUMENTS: Documents = [[[0, 1], [1]], [], [[1, 0, 1]]]
"""Positions: 0 and 1, then, after an empty slot, 3; none; 0, 1 and 2."""


def _values(documents: Documents) -> FieldValues:
    values = [value for document in documents for value in document]
    return FieldValues(
        np.array([word for value in values for word in value], np.int32),
        np.array([len(value) for value in values], np.int64),
        np.array([len(document) for document in documents], np.int64),
    )


def _inverted(batches: Sequence[Documents], terms: Terms) -> dict[str, list[int]]:
    field = FieldInverter()
    first = 0
    for documents in batches:
        values = _values(documents)
        field.add(values, values.words, NO_VARIANTS, first)
        first += len(documents)
    arrays = {**field.per_document("f"), **dict(field.postings("f", terms))}
    return {name.removeprefix("f."): array.tolist() for name, array in arrays.items()}


def _terms(*words: str) -> Terms:
    """The words with ids 0, 1, … as terms."""
    ordered = sorted(words)
    ordinals = np.array([ordered.index(word) for word in words], np.int32)
    return Terms(words, np.argsort(ordinals), ordinals)


def test_positions_leave_a_slot_after_each_value() -> None:
    arrays = _inverted([DOCUMENTS], _terms("a", "b"))
    assert arrays["posting_starts"] == [0, 2, 4]
    assert arrays["documents"] == [0, 2, 0, 2]
    assert arrays["frequencies"] == [1, 1, 2, 2]
    assert arrays["position_starts"] == [0, 2, 6]
    assert arrays["positions"] == [0, 1, 1, 3, 0, 2]
    assert arrays["lengths"] == [3, 0, 3]
    assert arrays["value_starts"] == [0, 2, 2, 3]
    assert arrays["value_lengths"] == [2, 1, 3]


def test_terms_are_sorted_whatever_their_ids() -> None:
    arrays = _inverted([DOCUMENTS], _terms("b", "a"))
    assert arrays["documents"] == [0, 2, 0, 2]
    assert arrays["frequencies"] == [2, 2, 1, 1]
    assert arrays["positions"] == [1, 3, 0, 2, 0, 1]


@pytest.mark.parametrize("chunk", [1, 2, 1 << 20])
def test_batches_are_joined_as_if_they_were_one(
    monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(inverter, "_CHUNK", chunk)
    terms = _terms("c", "a", "b")
    batches: list[Documents] = [DOCUMENTS, [[[2, 2]], [[]]], [[[1, 2]], [[0], [], [2]]]]
    whole = [document for documents in batches for document in documents]
    assert _inverted(batches, terms) == _inverted([whole], terms)


def test_more_terms_than_16_bits_can_number() -> None:
    """The ids differ only in their high bits, only in their low bits, or in both."""
    ids = [3, (1 << 16) + 3, 3, (2 << 16) + 1, (1 << 16) + 3, 3]
    ordinals: Array = np.zeros((2 << 16) + 2, np.int32)
    ordinals[[3, (1 << 16) + 3, (2 << 16) + 1]] = [2, 0, 1]
    arrays = _inverted([[[ids]]], Terms("abc", np.arange(3), ordinals))
    assert arrays["posting_starts"] == [0, 1, 2, 3]
    assert arrays["frequencies"] == [2, 1, 3]
    assert arrays["position_starts"] == [0, 2, 3, 6]
    assert arrays["positions"] == [1, 4, 3, 0, 2, 5]


def test_many_words_are_inverted_as_a_loop_would() -> None:
    """More than a few, so that the sort would show if it were not stable."""
    random = np.random.default_rng(3)
    words = [f"w{number:02}" for number in range(40)]
    documents = [
        [random.integers(0, 40, size).tolist() for size in random.integers(0, 60, 3).tolist()]
        for _ in range(50)
    ]
    expected: dict[int, dict[int, list[int]]] = {}
    for document, values in enumerate(documents):
        position = 0
        for value in values:
            for word in value:
                expected.setdefault(word, {}).setdefault(document, []).append(position)
                position += 1
            position += 1
    postings = [posting for _, own in sorted(expected.items()) for posting in own.items()]
    arrays = _inverted([documents[:20], documents[20:]], _terms(*words))
    assert arrays["documents"] == [document for document, _ in postings]
    assert arrays["frequencies"] == [len(positions) for _, positions in postings]
    assert arrays["positions"] == [each for _, positions in postings for each in positions]


def test_large_frequencies_are_stored_apart() -> None:
    arrays = _inverted([[[[0] * (LARGE - 1)], [[0] * LARGE], [[0] * 300]]], _terms("a"))
    assert arrays["frequencies"] == [LARGE - 1, LARGE, LARGE]
    assert arrays["large_postings"] == [1, 2]
    assert arrays["large_frequencies"] == [LARGE, 300]


def test_occurrences_are_counted_by_word_id() -> None:
    field = FieldInverter()
    for documents, first in ((DOCUMENTS, 0), ([[[3]]], 3)):
        values = _values(documents)
        field.add(values, values.words, NO_VARIANTS, first)
    assert field.counts.tolist() == [2, 4, 0, 1]
    assert field.size == 7


def test_a_field_without_words() -> None:
    arrays = _inverted([[[], [[]]]], Terms([], np.zeros(0, np.int64), np.zeros(0, np.int32)))
    assert arrays["lengths"] == [0, 0]
    assert arrays["value_lengths"] == [0]
    assert arrays["posting_starts"] == arrays["position_starts"] == [0]
