"""Columns of texts: many strings as one array of bytes, and where each begins in it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search.storage.arrays import Array, spread, starts_of

_AT_ONCE = 16_384


@dataclass(frozen=True, slots=True)
class Texts:
    """N concatenated strings: `data` is their UTF-8 (uint8), `starts` (int64, N + 1) the offset of
    each in it."""

    data: Array
    starts: Array

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, index: int) -> str:
        first, end = self.starts[index : index + 2].tolist()
        return self.data[first:end].tobytes().decode("utf-8", "surrogatepass")

    @property
    def lengths(self) -> Array:
        """The bytes of each string (int64)."""
        return np.diff(self.starts)

    def all(self) -> list[str]:
        data, starts = self.data.tobytes(), self.starts.tolist()
        return [data[first:end].decode("utf-8", "surrogatepass") for first, end in pairwise(starts)]

    def take(self, indices: Array) -> Texts:
        """The strings with these indices, in that order."""
        if not len(self.data):
            return Texts(self.data, np.zeros(len(indices) + 1, np.int64))
        starts = starts_of(self.lengths[indices])
        data = np.empty(starts[-1], np.uint8)
        for first in range(0, len(indices), _AT_ONCE):
            part = indices[first : first + _AT_ONCE]
            here = starts[first : first + len(part) + 1]
            data[here[0] : here[-1]] = self.data[spread(self.starts[part], np.diff(here))]
        return Texts(data, starts)

    def followed_by(self, others: Texts) -> Texts:
        starts = np.concatenate([self.starts, others.starts[1:] + self.starts[-1]])
        return Texts(np.concatenate([self.data, others.data]), starts)


def texts(strings: Iterable[str]) -> Texts:
    parts = list(map(encoded, strings))
    lengths = np.fromiter(map(len, parts), np.int64, len(parts))
    return Texts(np.frombuffer(b"".join(parts), np.uint8), starts_of(lengths))


class TextWriter:
    """Collects strings one by one."""

    def __init__(self) -> None:
        self._data, self._lengths = bytearray(), array("I")

    def add(self, text: bytes) -> None:
        """Add a string, given as its UTF-8."""
        self._data += text
        self._lengths.append(len(text))

    def texts(self) -> Texts:
        """All strings, in the order in which they were added."""
        return Texts(np.frombuffer(bytes(self._data), np.uint8), starts_of(self._lengths))


def encoded(text: str) -> bytes:
    """Text as `Texts` keeps it: names of files may have bytes that are no text."""
    return text.encode("utf-8", "surrogatepass")
