"""Addresses of documents as numbers."""

from __future__ import annotations

from collections.abc import Container

from search.indexing.revision import UNREAD
from search.indexing.sink import DocAddress


class DocAddresses:
    """Numbers for addresses of documents, so that those of a manifest fit into one int64 array.

    The upper 31 bits of a number are the segment's, counted from 0 in the order of first use; the
    lower 32 bits are the document's. UNREAD (-1) is the only negative number.
    """

    def __init__(self) -> None:
        self._segments: dict[str, int] = {}
        self._names: list[str] = []

    def number(self, address: DocAddress | None) -> int:
        if address is None:
            return UNREAD
        if address.segment not in self._segments:
            self._segments[address.segment] = len(self._names)
            self._names.append(address.segment)
        return self._segments[address.segment] << 32 | address.document

    def segments(self, names: Container[str]) -> list[int]:
        """The numbers of the segments with these names."""
        return [number for name, number in self._segments.items() if name in names]

    def address(self, number: int) -> DocAddress:
        """The inverse of `number`, except for UNREAD."""
        return DocAddress(self._names[number >> 32], number & 0xFFFFFFFF)
