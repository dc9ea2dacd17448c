"""What a format is: how files with certain suffixes, or certain beginnings, become articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from pkgutil import resolve_name
from typing import BinaryIO

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.own_readers import (
    BadReader,
    draft_given,
    is_sure,
    records_given,
    refuse_fields,
    refuse_numbers,
)
from search.reading.records import MAX_BYTES, NeedsExtra

Parser = Callable[[bytes, ArchiveConfig], Draft]
Splitter = Callable[[BinaryIO], Iterator[bytes]]
Sniffer = Callable[[bytes], bool]

HEAD = 4096
"""Bytes by which a sniffer recognises a file."""


@dataclass(frozen=True, slots=True)
class Format:
    """How files with certain suffixes, or certain beginnings, become articles.

    `suffixes` are in lower case, with their dots. `parser`, `splitter` and `sniffer` name functions, as
    "module:function". Without a splitter each file is one record.

    The sniffer gets the first HEAD bytes of a file. It must be sure: a file that it recognises is of this
    format whatever its suffix says. Its module is imported early, so it should import little.

    `extra` is the optional extra of the package with the libraries that the module of the parser imports.
    A record of more than `most_bytes` is refused; reading one may take `patience` times as long as one of
    most formats.

    It is also what a package offers as a reader of its own (docs/own-readers.md): once it is installed,
    it `is_own`.
    """

    name: str
    suffixes: tuple[str, ...]
    parser: str
    splitter: str = ""
    sniffer: str = ""
    extra: str = ""
    most_bytes: int = MAX_BYTES
    patience: int = 1
    is_own: bool = False

    @property
    def has_many_records(self) -> bool:
        """Whether a file may hold several articles."""
        return bool(self.splitter)

    def load(self) -> None:
        """Import the parser; raises `NeedsExtra` if its libraries are missing."""
        if not is_installed(self.parser, self.extra):
            raise NeedsExtra(self.extra)

    def require_extra(self) -> None:
        """Raises `NeedsExtra` if the libraries of the extra are missing."""
        if self.extra:
            self.load()

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins with these bytes is certainly of this format."""
        if not self.sniffer:
            return False
        sniffer: Sniffer = _function(self.sniffer)
        return is_sure(sniffer, head) if self.is_own else sniffer(head)

    def parse(self, data: bytes, config: ArchiveConfig) -> Draft:
        """The draft of one record of an archive with these settings; raises `Unreadable` if there is no
        article in it."""
        self.load()
        parser: Parser = _function(self.parser)
        return draft_given(self.name, parser, data, config) if self.is_own else parser(data, config)

    def split(self, stream: BinaryIO) -> Iterator[bytes]:
        """The bytes of the records of a file with many, in order; raises `Unreadable` if the rest of the
        file cannot be read. A record of more than MAX_BYTES will be refused, so its bytes after the
        first MAX_BYTES + 1 may be missing."""
        splitter: Splitter = _function(self.splitter)
        return records_given(self.name, splitter, stream) if self.is_own else splitter(stream)


def checked_reader(reader: object, taken: set[str]) -> Format:
    """A reader of another package as a format; its name is added to those that are `taken`. Raises
    `BadReader`, or what its modules raise."""
    if not isinstance(reader, Format):
        raise BadReader("it is no Format")
    functions = [each for each in (reader.parser, reader.splitter, reader.sniffer) if each]
    refuse_fields(reader.name, reader.suffixes, functions)
    refuse_numbers(reader.most_bytes, reader.patience)
    if reader.name in taken:
        raise BadReader(f"another format is called {reader.name}, too")
    for each in functions:
        _function(each)
    taken.add(reader.name)
    given = {each.name: getattr(reader, each.name) for each in fields(Format)}
    return Format(**{**given, "extra": "", "is_own": True})


@cache
def is_installed(parser: str, extra: str) -> bool:
    """Whether the module of a parser can be imported; without an `extra` it must be."""
    try:
        _function(parser)
    except ModuleNotFoundError:
        if not extra:
            raise
        return False
    return True


_function = cache(resolve_name)
