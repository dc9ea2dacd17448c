"""An EPUB as records: one for each chapter, in JSON, with what the book says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

from search.reading.decoding import decode
from search.reading.formats.epub.chapters import chapters_of
from search.reading.formats.epub.contents import contents_of
from search.reading.formats.epub.package import KIND, package_of
from search.reading.formats.html.declared_encoding import declared_label
from search.reading.records import Unreadable
from search.reading.zipped_parts import ZippedParts

_BODY = re.compile(r"<body\b[^<>]*>(.*?)(?:</body\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_HEAD = re.compile(r".*?</head\s*>", re.DOTALL | re.IGNORECASE)
_EMPTY = re.compile(r"<(?!(?:br|hr|img|input|wbr|col)\b)([A-Za-z][\w:-]*)((?:\s[^<>]*?)?)\s*/>")
_PAGE_BREAK = re.compile(
    r"<(\w+)\b[^<>]*?\s(?:epub:type|role)\s*=\s*[\"'](?:pagebreak|doc-pagebreak)[\"'][^<>]*>[^<>]{0,20}</\1\s*>"
)
_KIND = re.compile(
    r"<(?:body|section|div|nav)\b[^<>]*?\sepub:type\s*=\s*[\"']([^\"'<>]*)", re.IGNORECASE
)


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The chapters; raises `Unreadable` for a file that is no book, or whose text is encrypted."""
    with _in_any_order(stream) as readable:
        yield from _chapters(ZippedParts(readable, KIND))


def _chapters(parts: ZippedParts) -> Iterator[bytes]:
    package = package_of(parts)
    contents = contents_of(parts, package.contents)
    kinds = {**dict(contents.kinds), **package.kinds}
    if not package.documents:
        raise Unreadable(
            "holds pictures of pages and no text: get an edition with text, or remove it"
        )
    documents = ((path, text) for path in package.documents if (text := _body(parts, path, kinds)))
    for chapter in chapters_of(documents, contents.entries):
        kind = kinds.get(chapter.place.partition("#")[0], "")
        yield json.dumps({**chapter._asdict(), "kind": kind, "book": package.fields}).encode()


@contextmanager
def _in_any_order(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream, or a copy if it is packed or in a container, as such cannot be read in any order."""
    if isinstance(getattr(stream, "raw", None), FileIO):
        yield stream
        return
    with TemporaryFile() as copy:
        copyfileobj(stream, copy)
        yield copy


def _body(parts: ZippedParts, path: str, kinds: dict[str, str]) -> str:
    """The HTML in the body of a document, "" if it is empty."""
    data = parts.get(path)
    if not data.strip():
        return ""
    text = decode(data, declared_label(data))[0]
    if kind := _KIND.search(text):
        kinds.setdefault(path, kind[1])
    found = _BODY.search(text)
    body = found[1] if found else _HEAD.sub("", text, count=1)
    return _PAGE_BREAK.sub("", _EMPTY.sub(r"<\1\2></\1>", body))
