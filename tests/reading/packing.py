"""Making containers for tests."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import zstandard

from search.reading import Failure, Record, Tally, Unreadable, read, records


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
    tally = Tally()
    try:
        for each in records(file, file.name, tally):
            place = each.place or str(each.line)
            if isinstance(each, Failure):
                failures[place] = each.reason
            else:
                articles[place] = _id(each, failures, place)
    except Unreadable as error:
        end = str(error)
    return Contents({k: v for k, v in articles.items() if v}, failures, dict(tally.others), end)


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


def web_archive(answers: Sequence[Answer], is_packed: bool = False) -> bytes:
    """A WARC file; if it is packed, each record is compressed by itself, as crawlers do."""
    records = [
        _record("warcinfo", (), b"software: tests\r\n"),
        *(_record("request", _fields(each), b"GET / HTTP/1.1\r\n\r\n") for each in answers),
        *(_record(each.kind, _fields(each), _message(each)) for each in answers),
    ]
    return b"".join(map(gzip.compress, records) if is_packed else records)


def _record(kind: str, fields: Iterable[tuple[str, str]], block: bytes) -> bytes:
    every = (("WARC-Type", kind), *fields, ("Content-Length", str(len(block))))
    return b"WARC/1.0\r\n" + _headers(every) + block + b"\r\n\r\n"


def _fields(answer: Answer) -> tuple[tuple[str, str], ...]:
    return (("WARC-Target-URI", answer.address), ("WARC-Date", answer.date))


def _message(answer: Answer) -> bytes:
    headers = _headers((("Content-Type", answer.type), *answer.headers))
    return f"HTTP/1.1 {answer.status}\r\n".encode() + headers + answer.content


def _headers(fields: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode() + b"\r\n"


def page(title: str, text: str = "The ferry came late, and nobody was there to see it.") -> bytes:
    return f"<html><title>{title}</title><h1>{title}</h1><p>{text}</p></html>".encode()


MEMBERS = {
    "2019/2019-05-04-ferry.md": b"# The ferry\n\nIt came late.",
    "view.php": page("Here"),
    "all.jsonl": b'{"title": "A", "content": "One."}\nno\n{"title": "C", "content": "Three."}\n',
    "logo.png": b"\x89PNG",
    "notes.log": b"nothing",
    ".hidden/a.md": b"# Hidden",
    "__MACOSX/._a.md": b"\0\5\x16\7",
}


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def packed(members: dict[str, bytes], suffix: str) -> bytes:
    if suffix == "zip":
        return zipped(members)
    return compressed(tarred(members), suffix)


def compressed(data: bytes, suffix: str) -> bytes:
    if suffix.endswith("gz"):
        return gzip.compress(data)
    if suffix.endswith("bz2"):
        return bz2.compress(data)
    if suffix.endswith("xz"):
        return lzma.compress(data)
    return zstandard.compress(data) if suffix.endswith("zst") else data
