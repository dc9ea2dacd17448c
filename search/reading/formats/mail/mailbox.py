"""Mailboxes (mbox): messages one after the other, each after a line that begins with `From `."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from search.reading.formats.mail.message import parse
from search.reading.records import MAX_BYTES

__all__ = ["parse", "split"]

_LINE = 1 << 16
_BEGIN = re.compile(rb"From .*\d\d:\d\d")
_ESCAPED = re.compile(rb">+From ")


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The messages, each cut after MAX_BYTES + 1 bytes, so that memory stays bounded."""
    message = bytearray()
    is_after_blank = is_line = True
    while piece := stream.readline(_LINE):
        if is_line and is_after_blank and _BEGIN.match(piece):
            if message:
                yield bytes(message)
            message.clear()
        elif len(message) <= MAX_BYTES:
            message += piece[1:] if is_line and _ESCAPED.match(piece) else piece
        is_after_blank = is_line and not piece.strip()
        is_line = piece.endswith(b"\n")
    yield bytes(message[: MAX_BYTES + 1])
