"""The letters of words rule out none that is near."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search.engines.whoosh.searching.word_shapes import word_shapes
from search.storage.arrays import starts_of

_WORDS = st.text("abcé9ß", min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=20), _WORDS, st.integers(1, 2))
def test_no_near_word_is_ruled_out(words: list[str], wanted: str, edits: int) -> None:
    encoded = [each.encode() for each in words]
    units = np.frombuffer(b"".join(encoded), np.uint8)
    shapes = word_shapes(units, starts_of(np.array([*map(len, encoded)], np.int64))[:-1])

    likely = set(shapes.near(wanted, edits).tolist())

    assert {n for n, word in enumerate(words) if OSA.distance(word, wanted) <= edits} <= likely


def test_words_of_other_letters_are_ruled_out() -> None:
    shapes = word_shapes(np.frombuffer(b"senatesundayzenith", np.uint8), np.array([0, 6, 12]))
    assert shapes.near("senator", 2).tolist() == [0]
