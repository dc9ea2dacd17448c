"""The pages of four corpora, and what is right."""

from __future__ import annotations

import gzip
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bs4 import BeautifulSoup

from search.reading.date_parsing import parse_day

ARTICLES = "html-article-extraction.tar.gz"
READABILITY = "html-readability.tar.gz"
_POST = re.compile(r"/\d{4}-\d\d?-\d\d?-[^/]+\.(?:md|markdown)$")
POSTS = "18f-posts.tar.gz"
KINDS = "web-content-extraction-benchmark.tar.gz"
"""The archive of github.com/Murrough-Foley/web-content-extraction-benchmark, which may be absent."""
_TEST = "/test/ground-truth/"


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page, the text of its article, and its fields: "" and None where none is known."""

    data: bytes
    text: str
    title: str = ""
    byline: str = ""
    published: date | None = None


def articles(corpora: Path) -> list[Page]:
    """The pages of html-article-extraction."""
    with tarfile.open(corpora / ARTICLES) as tar:
        truth = json.loads(_member(tar, "./ground-truth.json"))
        return [
            Page(gzip.decompress(_member(tar, f"./html/{name}.html.gz")), expected["articleBody"])
            for name, expected in truth.items()
        ]


def readability(corpora: Path) -> Iterator[Page]:
    """The pages of html-readability: their text is without captions, which no reader takes for it."""
    with tarfile.open(corpora / READABILITY) as tar:
        for name in tar.getnames():
            if not name.endswith("/expected-metadata.json"):
                continue
            folder = name.rpartition("/")[0]
            fields = json.loads(_member(tar, name))
            text = BeautifulSoup(_member(tar, f"{folder}/expected.html"), "lxml")
            for caption in text.find_all("figcaption"):
                caption.decompose()
            yield Page(
                _member(tar, f"{folder}/source.html"),
                text.get_text(" "),
                fields.get("title") or "",
                fields.get("byline") or "",
                parse_day(fields.get("publishedTime") or ""),
            )


def of_kinds(corpora: Path) -> dict[str, list[Page]]:
    """The pages of the test set of the web content extraction benchmark that have a text, by kind."""
    found: dict[str, list[Page]] = {}
    if not (corpora / KINDS).exists():
        return found
    with tarfile.open(corpora / KINDS) as tar:
        members = {member.name: _member(tar, member.name) for member in tar if _is_of_test(member)}
    for name, data in members.items():
        if _TEST in name:
            truth = json.loads(data)
            page = name.replace("/ground-truth/", "/html/").replace(".json", ".html.gz")
            text = truth["ground_truth"].get("main_content")
            kind = truth["_internal"]["page_type"]["primary"]
            if text:
                found.setdefault(kind, []).append(Page(gzip.decompress(members[page]), text))
    return found


def _is_of_test(member: tarfile.TarInfo) -> bool:
    return member.isfile() and "/test/" in member.name


def posts(corpora: Path) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the posts of 18f-posts."""
    with tarfile.open(corpora / POSTS) as tar:
        for name in tar.getnames():
            if _POST.search(name):
                yield Path(name).name, _member(tar, name)


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    stream = tar.extractfile(name)
    assert stream
    return stream.read()
