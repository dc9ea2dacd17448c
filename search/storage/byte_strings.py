"""Byte strings in an array file: sorted ones that can be searched, and others in any order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from io import BytesIO
from itertools import islice, pairwise

import numpy as np

from search.storage.array_file import ArrayFile
from search.storage.arrays import Array, spread, starts_of

_KEY = 8
"""Bytes of a string in its key."""
_BREAK = ord("\n")
_CHUNK = 1 << 14
"""Strings that are packed at once."""


class Strings:
    """Sorted byte strings of an array file. The ordinal of a string is its rank among them, from 0.

    Stored as `name` (uint8, all strings concatenated), `name.starts` (uint32, the start of each string
    and the end of the last) and `name.keys` (uint64, the first eight bytes of each, big-endian, so that
    keys sort as the strings do). A binary search compares keys, and strings only where keys are equal.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name
        self._starts = f"{name}.starts"

    def __len__(self) -> int:
        return self._file.length(f"{self._name}.keys")

    @cached_property
    def _keys(self) -> Array:
        return self._file[f"{self._name}.keys"]

    def __getitem__(self, ordinal: int) -> bytes:
        start, stop = self._file.part(self._starts, ordinal, ordinal + 2).tolist()
        return self._file.part(self._name, start, stop).tobytes()

    def some(self, ordinals: range) -> list[bytes]:
        """The strings of consecutive ordinals."""
        if not ordinals:
            return []
        starts = self._file.part(self._starts, ordinals.start, ordinals.stop + 1).tolist()
        blob = self._file.part(self._name, starts[0], starts[-1]).tobytes()
        first = starts[0]
        return [blob[start - first : stop - first] for start, stop in pairwise(starts)]

    def run(self, ordinals: range) -> tuple[Array, Array]:
        """The strings of consecutive ordinals, at least one: one after the other (uint8), and where each
        starts and the last ends (uint32)."""
        starts = self._file.part(self._starts, ordinals.start, ordinals.stop + 1)
        return self._file.part(self._name, int(starts[0]), int(starts[-1])), starts - starts[0]

    def at(self, ordinals: Array) -> list[bytes]:
        """The strings of many ordinals (intp)."""
        starts = self._file.taken(self._starts, ordinals).astype(np.int64)
        lengths = self._file.taken(self._starts, ordinals + 1) - starts
        units = self._file.taken(self._name, spread(starts, lengths)).tobytes()
        return [units[start:stop] for start, stop in pairwise(starts_of(lengths).tolist())]

    def texts_at(self, ordinals: Array) -> list[str]:
        """The strings of many ordinals (intp) as text: words, in which there is no line break. They are
        decoded together, in a third of the time."""
        if not len(ordinals):
            return []
        starts = self._file.taken(self._starts, ordinals).astype(np.int64)
        lengths = self._file.taken(self._starts, ordinals + 1) - starts + 1
        indices = spread(starts, lengths)  # the byte after each word is for the break
        last = self._file.length(self._name) - 1
        units = self._file.taken(self._name, np.minimum(indices, last, out=indices))
        units[lengths.cumsum() - 1] = _BREAK
        return units[:-1].tobytes().decode(errors="surrogatepass").split("\n")

    def all(self) -> list[bytes]:
        return self.some(range(len(self)))

    def concatenated(self) -> tuple[Array, Array]:
        """All strings one after the other (uint8), and where each starts (uint32, N), read anew."""
        units = self._file.copied(self._name, 0, self._file.length(self._name))
        return units, self._file.copied(self._starts, 0, len(self))

    @property
    def lengths(self) -> Array:
        """The length of each string in bytes (N, the type of `name.starts`)."""
        return np.diff(self._file.copied(self._starts, 0, len(self) + 1))

    def ordinal(self, wanted: bytes) -> int:
        """The ordinal of `wanted`, or -1. No string may end with NUL, as no word does: so a short one is
        its key, and no text is read."""
        key = np.uint64(_key(wanted))
        first = int(self._keys.searchsorted(key))
        if first == len(self._keys) or self._keys[first] != key:
            return -1
        if len(wanted) < _KEY or self[first] == wanted:
            return first
        ceiling = self.seek_ceil(wanted)
        return ceiling if ceiling < len(self._keys) and self[ceiling] == wanted else -1

    def ordinals(self, wanted: Sequence[bytes]) -> Array:
        """The ordinals of many strings (int64), -1 for those that are not there. It is `ordinal` of each,
        in a fifth of the time."""
        keys = _keys(wanted)
        found = self._keys.searchsorted(keys)
        is_there = (
            self._keys.take(found, mode="clip") == keys if len(self) else np.zeros(len(keys), bool)
        )
        found[~is_there] = -1
        for at in is_there.nonzero()[0].tolist():
            if len(wanted[at]) >= _KEY:  # others with the same key may be before it
                found[at] = self.ordinal(wanted[at])
        return found

    def seek_ceil(self, wanted: bytes) -> int:
        """The ordinal of the first string that is not less than `wanted`; the number of strings if all
        are less."""
        key = np.uint64(_key(wanted))
        low = int(self._keys.searchsorted(key))
        if low == len(self._keys) or self._keys[low] != key:
            return low
        high = int(self._keys.searchsorted(key, "right"))
        while low < high:
            middle = (low + high) // 2
            if self[middle] < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def prefix_range(self, prefix: bytes) -> range:
        """The ordinals of the strings that begin with `prefix`. All must be UTF-8: no byte is FF."""
        return range(self.seek_ceil(prefix), self.seek_ceil(prefix + b"\xff"))

    def prefix_ranges(self, prefixes: Sequence[bytes]) -> list[range]:
        """`prefix_range` of those of many prefixes that some string begins with."""
        lows = np.array([_key(each) for each in prefixes], np.uint64)
        highs = np.array([_key(each, b"\xff") for each in prefixes], np.uint64)
        starts, stops = self._keys.searchsorted(lows), self._keys.searchsorted(highs, "right")
        found = (self.prefix_range(prefixes[at]) for at in np.flatnonzero(starts < stops).tolist())
        return [each for each in found if each]

    @staticmethod
    def pack(name: str, strings: Iterable[bytes]) -> dict[str, Array]:
        """The arrays of sorted strings."""
        keys = [np.zeros(0, np.uint64)]

        def kept() -> Iterator[bytes]:
            for chunk in _chunks(strings):
                keys.append(_keys(chunk))
                yield from chunk

        return {**pack_bytes(name, kept()), f"{name}.keys": np.concatenate(keys)}


class Bytes:
    """Byte strings of an array file in any order, each found by its index.

    Stored as `name` (uint8, all strings concatenated) and `name.starts` (uint32 or uint64, the start of
    each string and the end of the last).
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name

    def __getitem__(self, index: int) -> bytes:
        start, stop = self._file.part(f"{self._name}.starts", index, index + 2).tolist()
        return self._file.read(self._name, start, stop)

    def __len__(self) -> int:
        return self._file.length(f"{self._name}.starts") - 1


def pack_bytes(name: str, strings: Iterable[bytes]) -> dict[str, Array]:
    """The arrays of byte strings, for `Bytes`: `name` and `name`.starts. Few of the strings are in memory
    at once."""
    joined, lengths = BytesIO(), [np.zeros(0, np.int64)]
    for chunk in _chunks(strings):
        joined.writelines(chunk)
        lengths.append(np.fromiter(map(len, chunk), np.int64, len(chunk)))
    starts = starts_of(np.concatenate(lengths))
    kind = np.uint32 if starts[-1] < 1 << 32 else np.uint64
    return {
        name: np.frombuffer(joined.getbuffer(), np.uint8),
        f"{name}.starts": starts.astype(kind),
    }


def _chunks(strings: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Some strings at a time."""
    rest = iter(strings)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _keys(strings: Sequence[bytes]) -> Array:
    """The keys of strings (uint64)."""
    return np.array(strings, f"S{_KEY}").view(">u8").astype("<u8")


def _key(text: bytes, fill: bytes = b"\0") -> int:
    return int.from_bytes(text[:_KEY].ljust(_KEY, fill))
