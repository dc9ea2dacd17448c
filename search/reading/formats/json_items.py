"""The items of a JSON array, cut apart without parsing them, so that memory stays bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from search.reading.records import MAX_BYTES, Unreadable

_MARK = re.compile(rb'"[^"\\]*+(?>(?:\\.[^"\\]*+)*)"|["\[\]{},]', re.DOTALL)
"""A whole string, or a byte that begins or ends something. Strings are matched in one step, as they are
most of a file."""
_MAX_DEPTH = 900
"""Nesting that the parser of an item can follow."""
_IN_STRING = re.compile(rb'["\\]')


def array_items(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The items of an array that begins in the first of consecutive pieces of a file, until it ends.

    Of an item that is too long only the first MAX_BYTES + 1 bytes are given. Raises `Unreadable` after
    the last whole item if the array does not end.
    """
    items = _Items()
    for piece in pieces:
        yield from items.ended_in(piece)
        if items.is_over:
            return
    raise Unreadable("is a JSON array without an end: the file is cut, copy it again")


class _Items:
    """The state of the scan between two pieces."""

    def __init__(self) -> None:
        self.is_over = False
        self._depth = 0
        self._is_in_string = self._is_escaped = False
        self._item = bytearray()

    def ended_in(self, piece: bytes) -> Iterator[bytes]:
        """The items that end in one more piece."""
        start = position = 0
        while not self.is_over and (mark := self._mark(piece, position)):
            position = mark.end()
            if self._opens(mark[0]):
                start = position
            elif self._ends_item(mark[0]):
                self._take(piece[start : mark.start()])
                start = position
                if item := self._item.strip():
                    yield bytes(item)
                self._item.clear()
        self._take(piece[start:])

    def _mark(self, piece: bytes, position: int) -> re.Match[bytes] | None:
        """The next mark outside of strings; what may follow of a string is kept in mind."""
        while True:
            if self._is_escaped and position < len(piece):
                position, self._is_escaped = position + 1, False
            if not self._is_in_string:
                found = _MARK.search(piece, position)
                if not found or found[0][:1] != b'"':
                    return found
                self._is_in_string = found[0] == b'"'
            else:
                found = _IN_STRING.search(piece, position)
                if not found:
                    return None
                self._is_escaped = found[0] == b"\\"
                self._is_in_string = self._is_escaped
            position = found.end()

    def _opens(self, mark: bytes) -> bool:
        """Whether a mark opens the array itself."""
        self._depth += mark in b"[{"
        if self._depth > _MAX_DEPTH:
            raise Unreadable(f"is nested more than {_MAX_DEPTH} deep: the rest was not read")
        return mark == b"[" and self._depth == 1

    def _ends_item(self, mark: bytes) -> bool:
        self._depth -= mark in b"]}"
        self.is_over = self._depth <= 0
        return self.is_over or (mark == b"," and self._depth == 1)

    def _take(self, part: bytes) -> None:
        self._item += part[: max(MAX_BYTES + 1 - len(self._item), 0)]
