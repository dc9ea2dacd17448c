"""The formats of files that hold articles. A new format is one module and one line in `FORMATS`.

The module has a function `parse(data: bytes, config: ArchiveConfig) -> Draft`, which raises
`Unreadable` if the bytes are no article. If a file of the format holds several articles, it also has
a function `split(stream: BinaryIO) -> Iterator[bytes]`, which yields the bytes of each record in order.
What is indexed again after a change follows from that: each record is compared by the hash of its bytes.

Functions are named and not imported here, because the parsers of HTML and Markdown take 0.1 s to import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pkgutil import resolve_name
from typing import BinaryIO

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.file_names import suffix
from search.reading.records import Unreadable

Parser = Callable[[bytes, ArchiveConfig], Draft]
Splitter = Callable[[BinaryIO], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """How files with certain suffixes become articles.

    `suffixes` are in lower case, with their dots. `parser` and `splitter` name functions, as
    "module:function". Without a splitter each file is one record.
    """

    name: str
    suffixes: tuple[str, ...]
    parser: str
    splitter: str = ""

    @property
    def has_many_records(self) -> bool:
        """Whether a file may hold several articles."""
        return bool(self.splitter)

    def parse(self, data: bytes, config: ArchiveConfig) -> Draft:
        """The draft of one record of an archive with these settings; raises `Unreadable` if there is no
        article in it."""
        parser: Parser = _function(self.parser)
        return parser(data, config)

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        """The bytes of the records of a file with many, in order; raises `Unreadable` if the rest of the
        file cannot be read. A record of more than MAX_BYTES will be refused, so its bytes after the
        first MAX_BYTES + 1 may be missing."""
        splitter: Splitter = _function(self.splitter)
        return splitter(stream)


_function = cache(resolve_name)
_HERE = __name__

FORMATS: tuple[Format, ...] = (
    Format("Markdown", (".md", ".markdown"), f"{_HERE}.markdown.markdown_file:parse"),
    Format("plain text", (".txt",), f"{_HERE}.plain_text:parse"),
    Format("HTML", (".html", ".htm", ".xhtml"), f"{_HERE}.html.html_page:parse"),
    Format(
        "JSON Lines",
        (".jsonl", ".ndjson"),
        f"{_HERE}.json_lines:parse",
        f"{_HERE}.json_lines:split",
    ),
    Format("JSON", (".json",), f"{_HERE}.json_file:parse", f"{_HERE}.json_file:split"),
)


def suffixes() -> tuple[str, ...]:
    """The suffixes of all formats, in the order of the registry."""
    return tuple(each for format in FORMATS for each in format.suffixes)


def is_readable(path: str) -> bool:
    """Whether a file of that name may hold articles."""
    return suffix(path) in suffixes()


def format_of(path: str) -> Format:
    """The format of a file of that name; raises `Unreadable` if none has its suffix."""
    wanted = suffix(path)
    for format in FORMATS:
        if wanted in format.suffixes:
            return format
    raise Unreadable(f"is none of the files that are read: {', '.join(suffixes())}")
