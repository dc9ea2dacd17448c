"""The postings of a field in several segments, joined a range of terms at a time.

A range has about RANGE occurrences, and fewer if its terms are rare, so that memory is bounded by it, by
the most frequent term, and by the vocabulary. Arrays that are as long as the text grow in temporary
files meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from search.engines.whoosh.segments.inverter import LARGE, regrouped, stable_order
from search.engines.whoosh.segments.merged_words import MergedWords, WordTable
from search.model.schema import STEMMED
from search.storage.array_file import ArrayFile
from search.storage.arrays import Array, distinct, starts_of
from search.storage.byte_strings import Strings
from search.storage.compression import Blocks, pack_blocks
from search.storage.spill import Spill

RANGE = 1 << 20
"""Occurrences of words that are joined at once; a more frequent term is joined alone."""
_TERM = 16
"""Occurrences that take as much memory as a term: 600,000 that occur once are joined in 220 MB less."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment that is merged, of D documents: its file, the documents that live (rising), whether each
    does (bool, D), and the number that each gets (uint16, D; of no use for those that do not)."""

    file: ArrayFile
    live: Array
    is_live: Array
    numbers: Array

    def whole(self, name: str) -> Array:
        """A whole array, which is not kept."""
        return self.file.copied(name)


class _Group(NamedTuple):
    """The postings of consecutive terms in one segment, without deleted documents: for each term the
    number of its postings and of its occurrences; documents, frequencies and positions as in a segment;
    the variant in the merged segment of each occurrence (empty if terms are words)."""

    terms: Array
    postings: Array
    occurrences: Array
    documents: Array
    frequencies: Array
    positions: Array
    variants: Array


def field_arrays(name: str, parts: Sequence[Part], folder: Path) -> Iterator[tuple[str, Array]]:
    """The arrays of a field with their names, as `layout` lists them. Temporary files are in `folder`."""
    yield from _per_document(name, parts).items()
    sources = [_Source(name, part) for part in parts]
    words = MergedWords()
    with ExitStack() as files:
        kinds = (np.uint16, np.uint8, _widest(sources), np.uint32)
        spills = [Spill(files.enter_context(TemporaryFile(dir=folder)), kind) for kind in kinds]
        joined = _Joined(*spills)
        for low, high in _ranges(sources):
            joined.add(sources, low, high, words)
        yield from joined.arrays(name)
        if name in STEMMED:
            yield from words.arrays(name)


def _per_document(name: str, parts: Sequence[Part]) -> dict[str, Array]:
    """The lengths of documents and of their values, and the first value of each document."""
    lengths, counts, value_lengths = [], [], []
    for part in parts:
        lengths.append(part.whole(f"{name}.lengths")[part.live])
        own: Array = np.diff(part.whole(f"{name}.value_starts")).astype(np.int64)
        counts.append(own[part.live])
        value_lengths.append(part.whole(f"{name}.value_lengths")[np.repeat(part.is_live, own)])
    of_documents = np.concatenate(lengths)
    return {
        f"{name}.lengths": of_documents,
        f"{name}.total_length": of_documents.sum(dtype=np.uint64, keepdims=True),
        f"{name}.value_starts": starts_of(np.concatenate(counts)).astype(np.uint32),
        f"{name}.value_lengths": np.concatenate(value_lengths),
    }


def _widest(sources: Sequence[_Source]) -> DTypeLike:
    """The dtype that holds the positions of all."""
    kinds = [each.position_kind for each in sources if each.occurrences.any()]
    return np.result_type(np.uint8, *kinds)


def _ranges(sources: Sequence[_Source]) -> Iterator[tuple[int, int | None]]:
    """Ranges of keys of terms (see `Strings`), from the first to before the second; None is the end."""
    keys = np.concatenate([each.keys for each in sources])
    order = np.argsort(keys, kind="stable")
    sizes = np.concatenate([each.occurrences for each in sources])[order]
    numbers = np.cumsum(sizes + _TERM) // RANGE
    firsts = np.flatnonzero(np.diff(numbers, prepend=numbers[:1])) if len(numbers) else numbers
    bounds = [0, *distinct(keys[order[firsts]]).tolist(), None]
    for low, high in pairwise(bounds):
        if high is None or low < high:
            yield low, high


class _Source:
    """A field of a segment that is merged."""

    def __init__(self, name: str, part: Part) -> None:
        self._name = name
        self._part = part
        self._terms = Strings(part.file, f"{name}.terms")
        self._posting_starts = part.whole(f"{name}.posting_starts").astype(np.int64)
        self._position_starts = part.whole(f"{name}.position_starts").astype(np.int64)
        self._large = part.whole(f"{name}.large_postings").astype(np.int64)
        self._large_frequencies = part.whole(f"{name}.large_frequencies")
        self._words = WordTable(name, part.file) if name in STEMMED else None
        is_any = self._words and self._position_starts[-1]
        self._variants = Blocks(part.file, f"{name}.variants") if is_any else None
        self.keys = part.whole(f"{name}.terms.keys")
        self.occurrences = np.diff(self._position_starts)
        self.position_kind = part.file.copied(f"{name}.positions", 0, 0).dtype

    def terms(self, low: int, high: int | None) -> tuple[range, list[bytes]]:
        """The terms of a range of keys: their ordinals, and themselves."""
        stop = len(self.keys) if high is None else int(self.keys.searchsorted(np.uint64(high)))
        ordinals = range(int(self.keys.searchsorted(np.uint64(low))), stop)
        return ordinals, self._terms.some(ordinals)

    def group(self, ordinals: range, numbers: Array, words: MergedWords) -> _Group:
        """The postings of the terms with these ordinals; `numbers` are those in the merged field."""
        first, stop = self._posting_starts[[ordinals.start, ordinals.stop]].tolist()
        begin, end = self._position_starts[[ordinals.start, ordinals.stop]].tolist()
        documents = self._part.file.copied(f"{self._name}.documents", first, stop)
        frequencies = self._frequencies(first, stop)
        occurrences = self.occurrences[ordinals.start : ordinals.stop]
        is_kept = self._part.is_live[documents]
        is_kept_at = np.repeat(is_kept, frequencies)
        variants = np.zeros(0, np.uint32)
        if self._words and self._variants:
            own = self._variants.part(begin, end)
            of_terms = np.repeat(np.arange(len(ordinals)), occurrences)
            variants = self._words.merged(ordinals, numbers, words, of_terms, own, is_kept_at)
        return _Group(
            numbers,
            _sums(is_kept, np.diff(self._posting_starts[ordinals.start : ordinals.stop + 1])),
            _sums(is_kept_at, occurrences),
            self._part.numbers[documents[is_kept]],
            frequencies[is_kept],
            self._part.file.copied(f"{self._name}.positions", begin, end)[is_kept_at],
            variants,
        )

    def _frequencies(self, first: int, stop: int) -> Array:
        """The frequencies of postings `first` to `stop` (int64)."""
        found = self._part.file.copied(f"{self._name}.frequencies", first, stop).astype(np.int64)
        low, high = self._large.searchsorted([first, stop])
        found[self._large[low:high] - first] = self._large_frequencies[low:high]
        return found


def _sums(flags: Array, counts: Array) -> Array:
    """How many of each of consecutive groups of `counts` flags are set (int64)."""
    return np.diff(starts_of(flags)[starts_of(counts)])


class _Joined:
    """The terms and postings of the merged field so far."""

    def __init__(
        self, documents: Spill, frequencies: Spill, positions: Spill, variants: Spill
    ) -> None:
        self._documents = documents
        self._frequencies = frequencies
        self._positions = positions
        self._variants = variants
        self._terms: list[bytes] = []
        self._postings: list[Array] = []
        self._occurrences: list[Array] = []
        self._large: list[Array] = []
        self._large_frequencies: list[Array] = []

    def add(
        self, sources: Sequence[_Source], low: int, high: int | None, words: MergedWords
    ) -> None:
        """Append the terms of a range of keys."""
        found = [each.terms(low, high) for each in sources]
        terms = sorted({term for _, own in found for term in own})
        numbers = {term: number for number, term in enumerate(terms)}
        groups = [
            source.group(ordinals, np.array([numbers[term] for term in own], np.int64), words)
            for source, (ordinals, own) in zip(sources, found, strict=True)
            if ordinals
        ]
        if not groups:
            return
        columns = _Group(*map(np.concatenate, zip(*groups, strict=True)))
        counts = np.bincount(columns.terms, columns.postings, len(terms)).astype(np.int64)
        is_used = counts > 0
        words.end_range(is_used, len(self._terms))
        self._terms += [term for term, is_kept in zip(terms, is_used, strict=True) if is_kept]
        self._append(columns, counts[is_used], is_used)

    def _append(self, columns: _Group, counts: Array, is_used: Array) -> None:
        order = stable_order(columns.terms)
        occurrences = np.bincount(columns.terms, columns.occurrences, len(is_used))
        self._postings.append(counts)
        self._occurrences.append(occurrences.astype(np.int64)[is_used])
        frequencies = regrouped(columns.frequencies, columns.postings, order)
        large = np.flatnonzero(frequencies >= LARGE)
        self._large.append(large + self._documents.size)
        self._large_frequencies.append(frequencies[large])
        self._frequencies.append(np.minimum(frequencies, LARGE))
        self._documents.append(regrouped(columns.documents, columns.postings, order))
        self._positions.append(regrouped(columns.positions, columns.occurrences, order))
        if len(columns.variants):
            self._variants.append(regrouped(columns.variants, columns.occurrences, order))

    def arrays(self, name: str) -> Iterator[tuple[str, Array]]:
        yield from Strings.pack(f"{name}.terms", self._terms).items()
        yield f"{name}.posting_starts", _starts(self._postings)
        yield f"{name}.position_starts", _starts(self._occurrences)
        yield f"{name}.documents", self._documents.values()
        yield f"{name}.frequencies", self._frequencies.values()
        yield f"{name}.large_postings", _joined(self._large)
        yield f"{name}.large_frequencies", _joined(self._large_frequencies)
        yield f"{name}.positions", self._positions.values()
        if self._variants.size:
            kind = np.min_scalar_type(self._variants.largest)
            yield from pack_blocks(f"{name}.variants", self._variants.values(), kind).items()


def _joined(arrays: Sequence[Array]) -> Array:
    return np.concatenate([np.zeros(0, np.int64), *arrays]).astype(np.uint32)


def _starts(counts: Sequence[Array]) -> Array:
    return starts_of(_joined(counts)).astype(np.uint32)
