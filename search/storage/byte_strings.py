"""Byte strings in an array file: sorted ones that can be searched, and pieces in any order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from search.storage.array_file import ArrayFile
from search.storage.arrays import Array, starts_of

_KEY = 8
"""Bytes of a string that its key holds."""


class Strings:
    """Sorted byte strings of an array file, found by binary search over their first eight bytes.

    Stored as `name` (uint8, one behind the other), `name.starts` (uint32, one more than there are
    strings) and `name.keys` (uint64, the first eight bytes of each, big-endian, so that keys sort
    as the strings do).
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name
        self._starts = file[f"{name}.starts"]
        self._keys = file[f"{name}.keys"]

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, place: int) -> bytes:
        start, stop = self._starts[place : place + 2].tolist()
        return self._file.part(self._name, start, stop).tobytes()

    def some(self, places: range) -> list[bytes]:
        """The strings at consecutive places."""
        if not places:
            return []
        starts = self._starts[places.start : places.stop + 1].tolist()
        blob = self._file.part(self._name, starts[0], starts[-1]).tobytes()
        first = starts[0]
        return [blob[start - first : stop - first] for start, stop in pairwise(starts)]

    def all(self) -> list[bytes]:
        return self.some(range(len(self)))

    @property
    def lengths(self) -> Array:
        """The length of each string in bytes."""
        return np.diff(self._starts)

    def find(self, wanted: bytes) -> int:
        """The place of `wanted`, or -1."""
        key = np.uint64(_key(wanted))
        place = int(self._keys.searchsorted(key))
        if place == len(self._keys) or self._keys[place] != key:
            return -1
        if self[place] == wanted:
            return place
        place = self.place(wanted)
        return place if place < len(self._keys) and self[place] == wanted else -1

    def place(self, wanted: bytes) -> int:
        """The place of the first string that is not before `wanted`."""
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

    def beginning_with(self, prefix: bytes) -> range:
        """The places of the strings that begin with `prefix`, which is UTF-8."""
        return range(self.place(prefix), self.place(prefix + b"\xff"))

    @staticmethod
    def pack(name: str, strings: Iterable[bytes]) -> dict[str, Array]:
        """The arrays of sorted strings."""
        kept = list(strings)
        keys = b"".join(each[:_KEY].ljust(_KEY, b"\0") for each in kept)
        return {
            **pack_bytes(name, kept),
            f"{name}.keys": np.frombuffer(keys, ">u8").astype("<u8"),
        }


class Bytes:
    """Byte strings in any order: `name` (uint8) and `name.starts` (uint64)."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._file = file
        self._name = name

    def __getitem__(self, place: int) -> bytes:
        start, stop = self._file.part(f"{self._name}.starts", place, place + 2).tolist()
        return self._file.part(self._name, start, stop).tobytes()

    def __len__(self) -> int:
        return self._file.length(f"{self._name}.starts") - 1


def pack_bytes(name: str, strings: Iterable[bytes]) -> dict[str, Array]:
    """The two arrays of byte strings, as `name` and `name`.starts."""
    kept = list(strings)
    starts = starts_of(np.fromiter(map(len, kept), np.int64, len(kept)))
    kind = np.uint32 if starts[-1] < 1 << 32 else np.uint64
    return {name: np.frombuffer(b"".join(kept), np.uint8), f"{name}.starts": starts.astype(kind)}


def _key(text: bytes) -> int:
    return int.from_bytes(text[:_KEY].ljust(_KEY, b"\0"))
