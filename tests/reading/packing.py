"""Making containers for tests."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from search.reading import Failure, Record, Unreadable, read, records


class Contents(NamedTuple):
    """What a file holds: articles by their place or line, reasons by place, what was counted, and why
    the rest was not read."""

    articles: dict[str, str]
    failures: dict[str, str]
    others: dict[str, int]
    end: str


def contents(file: Path) -> Contents:
    """What `records` gives of a file: the ids of articles, and all reasons."""
    articles, failures, end = {}, {}, ""
    others: Counter[str] = Counter()
    try:
        for each in records(file, file.name, others):
            place = each.place or str(each.line)
            if isinstance(each, Failure):
                failures[place] = each.reason
            else:
                articles[place] = _id(each, failures, place)
    except Unreadable as error:
        end = str(error)
    return Contents({k: v for k, v in articles.items() if v}, failures, dict(others), end)


def _id(record: Record, failures: dict[str, str], place: str) -> str:
    try:
        return read(record).article.id
    except Unreadable as error:
        failures[place] = str(error)
        return ""


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


class Answer(NamedTuple):
    """What a server sent for an address."""

    address: str
    content: bytes = b""
    status: str = "200 OK"
    type: str = "text/html"
    date: str = "2020-01-01T00:00:00Z"
    kind: str = "response"
    headers: tuple[tuple[str, str], ...] = ()


def web_archive(answers: Iterable[Answer], is_packed: bool = False) -> bytes:
    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=is_packed)
    writer.write_record(writer.create_warcinfo_record("crawl", {"software": "tests"}))
    for each in answers:
        headers = StatusAndHeaders(
            each.status, [("Content-Type", each.type), *each.headers], protocol="HTTP/1.1"
        )
        record = writer.create_warc_record(
            each.address,
            each.kind,
            payload=io.BytesIO(each.content),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": each.date},
        )
        writer.write_record(record)
    return packed.getvalue()


def page(title: str, text: str = "The ferry came late, and nobody was there to see it.") -> bytes:
    return f"<html><title>{title}</title><h1>{title}</h1><p>{text}</p></html>".encode()


def zeros(count: int) -> bytes:
    return gzip.compress(bytes(count))
