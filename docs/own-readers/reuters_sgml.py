"""A reader for the collection Reuters-21578: newswire stories of 1987 in SGML, many in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any, BinaryIO

from search.config.archive import ArchiveConfig
from search.reading import Draft, Format, Unreadable, draft_of

READER = Format(
    "Reuters SGML", (".sgm",), "reuters_sgml:parse", "reuters_sgml:split", "reuters_sgml:is_ours"
)

_PIECE = 1 << 20
_END = b"</REUTERS>"


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so is one of the collection."""
    return head.startswith(b"<!DOCTYPE lewis SYSTEM")


def split(stream: BinaryIO) -> Iterator[bytes]:
    """The stories of a file, one by one: only one of them is in memory."""
    rest = b""
    while piece := stream.read(_PIECE):
        *stories, rest = (rest + piece).split(_END)
        yield from stories
    if b"<REUTERS" in rest:
        raise Unreadable("ends within a story: copy the file again")


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a story. Fields get the names that a JSON file would give them, so that the settings
    of the archive hold for them."""
    return draft_of(fields_of(data), config.facets, "SGML")


def fields_of(data: bytes) -> dict[str, Any]:
    """The fields of a story."""
    text = data.decode("latin-1")
    number = re.search(r'<REUTERS[^>]*NEWID="(\d+)"', text)
    if not number:
        raise Unreadable("is no story: it has no NEWID")
    return {
        "id": f"reuters-{number[1]}",
        "title": _text(text, "TITLE"),
        "authors": [author] if (author := _text(text, "AUTHOR").removeprefix("by ")) else [],
        "date": _date(_text(text, "DATE")),
        "source": "Reuters",
        "regions": _values(text, "PLACES"),
        "themes": _values(text, "TOPICS"),
        "paragraphs": _paragraphs(_text(text, "BODY") or _text(text, "TEXT")),
    }


def _text(story: str, tag: str) -> str:
    found = re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", story, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", found[1])).strip() if found else ""


def _values(story: str, tag: str) -> list[str]:
    found = re.search(rf"<{tag}>(.*?)</{tag}>", story, re.DOTALL)
    return re.findall(r"<D>(.*?)</D>", found[1]) if found else []


def _paragraphs(body: str) -> list[str]:
    """The paragraphs of a story: each begins with an indent."""
    return [" ".join(part.split()) for part in re.split(r"\n {4,}", body) if part.strip()]


def _date(text: str) -> str:
    """The day of "26-FEB-1987 15:01:01.79"."""
    return datetime.strptime(text.split(maxsplit=1)[0], "%d-%b-%Y").date().isoformat()
