"""The records of a WARC or ARC file, one by one, with the headers of HTTP where they have any."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from search.reading.records import Inaccessible

logging.getLogger("warcio").addHandler(logging.NullHandler())  # it would tell of odd addresses

CUT = "is cut or damaged, or no web archive: copy it again"
_MAX_LINE, _MAX_HEADERS = 1 << 16, 1_000_000
_PIECE = 1 << 16


class _Bounded:
    """A stream as the library reads it, with a bound for the headers, which it keeps in memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = _MAX_HEADERS

    def begin(self) -> bytes:
        """The first line of the next record, b"" if there is none."""
        self._left = _MAX_HEADERS
        line = self.readline()
        while line and not line.strip():
            line = self.readline()
        return line

    def read(self, size: int) -> bytes:
        return self._stream.read(size)

    def readline(self, size: int = _MAX_LINE) -> bytes:
        line = self._stream.readline(min(size, _MAX_LINE))
        self._left -= len(line)
        if self._left < 0:
            raise Inaccessible(CUT)
        return line


def web_records(stream: BinaryIO) -> Iterator[Any]:
    """The records (`warcio.recordloader.ArcWarcRecord`). Each can be read until the next is asked for.

    Raises `Inaccessible` after the last whole record. The library's own iterator takes a cut for the end.
    """
    loader = ArcWarcRecordLoader(verify_http=False)
    bounded = _Bounded(stream)
    while line := bounded.begin():
        record = _record(loader, bounded, line)
        yield record
        while record.raw_stream.read(_PIECE):
            pass
        if record.raw_stream.limit:
            raise Inaccessible(CUT)


def _record(loader: Any, stream: _Bounded, line: bytes) -> Any:
    try:
        record = loader.parse_record_stream(stream, line, no_record_parse=True)
        if not (record.rec_headers.get_header("Content-Length") or "").strip().isdecimal():
            raise Inaccessible(CUT)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError):
        raise Inaccessible(CUT) from None
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    try:
        record.http_headers = loader.load_http_headers(
            record.rec_type, address, record.raw_stream, record.length
        )
    except (StatusAndHeadersParserException, EOFError, ValueError):
        record.http_headers = None
    return record
