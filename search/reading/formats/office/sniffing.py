"""Documents whose names do not say what they are, and zips that are no containers of files."""

from __future__ import annotations

import re

_ZIP = b"PK\3\4"
_TYPE = b"mimetype"
_AT_TYPE = 30
_WORD = re.compile(rb"PK\x03\x04.{26}word/", re.DOTALL)


def is_word(head: bytes) -> bool:
    """Whether a file that begins so is a Word document: one of its first parts is of Word."""
    return head.startswith(_ZIP) and bool(_WORD.search(head))


def is_open_text(head: bytes) -> bool:
    """Whether a file that begins so is an OpenDocument text, which says so first."""
    return _mimetype(head).startswith(b"application/vnd.oasis.opendocument.text")


def is_epub(head: bytes) -> bool:
    """Whether a file that begins so is an EPUB book, which says so first."""
    return _mimetype(head).startswith(b"application/epub+zip")


def is_pdf(head: bytes) -> bool:
    """Whether a file that begins so is a PDF, after a few other bytes at most."""
    return b"%PDF-" in head[:1024]


def _mimetype(head: bytes) -> bytes:
    """The uncompressed first part of a zip, if it is the type of the document."""
    if not head.startswith(_ZIP) or head[_AT_TYPE : _AT_TYPE + len(_TYPE)] != _TYPE:
        return b""
    start = _AT_TYPE + len(_TYPE) + int.from_bytes(head[28:30], "little")
    return head[start : start + 100]
