"""XML cut into its items without parsing it, so that memory stays bounded and a bad item costs itself.

Nothing outside the file is read, and no entity is expanded: items are cut from the bytes, and each is
parsed alone. A file that declares entities of its own is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from search.reading.character_references import is_known_entity
from search.reading.records import MAX_BYTES, Unreadable

_NAMES = rb"(?:[\w.-]+:)?(?:item|entry)"
_OPAQUE = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_TOKEN = rb"<(?:!--|!\[CDATA\[|\?|%b(?=[\s/>])(?:[^<>]*(?P<empty>/)>)?|(?P<end>/%b\s*>))"
_LONGEST = 1024
"""Bytes of a token."""
_ENTITY = re.compile(rb"<!ENTITY\s+(?!%)([^\s\"'>]{1,100})", re.IGNORECASE)


def xml_parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What comes before the first item of a document, and each item (`item` or `entry`, with any prefix).

    Of a part that is too long only the first MAX_BYTES + 1 bytes are given. Raises `Unreadable` if the
    document declares entities, and after the last whole item if it ends within one.
    """
    cutter = _Cutter()
    for piece in pieces:
        yield from cutter.cut(piece)
    yield from cutter.end()


class _Cutter:
    """The state of the scan between two pieces."""

    def __init__(self) -> None:
        self._token = re.compile(_TOKEN % (_NAMES, _NAMES))
        self._rest = b""
        self._part = bytearray()
        self._until = b""  # what ends the comment or the like that the scan is in
        self._depth = 0
        self._has_head = False

    def cut(self, piece: bytes, *, is_last: bool = False) -> Iterator[bytes]:
        """The parts that end in one more piece."""
        data = self._rest + piece
        end = len(data) if is_last else len(data) - _LONGEST
        at = start = 0
        while at < end:
            if self._until:
                at = self._skipped(data, at, end)
                continue
            token = self._token.search(data, at)
            if not token or token.start() >= end:
                at = end
                break
            at = token.end()
            if token[0] in _OPAQUE:
                self._until = _OPAQUE[token[0]]
            elif token["end"]:
                if self._ends_item():
                    yield self._taken(data[start:at])
            elif not self._has_head:
                yield self._head(data[start : token.start()], token)
                start = token.start()
            elif self._begins_item(token):
                start = token.start()
        if self._depth or not self._has_head:
            self._take(data[start:at])
        self._rest = data[at:]

    def end(self) -> Iterator[bytes]:
        yield from self.cut(b"", is_last=True)
        if not self._has_head:
            _refuse_entities(self._part)
            yield bytes(self._part)
        elif self._depth:
            raise Unreadable("ends in the middle of an item: the file is cut, copy it again")

    def _skipped(self, data: bytes, at: int, end: int) -> int:
        """The place after a comment or the like, as far as it is known."""
        found = data.find(self._until, at)
        if found < 0:
            return max(end, len(data) - len(self._until) + 1)
        at = found + len(self._until)
        self._until = b""
        return at

    def _head(self, part: bytes, first: re.Match[bytes]) -> bytes:
        self._only(first[0])
        self._has_head, self._depth = True, 0 if first["empty"] else 1
        head = self._taken(part)
        _refuse_entities(head)
        return head

    def _begins_item(self, token: re.Match[bytes]) -> bool:
        self._depth += not token["empty"]
        return self._depth == 1 and not token["empty"]

    def _ends_item(self) -> bool:
        was_in_item, self._depth = self._depth == 1, max(self._depth - 1, 0)
        return was_in_item

    def _only(self, tag: bytes) -> None:
        """From now on only elements with the name of this tag are items."""
        name = re.escape(tag.lstrip(b"<").split(None, 1)[0].rstrip(b"/>"))
        self._token = re.compile(_TOKEN % (name, name))

    def _take(self, part: bytes) -> None:
        self._part += part[: max(MAX_BYTES + 1 - len(self._part), 0)]

    def _taken(self, rest: bytes) -> bytes:
        """The part that ends with these bytes."""
        self._take(rest)
        part = bytes(self._part)
        self._part.clear()
        return part


def _refuse_entities(head: bytes | bytearray) -> None:
    declared = (name.decode(errors="replace") for name in _ENTITY.findall(head))
    if other := next((name for name in declared if not is_known_entity(name)), ""):
        raise Unreadable(
            f"declares the entity “{other[:40]}”, and files with entities of their own are not read: "
            "export it again without them"
        )
