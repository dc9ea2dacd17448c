"""Bytes as text: usual encodings, and bytes that are no text."""

from __future__ import annotations

import codecs
import re

from search.reading.records import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 8_192
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file, and a warning if its encoding had to be guessed ("" if not).

    Raises `Unreadable` for an empty file and for one that is not text.
    """
    if not data.strip():
        raise Unreadable("is empty: add some text, or remove the file")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), ""
    refuse_binary(data)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        text = data.decode("windows-1252", errors="replace")
        return text, f"is not UTF-8 (byte {error.start}): it was read as Windows-1252"


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, or begin with a byte order mark."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def refuse_binary(data: bytes) -> None:
    """Raise `Unreadable` if the bytes are a picture, a program or the like rather than text."""
    sample = data[:_SAMPLE]
    if b"\0" in sample or len(_BINARY.findall(sample)) > len(sample) // 50:
        raise Unreadable("is not text: remove the file or save it as text")
