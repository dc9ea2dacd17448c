"""Cutting many texts into numbered words at once, over flat arrays; the words are those of `analysis`.

Texts are joined and seen as UTF-16 code units. Tables say of each unit what it is to a word and how
it folds, so that words are runs of one kind. A word is known by a 64-bit hash: differences of a
running polynomial sum, whose base is odd and chosen at random, so that nobody can write words that
collide (for words of at most 64 units; by chance a million words do once in 10^7 archives). Numbers
are looked up in a direct-mapped table with a dict behind it.

Texts with a character that folds to several, or lies beyond the first 65,536, are left to `analysis`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.text import analyzer

Array = NDArray[Any]

SEPARATOR, LETTER, APOSTROPHE, IDEOGRAPH, ODD = range(5)
_UNITS = 1 << 16
_SLOT_BITS = 20
_AT_ONCE = 1 << 20


class Numbered(NamedTuple):
    """The words of texts: their numbers (int32), all texts in a row, and how many each text has."""

    numbers: Array
    counts: Array


class Vocabulary:
    """Numbers for folded words, handed out in the order of first appearance."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._by_word: dict[str, int] = {}
        self._by_hash: dict[int, int] = {}
        self._hashes = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._numbers = np.zeros(1 << _SLOT_BITS, np.int32)
        base = secrets.randbits(64) | 1
        self._base = base
        self._inverse = pow(base, -1, 1 << 64)
        self._powers = self._inverses = np.zeros(0, np.uint64)

    def number(self, texts: Sequence[str]) -> Numbered:
        """The words of each text, as numbers. Few texts are cut at once, however many they are, as
        each character takes some dozens of bytes meanwhile."""
        parts = [self._number(some) for some in _some_at_once(texts)]
        if len(parts) == 1:
            return parts[0]
        numbers, counts = zip(*parts, strict=True)
        return Numbered(np.concatenate(numbers), np.concatenate(counts))

    def _number(self, texts: Sequence[str]) -> Numbered:
        joined, units, starts = _units(texts)
        kinds = _tables().kinds[units]
        odd = _odd_texts(kinds, starts, texts)
        if not odd:
            return self._numbered(joined, units, kinds, starts)
        plain = self._number(["" if place in odd else text for place, text in enumerate(texts)])
        return self._with(plain, {place: analyzer.words(texts[place]) for place in odd})

    def known(self, words: Sequence[str]) -> Array:
        """The numbers of folded words (int32), handed out where they are new."""
        return np.fromiter(map(self._number_of, words), np.int32, len(words))

    def _numbered(self, joined: str, units: Array, kinds: Array, starts: Array) -> Numbered:
        begins, ends = _runs(kinds)
        hashes = self._hashed(_tables().folds[units], begins, ends)
        slots = (hashes >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
        numbers = self._numbers[slots]
        missed = np.flatnonzero(self._hashes[slots] != hashes)
        if len(missed):
            numbers[missed] = self._looked_up(joined, hashes[missed], begins[missed], ends[missed])
        return Numbered(numbers, np.diff(begins.searchsorted(starts)))

    def _hashed(self, folded: Array, begins: Array, ends: Array) -> Array:
        """A hash for each run: the sum of unit * base^place, moved to the first place."""
        self._provide_powers(len(folded) + 1)
        sums = np.zeros(len(folded) + 1, np.uint64)
        np.cumsum(folded * self._powers[: len(folded)], out=sums[1:])
        hashes = (sums[ends] - sums[begins]) * self._inverses[begins]
        return (hashes ^ (hashes >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)

    def _looked_up(self, joined: str, hashes: Array, begins: Array, ends: Array) -> Array:
        """The numbers of words that are not in their slots, new ones among them."""
        distinct, first, place = np.unique(hashes, return_index=True, return_inverse=True)
        numbers = np.empty(len(distinct), np.int32)
        spans = zip(begins[first].tolist(), ends[first].tolist(), strict=True)
        for at, (known, span) in enumerate(zip(distinct.tolist(), spans, strict=True)):
            number = self._by_hash.get(known)
            if number is None:
                number = self._number_of(analyzer.fold(joined[slice(*span)]))
                self._by_hash[known] = number
                slot = known >> (64 - _SLOT_BITS)
                if not self._hashes[slot]:
                    self._hashes[slot], self._numbers[slot] = known, number
            numbers[at] = number
        return numbers[place]

    def _number_of(self, word: str) -> int:
        number = self._by_word.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
        return number

    def _with(self, plain: Numbered, words: dict[int, list[str]]) -> Numbered:
        """`plain` with the words of some of the texts, which have none there, put in."""
        ends = np.cumsum(plain.counts)
        counts = plain.counts.copy()
        parts, done = [], 0
        for place, found in words.items():
            parts.append(plain.numbers[done : ends[place]])
            parts.append(np.array([self._number_of(word) for word in found], np.int32))
            counts[place], done = len(found), ends[place]
        return Numbered(np.concatenate([*parts, plain.numbers[done:]]), counts)

    def _provide_powers(self, size: int) -> None:
        if len(self._powers) < size:
            self._powers = _powers(self._base, 2 * size)
            self._inverses = _powers(self._inverse, 2 * size)


class _Tables(NamedTuple):
    """For each UTF-16 code unit what it is to a word (uint8), and what it folds to (uint16)."""

    kinds: Array
    folds: Array


@cache
def _tables() -> _Tables:
    kinds = np.zeros(_UNITS, np.uint8)
    folds = np.arange(_UNITS, dtype=np.uint16)
    every = "".join(map(chr, range(0xD800))) + "".join(map(chr, range(0xE000, _UNITS)))
    characters = analyzer.WORD_CHARACTER.findall(every)
    for char, folded in zip(
        characters, analyzer.folded("\n".join(characters)).split("\n"), strict=True
    ):
        is_single = len(folded) == 1 and ord(folded) < _UNITS
        is_ideograph = analyzer.IDEOGRAPH.match(char)
        kinds[ord(char)] = ODD if not is_single else IDEOGRAPH if is_ideograph else LETTER
        folds[ord(char)] = ord(folded) if is_single else 0
    for char in "'’":
        kinds[ord(char)], folds[ord(char)] = APOSTROPHE, ord("'")
    kinds[0xD800:0xE000] = ODD
    return _Tables(kinds, folds)


def _some_at_once(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in runs of about _AT_ONCE characters; one run, empty, if there are none."""
    first = size = 0
    for place, text in enumerate(texts):
        if size >= _AT_ONCE:
            yield texts[first:place]
            first, size = place, 0
        size += len(text)
    yield texts[first:]


def _units(texts: Sequence[str]) -> tuple[str, Array, Array]:
    """All texts with a line break before each and at the end; its code units; where each starts."""
    joined = "\n".join(["", *texts, ""])
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), "<u2")
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    if len(units) != len(joined):
        lengths += [len(re.findall("[\U00010000-\U0010ffff]", text)) for text in texts]
    starts = np.ones(len(texts) + 1, np.int64)
    starts[1:] += np.cumsum(lengths + 1)
    return joined, units, starts


def _odd_texts(kinds: Array, starts: Array, texts: Sequence[str]) -> dict[int, None]:
    """The places of texts that hold an odd character, rising."""
    if (kinds.max(initial=0)) < ODD:
        return {}
    places = starts.searchsorted(np.flatnonzero(kinds == ODD), "right") - 1
    return dict.fromkeys(np.unique(places).tolist())


def _runs(kinds: Array) -> tuple[Array, Array]:
    """Where words begin and end, rising; words are cut to the length that `analysis` keeps."""
    is_letter = kinds == LETTER
    inside = np.flatnonzero(kinds == APOSTROPHE)
    inside = inside[is_letter[inside - 1] & is_letter[inside + 1]]
    is_letter[inside] = True
    turns = np.flatnonzero(is_letter[1:] != is_letter[:-1]) + 1
    begins, ends = turns[::2], turns[1::2]
    if IDEOGRAPH in kinds:
        alone = np.flatnonzero(kinds == IDEOGRAPH)
        begins = np.concatenate([begins, alone])
        order = np.argsort(begins, kind="stable")
        begins, ends = begins[order], np.concatenate([ends, alone + 1])[order]
    return begins, np.minimum(ends, begins + analyzer.MAX_WORD)


def _powers(base: int, size: int) -> Array:
    """base^0, base^1, … modulo 2^64 (uint64), each half of the array a multiple of the one before."""
    powers = np.ones(size, np.uint64)
    done = 1
    while done < size:
        more = min(done, size - done)
        powers[done : done + more] = powers[:more] * np.uint64(pow(base, done, 1 << 64))
        done += more
    return powers
