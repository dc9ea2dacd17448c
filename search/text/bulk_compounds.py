"""The joined forms, and those of words with signs, of many texts at once; they are those of `compounds`.

Chains of joined words are hashed whole, as words are, so that each distinct chain is looked at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from search.storage.arrays import Array, distinct, spread, starts_of
from search.text.compounds import capitals, joined_forms
from search.text.rolling_hash import RollingHash
from search.text.signed_words import form_after, form_before
from search.text.word_runs import WordRuns

NO_WORD = -1
"""The number of an empty position."""


class Numbered(NamedTuple):
    """The words of texts: their numbers (int32), those of all texts concatenated, and the number of
    positions of each text (int64)."""

    numbers: Array
    counts: Array


class FormNumbers:
    """Numbers for the joined forms of texts, each after NO_WORD; `number_of` gives that of a word."""

    def __init__(self, hash: RollingHash, number_of: Callable[[str], int]) -> None:
        self._hash = hash
        self._number_of = number_of
        self._of_chains: dict[int, list[int]] = {}
        self._of_capitals: dict[int, list[int]] = {}
        self._of_signed: dict[int, list[int]] = {}

    def of(self, runs: WordRuns, sums: Array, texts: Sequence[str]) -> Numbered:
        """The forms of each text, by the order of the words that they begin with; `sums` are those of
        the hash."""
        follows = np.zeros(len(runs.joined), bool)
        follows[1:] = runs.joined[:-1]
        firsts = np.flatnonzero(runs.joined & ~follows)
        lasts = np.flatnonzero(~runs.joined & follows)
        alone = np.flatnonzero(runs.capital & ~runs.joined & ~follows)
        text_ends = np.cumsum(runs.counts)
        homes = text_ends.searchsorted(alone, "right")
        shouted = [index for index in distinct(homes).tolist() if texts[index].isupper()]
        alone = alone[~np.isin(homes, shouted)]
        before, after = runs.before.nonzero()[0], runs.after.nonzero()[0]
        starts = [
            runs.begins[firsts],
            runs.begins[alone],
            runs.begins[before] - runs.before[before],
            runs.begins[after],
        ]
        ends = [
            runs.stops[lasts],
            runs.stops[alone],
            runs.stops[before],
            runs.stops[after] + runs.after[after],
        ]
        known = self._of_chains, self._of_capitals, self._of_signed, self._of_signed
        words_of = _words_of_chain, _words_of_capitals, _word_before, _word_after
        groups = [
            self._found(runs, sums, *each)
            for each in zip(starts, ends, known, words_of, strict=True)
        ]
        counts = np.concatenate([each.counts for each in groups])
        offsets = starts_of(counts)[:-1]
        begins = np.concatenate([firsts, alone, before, after])
        order = np.argsort(begins, kind="stable")
        numbers = np.concatenate([each.numbers for each in groups])
        in_order = numbers[spread(offsets[order], counts[order])]
        homes = text_ends.searchsorted(begins, "right")
        of_texts = np.bincount(homes, counts, len(texts)).astype(np.int64)
        return Numbered(in_order, of_texts)

    def _found(
        self,
        runs: WordRuns,
        sums: Array,
        begins: Array,
        stops: Array,
        known: dict[int, list[int]],
        words_of: Callable[[str], Sequence[str]],
    ) -> Numbered:
        """The forms of each span of text, looked up by its hash in `known`."""
        if not len(begins):
            return Numbered(np.zeros(0, np.int32), np.zeros(0, np.int64))
        hashes = self._hash.of_runs(sums, begins, stops)
        spans, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
        forms = []
        for hash, at in zip(spans.tolist(), first.tolist(), strict=True):
            if hash not in known:
                words = words_of(runs.text[begins[at] : stops[at]])
                known[hash] = [each for word in words for each in (NO_WORD, self._number_of(word))]
            forms.append(known[hash])
        counts = np.fromiter(map(len, forms), np.int64, len(forms))
        flat = np.array([number for each in forms for number in each], np.int32)
        own = counts[inverse]
        return Numbered(flat[spread(starts_of(counts)[inverse], own)], own)


def _words_of_chain(chain: str) -> list[str]:
    return [form.word for form in joined_forms.__wrapped__(chain)]  # each chain is met once


def _words_of_capitals(word: str) -> list[str]:
    return list(filter(None, [capitals(word)]))


def _word_before(written: str) -> list[str]:
    return [form_before(written)]


def _word_after(written: str) -> list[str]:
    return [form_after(written)]
