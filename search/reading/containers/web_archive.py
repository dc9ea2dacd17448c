"""Web archives (WARC and ARC): the pages in them, as they were captured last.

A web archive is a sequence of records (https://iipc.github.io/warc-specifications/). Those that hold an
HTML page, sent with status 200, are members; other answers of servers are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple

from search.reading.containers.member import Found, Member, Other
from search.reading.containers.web_records import CUT, web_records
from search.reading.editions import edition_of
from search.reading.records import MAX_BYTES, Inaccessible
from search.reading.web_captures import Capture, name_of, to_record

CAPTURE = "web capture"
"""The name of the format of a member."""

_FILES = ("resource", "conversion")
_PAGES = ("text/html", "application/xhtml+xml")
_REDIRECTS, _ERRORS = "redirects", "answers with an error"
_REVISITS, _OLDER = "captures of unchanged pages", "older captures"


class _Page(NamedTuple):
    """A page of a web archive, when it was captured, and its content as far as it was read."""

    capture: Capture
    date: str
    record: Any

    @property
    def key(self) -> int:
        name = name_of(self.capture.address).encode(errors="replace")
        return int.from_bytes(blake2b(name, digest_size=8).digest())


def is_web_archive(head: bytes) -> bool:
    return head.startswith((b"WARC/", b"filedesc://"))


def members(stream: BinaryIO) -> Iterator[Found]:
    """The last capture of each page. Raises `Inaccessible` after the last whole record."""
    last: dict[int, tuple[str, int]] = {}
    with suppress(Inaccessible):  # it comes again, after the whole records
        for number, found in enumerate(_pages(stream)):
            if isinstance(found, _Page):
                last[found.key] = max(last.get(found.key, ("", 0)), (found.date, number))
    numbers = {number for _, number in last.values()}
    stream.seek(0)
    for number, found in enumerate(_pages(stream)):
        if isinstance(found, _Page) and number in numbers:
            yield _member(found)
        else:
            yield Other(_OLDER) if isinstance(found, _Page) else found


def _member(page: _Page) -> Found:
    content = page.record.raw_stream.read(MAX_BYTES + 1)
    if page.record.raw_stream.limit and len(content) <= MAX_BYTES:
        raise Inaccessible(CUT)
    data = to_record(page.capture, content)
    name, edition = name_of(page.capture.address), edition_of(page.date)
    return Member(name, len(data), partial(BytesIO, data), format=CAPTURE, edition=edition)


def _pages(stream: BinaryIO) -> Iterator[_Page | Other]:
    """The pages, and what else servers answered."""
    for record in web_records(stream):
        if record.rec_type == "revisit":
            yield Other(_REVISITS)
        elif record.rec_type in _FILES:
            yield Other("records that no server sent")
        elif record.rec_type == "response" and (found := _answer(record)):
            yield found


def _answer(record: Any) -> _Page | Other | None:
    """What a server answered, None if it is no answer to HTTP."""
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.http_headers is None or not address.lower().startswith(("http://", "https://")):
        return None
    status = record.http_headers.get_statuscode()
    if status.startswith("3"):
        return Other(_REDIRECTS)
    if status != "200":
        return Other(_ERRORS)
    names = ("content-type", "content-encoding", "transfer-encoding")
    capture = Capture(address, *(record.http_headers.get_header(name) or "" for name in names))
    media_type = capture.content_type.partition(";")[0].strip().lower()
    if media_type not in _PAGES:
        return Other(media_type or "captures without a type")
    return _Page(capture, record.rec_headers.get_header("WARC-Date") or "", record)
