"""Captures of web pages: an answer of a server, as it goes from a web archive to the parser of pages."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from hashlib import blake2b
from io import BytesIO
from urllib.parse import unquote, urlsplit

from warcio.bufferedreaders import ChunkedDataReader

from search.reading.records import MAX_BYTES, Unreadable

_MAX_NAME = 300
_WINDOWS = {
    "gzip": (16 + zlib.MAX_WBITS,),
    "x-gzip": (16 + zlib.MAX_WBITS,),
    "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS),
}
"""The parameters of zlib for an encoding, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The address of a page, how its content is encoded (the values of the HTTP headers), and its content
    as it was sent."""

    address: str
    content_type: str
    content_encoding: str
    transfer_encoding: str


def to_record(capture: Capture, content: bytes) -> bytes:
    """The bytes of a record."""
    return json.dumps(asdict(capture)).encode() + b"\n" + content


def from_record(data: bytes) -> tuple[Capture, bytes]:
    """The capture in a record, and its content, decoded. Raises `Unreadable`."""
    head, _, content = data.partition(b"\n")
    try:
        capture = Capture(**json.loads(head))
    except (ValueError, TypeError):
        raise Unreadable("is no capture of a page") from None
    if "chunked" in capture.transfer_encoding.lower():
        content = _joined(content)
    for encoding in reversed(capture.content_encoding.lower().split(",")):
        content = _decoded(content, encoding.strip())
    return capture, content


def name_of(address: str) -> str:
    """The host and the path of an address as the path of a file. Of what makes it differ otherwise, such
    as its query, it has a digest."""
    parts = urlsplit(address)
    path = unquote(parts.path).replace("\\", "/")
    names = [
        each for each in f"{parts.hostname or ''}/{path}".split("/") if each not in ("", ".", "..")
    ]
    name = "/".join(names)
    if not parts.query and len(name) <= _MAX_NAME:
        return name
    digest = blake2b(address.partition("://")[2].encode(errors="replace"), digest_size=5)
    return f"{name[:_MAX_NAME]}-{digest.hexdigest()}"


def _joined(content: bytes) -> bytes:
    data: bytes = ChunkedDataReader(BytesIO(content)).read()
    return data


def _decoded(content: bytes, encoding: str) -> bytes:
    if encoding in ("", "identity", "none", "utf-8"):
        return content
    for window in _WINDOWS.get(encoding, ()):
        inflate = zlib.decompressobj(window)
        try:
            data = inflate.decompress(content, MAX_BYTES + 1)
        except zlib.error:
            continue
        if len(data) > MAX_BYTES:
            raise Unreadable(
                f"is larger than {MAX_BYTES // 1_000_000} MB, the most an article may be"
            )
        return data
    if encoding in _WINDOWS:
        return content  # many crawlers decode it and keep the header
    raise Unreadable(
        f"was sent in the encoding {encoding[:20]}, which is not read: capture it without"
    )
