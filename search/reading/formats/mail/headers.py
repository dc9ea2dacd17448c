"""The headers of a message as text, whatever they are encoded in."""

from __future__ import annotations

import re
from binascii import Error
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from search.reading.decoding import decode
from search.reading.records import Unreadable


def header(message: Message, name: str) -> str:
    """The first header of that name, unfolded, "" if there is none."""
    for each, value in message.raw_items():
        if each.lower() == name:
            unfolded = re.sub(r"\r?\n[ \t]", " ", _text(value))
            return " ".join(_decoded(unfolded).split())
    return ""


def sender(message: Message) -> str:
    """The name of who wrote the message, else the account."""
    name, address = parseaddr(header(message, "from"))
    return name or address.partition("@")[0]


def day(message: Message) -> str:
    """The day on which it was written, as the writer's clock had it; what cannot be read is as it is."""
    written = header(message, "date")
    try:
        found: datetime = parsedate_to_datetime(written)
        return found.date().isoformat()
    except (TypeError, ValueError, IndexError):
        return written


def text_of(part: Message) -> str:
    """The text of a part, decoded."""
    data = part.get_payload(decode=True)
    try:
        label = part.get_content_charset() or ""
    except (LookupError, ValueError):
        label = ""
    try:
        return decode(data, label)[0] if isinstance(data, bytes) else ""
    except Unreadable:  # it is empty, or not text
        return ""


def _decoded(text: str) -> str:
    try:
        parts = decode_header(text)
    except (HeaderParseError, Error, ValueError):
        return text
    return "".join(
        part if isinstance(part, str) else _bytes_as_text(part, label or "")
        for part, label in parts
    )


def _text(value: object) -> str:
    """A header, where bytes that are not ASCII are decoded."""
    text = str(value)
    if text.isascii():
        return text
    return _bytes_as_text(text.encode("ascii", "surrogateescape"), "")


def _bytes_as_text(data: bytes, label: str) -> str:
    try:
        return decode(data, label)[0]
    except Unreadable:
        return data.decode("latin-1")
