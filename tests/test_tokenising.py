"""Words that are cut in bulk are the words of `analyzer`, with the joined forms of `compounds`."""

from __future__ import annotations

import gc
import weakref

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from search.text import analyzer, compounds
from search.text.bulk_compounds import NO_WORD
from search.text.bulk_tokenizer import Vocabulary
from search.text.rolling_hash import RollingHash

_texts = st.lists(
    st.text()
    | st.text("aé’'x 東カ_1½ßæİΣς\n-\u0301\u3099ﾞｶтй\u0306\u094dคำ\u064e", max_size=30)
    | st.text("aUSo1\u03010-.,'‐é東 ", max_size=30)
    | st.text("aCñNET1#@+._(é\u0301東 ", max_size=30)
    | st.text("12a%§\u00a0.,_s' \u0301東", max_size=20)
    | st.text("ab", min_size=60, max_size=70),
    max_size=8,
)


@given(_texts, _texts)
@example(
    [
        "'",
        "a'",
        "'a",
        "a''b",
        "a'b'c",
        "",
        "a's't'LL",
        "x're's",
        "o'brien's",
        "b'sé",
        "a'd\u0301",
        "b'ſ",
    ],
    ["ﬁn de siècle", "𝒜b 😀c", "한국 東京"],
)
def test_bulk_words_are_words(first: list[str], second: list[str]) -> None:
    vocabulary = Vocabulary()
    for texts in (first, second):
        numbers, counts = vocabulary.number(texts)
        words = iter(_word(vocabulary, number) for number in numbers.tolist())
        found = [[next(words) for _ in range(count)] for count in counts.tolist()]
        assert found == [compounds.indexed_words(text) for text in texts]
        assert next(words, None) is None


def _word(vocabulary: Vocabulary, number: int) -> str:
    return compounds.GAP if number == NO_WORD else vocabulary.words[number]


def test_many_long_texts_are_cut_some_at_once() -> None:
    texts = [f"word{number} élan " * 40_000 for number in range(5)] + ["", "last ﬁn"]
    vocabulary = Vocabulary()
    numbers, counts = vocabulary.number(texts)
    assert counts.tolist() == [80_000] * 5 + [0, 2]
    words = [vocabulary.words[number] for number in numbers.tolist()]
    assert words == [word for text in texts for word in analyzer.words(text)]
    assert [each.tolist() for each in vocabulary.number([])] == [[], []]


def test_equal_runs_have_equal_hashes_wherever_they_are() -> None:
    hash = RollingHash()
    units = np.frombuffer(b"abc xabc ab cba", np.uint8).astype(np.uint16)
    begins, ends = np.array([0, 5, 9, 12, 0]), np.array([3, 8, 11, 15, 2])
    abc, again, ab, cba, start = hash.of_runs(hash.sums(units), begins, ends).tolist()
    assert abc == again
    assert ab == start
    assert len({abc, ab, cba}) == 3
    other = RollingHash()
    assert other.of_runs(other.sums(units), begins, ends)[0] != abc


def test_a_vocabulary_goes_when_nobody_has_it_any_more() -> None:
    """A reindex makes one per segment, of 20 MB, and seldom looks for garbage in cycles."""
    gc.disable()
    try:
        vocabulary = Vocabulary()
        vocabulary.number(["COVID-19 at the river's end", "e-mail"])
        alive = weakref.ref(vocabulary)
        del vocabulary
        assert alive() is None
    finally:
        gc.enable()
