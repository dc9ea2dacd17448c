"""Words of many texts as runs in one array of UTF-16 code units.

Two tables say of each of the 65,536 code units what it is in a word, and which unit it folds to, or
itself if it does not fold to one. So cutting and folding are a few operations on arrays, whatever the
number of words. The words are those of `analyzer.words`: the tables are made with its functions.

A text is odd if a character is beyond the first 65,536. Such texts are rare; `WordRuns.odd` leaves them
to `analyzer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from search.storage.arrays import Array, distinct
from search.text import analyzer, sign_runs
from search.text.characters import CONTRACTED, WORD_CHARACTER
from search.text.characters import IDEOGRAPH as IDEOGRAPHS
from search.text.characters import MARK as MARKS
from search.text.compounds import JOINERS
from search.text.signed_words import MOST_CAPITALS, begins_after
from search.text.unit_kinds import (
    APOSTROPHE,
    CAPITAL,
    IDEOGRAPH,
    LETTER,
    MARK,
    ODD,
    SEPARATOR,
    SIGN,
    are_digits,
)

_UNITS = 1 << 16
_SURROGATES = slice(0xD800, 0xE000)
"""Code units that are halves of a character beyond the first 65,536."""


class WordRuns(NamedTuple):
    """The W words of T texts, as runs of code units.

    text    all texts, with a line break before each and at the end; "" for odd texts
    folded  uint16  the code units of `text`, folded one by one
    begins  int64   W, the index in `text` and `folded` where each word begins, rising
    ends    int64   W, the index after its last unit, but at most MAX_WORD units after its first
    stops   int64   W, the index after its last unit
    joined  bool    W, whether one of JOINERS joins the word to the next one
    capital bool    W, whether its letters are few, and all of them are ASCII capitals
    before  int64   W, how many signs before the word belong to it
    after   int64   W, how many signs after the word belong to it
    counts  int64   T, the number of words of each text, 0 for odd texts
    odd             the indices of the odd texts, rising
    """

    text: str
    folded: Array
    begins: Array
    ends: Array
    stops: Array
    joined: Array
    capital: Array
    before: Array
    after: Array
    counts: Array
    odd: list[int]


def word_runs(texts: Sequence[str]) -> WordRuns:
    """The words of all texts except odd ones."""
    joined, units, starts = _joined(texts)
    kinds = _tables().kinds[units]
    if odd := _odd_texts(kinds, starts):
        plain = list(texts)
        for index in odd:
            plain[index] = ""
        return word_runs(plain)._replace(odd=odd)
    folded = _tables().folds[units]
    begins, stops = _runs(kinds, units)
    capital = _are_capital(begins, stops, kinds)
    return WordRuns(
        joined,
        folded,
        begins,
        np.minimum(stops, begins + analyzer.MAX_WORD),
        stops,
        _are_joined(begins, stops, kinds, folded),
        capital,
        sign_runs.before(begins, stops, capital, kinds, units, _tables().opens),
        sign_runs.after(begins, stops, kinds, units),
        np.diff(begins.searchsorted(starts)),
        odd,
    )


def prepare() -> None:
    """Make the tables, which otherwise the first texts wait for."""
    _tables()


class _Tables(NamedTuple):
    """What each code unit is (uint8, 65,536), the unit that it folds to (uint16, 65,536), and whether a
    sign may begin a word after it (bool, 65,536)."""

    kinds: Array
    folds: Array
    opens: Array


@cache
def _tables() -> _Tables:
    kinds = np.full(_UNITS, SEPARATOR, np.uint8)
    folds = np.arange(_UNITS, dtype=np.uint16)
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, _UNITS))))
    characters = WORD_CHARACTER.findall(every)
    folded = analyzer.folded("\n".join(characters)).split("\n")
    for character, fold in zip(characters, folded, strict=True):
        if fold != character and len(fold) == 1 and ord(fold) < _UNITS:
            folds[ord(character)] = ord(fold)
    kinds[_units_of(characters)] = LETTER
    kinds[_units_of(IDEOGRAPHS.findall(every))] = IDEOGRAPH
    kinds[_units_of(MARKS.findall(every))] = MARK
    for character in "'’":
        kinds[ord(character)], folds[ord(character)] = APOSTROPHE, ord("'")
    for sign in JOINERS:
        if kinds[ord(sign)] == SEPARATOR:
            kinds[ord(sign)] = SIGN
    kinds[ord("A") : ord("Z") + 1] = CAPITAL
    kinds[_SURROGATES] = ODD
    opens = np.zeros(_UNITS, bool)
    opens[_units_of(filter(begins_after, every))] = True
    return _Tables(kinds, folds, opens)


def _units_of(characters: Iterable[str]) -> Array:
    """The code units of characters that are one each (uint16)."""
    return np.frombuffer("".join(characters).encode("utf-16-le"), "<u2")


def _joined(texts: Sequence[str]) -> tuple[str, Array, Array]:
    """All texts with a line break before each and at the end; its code units (uint16); and the start of
    each text among these, and of what comes after the last (int64)."""
    joined = "\n".join(["", *texts, ""])
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), "<u2")
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    if len(units) != len(joined):
        lengths += [len(re.findall("[\U00010000-\U0010ffff]", text)) for text in texts]
    starts = np.ones(len(texts) + 1, np.int64)
    starts[1:] += np.cumsum(lengths + 1)
    return joined, units, starts


def _odd_texts(kinds: Array, starts: Array) -> list[int]:
    """The indices of texts with an odd unit, rising."""
    if kinds.max(initial=0) < ODD:
        return []
    odd: list[int] = distinct(
        starts.searchsorted(np.flatnonzero(kinds == ODD), "right") - 1
    ).tolist()
    return odd


def _runs(kinds: Array, units: Array) -> tuple[Array, Array]:
    """Where words begin and end: runs of letters with contractions, and ideographs, each with the marks
    after them."""
    is_letter, ideographs = kinds <= CAPITAL, np.zeros(0, np.int64)
    if IDEOGRAPH in kinds:
        ideographs = np.flatnonzero(kinds == IDEOGRAPH)
    ends_of_ideographs = ideographs + 1
    if MARK in kinds:
        is_mark = kinds == MARK
        bases = _bases(is_mark)
        is_letter |= is_mark & (kinds[bases] <= CAPITAL)
        after = np.flatnonzero(~is_mark)
        ends_of_ideographs = after[after.searchsorted(ends_of_ideographs)]
    inside = np.flatnonzero(kinds == APOSTROPHE)
    inside = inside[is_letter[inside - 1] & (kinds[inside + 1] <= CAPITAL)]
    is_letter[_contracting(inside, is_letter, units)] = True
    turns = np.flatnonzero(is_letter[1:] != is_letter[:-1]) + 1
    begins, ends = turns[::2], turns[1::2]
    if len(ideographs):
        begins = np.concatenate([begins, ideographs])
        order = np.argsort(begins, kind="stable")
        begins, ends = begins[order], np.concatenate([ends, ends_of_ideographs])[order]
    return begins, ends


def _are_joined(begins: Array, stops: Array, kinds: Array, folded: Array) -> Array:
    """Which words a sign joins to the next one (bool): as in `compounds`, but also any two numbers."""
    near = np.flatnonzero(kinds.take(stops) >= APOSTROPHE)
    near = near[near + 1 < len(begins)]
    signs = stops[near]
    follows = (begins[near + 1] == signs + 1) & (kinds[begins[near]] <= CAPITAL)
    near = near[follows & (kinds[signs + 1] <= CAPITAL)]
    signs = stops[near]
    sign = folded[signs]
    is_dot, is_comma = sign == ord("."), sign == ord(",")
    are_initials = _are_initials(begins[near], begins[near + 1], kinds)
    are_numbers = are_digits(folded[signs - 1]) & are_digits(folded[signs + 1])
    is_kept = ~(is_dot | is_comma) | (is_dot & are_initials) | are_numbers
    joined = np.zeros(len(begins), bool)
    joined[near[is_kept]] = True
    return joined


def _are_initials(begins: Array, following: Array, kinds: Array) -> Array:
    """Which words, and the words after them, have one letter, or one of the two has two (bool)."""
    one, other = (kinds[each + 1] > CAPITAL for each in (begins, following))
    two, others = (kinds.take(each + 2, mode="clip") > CAPITAL for each in (begins, following))
    found: Array = (one & (other | others)) | (two & other)
    return found


def _are_capital(begins: Array, stops: Array, kinds: Array) -> Array:
    """Which words are 2 to MOST_CAPITALS capitals (bool)."""
    capital: Array = kinds.take(begins + 1) == CAPITAL
    likely = np.flatnonzero(capital)
    first, lengths = begins[likely], stops[likely] - begins[likely]
    own = (lengths > 1) & (lengths <= MOST_CAPITALS) & (kinds[first] == CAPITAL)
    for step in range(2, MOST_CAPITALS):
        own &= (lengths <= step) | (kinds.take(first + step, mode="clip") == CAPITAL)
    capital[likely] = own
    return capital


def _contracting(apostrophes: Array, is_letter: Array, units: Array) -> Array:
    """Those of some apostrophes between letters that an English contraction follows."""
    is_kept = np.zeros(len(apostrophes), bool)
    for ending in CONTRACTED:
        is_ending = ~is_letter.take(apostrophes + len(ending) + 1, mode="clip")
        for step, letter in enumerate(ending, 1):
            unit = units.take(apostrophes + step, mode="clip")
            is_ending &= (unit == ord(letter)) | (unit == ord(letter.upper()))
        is_kept |= is_ending
    return apostrophes[is_kept]


def _bases(is_mark: Array) -> Array:
    """For each unit the index of the last one up to it that is no mark (int64)."""
    indices = np.arange(len(is_mark))
    indices[is_mark] = 0
    return np.maximum.accumulate(indices)
