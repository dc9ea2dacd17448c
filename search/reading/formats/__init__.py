"""The formats of files that hold articles. A new format is one module and one line in `FORMATS`.

The module has a function `parse(data: bytes, config: ArchiveConfig) -> Draft`, which raises
`Unreadable` if the bytes are no article. If a file of the format holds several articles, it also has
a function `split(stream: BinaryIO) -> Iterator[bytes]`, which yields the bytes of each record in order;
it may go back to the beginning of the stream, and nowhere else. What is indexed again after a change
follows from that: each record is compared by the hash of its bytes.

Other packages bring formats of their own (docs/own-readers.md), which go before those that are listed
here.

Files without a suffix of their own, such as pages named `index.php` and feeds named `feed.xml`, are known
by how they begin: a function `sniff(head: bytes) -> bool` recognises that.

Functions are named and not imported here, because the parsers of HTML and Markdown take 0.1 s to import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from functools import cache
from pkgutil import resolve_name
from typing import BinaryIO

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.file_names import is_never_read, suffix
from search.reading.own_readers import (
    BadReader,
    OwnReaders,
    draft_given,
    is_sure,
    own_readers,
    records_given,
    refuse_fields,
    refuse_numbers,
)
from search.reading.records import MAX_BYTES, NeedsExtra, UnknownFormat

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
        if not _is_installed(self.parser, self.extra):
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


_function = cache(resolve_name)
_HERE = __name__
_WITH_PICTURES = 100_000_000
"""Bytes of a document that is mostly pictures, which nobody reads."""


@cache
def _is_installed(parser: str, extra: str) -> bool:
    """Whether the module of a parser can be imported; without an `extra` it must be."""
    try:
        _function(parser)
    except ModuleNotFoundError:
        if not extra:
            raise
        return False
    return True


FORMATS: tuple[Format, ...] = (
    Format("Markdown", (".md", ".markdown"), f"{_HERE}.markdown.markdown_file:parse"),
    Format("plain text", (".txt",), f"{_HERE}.plain_text:parse"),
    Format(
        "HTML",
        (".html", ".htm", ".xhtml"),
        f"{_HERE}.html.html_page:parse",
        sniffer=f"{_HERE}.html.sniffing:is_page",
    ),
    Format(
        "JSON Lines",
        (".jsonl", ".ndjson"),
        f"{_HERE}.json_lines:parse",
        f"{_HERE}.json_lines:split",
    ),
    Format(
        "saved page",
        (".mhtml", ".mht"),
        f"{_HERE}.mail.saved_page:parse",
        sniffer=f"{_HERE}.mail.sniffing:is_saved_page",
    ),
    Format(
        "mailbox",
        (".mbox", ".mbx"),
        f"{_HERE}.mail.mailbox:parse",
        f"{_HERE}.mail.mailbox:split",
        f"{_HERE}.mail.sniffing:is_mailbox",
    ),
    Format(
        "mail",
        (".eml",),
        f"{_HERE}.mail.message:parse",
        sniffer=f"{_HERE}.mail.sniffing:is_message",
    ),
    Format(
        "web capture",
        (),
        f"{_HERE}.web_capture:parse",
    ),
    Format("JSON", (".json",), f"{_HERE}.json_file:parse", f"{_HERE}.json_file:split"),
    Format(
        "EPUB",
        (".epub",),
        f"{_HERE}.epub.chapter:parse",
        f"{_HERE}.epub.book:split",
        f"{_HERE}.office.sniffing:is_epub",
    ),
    Format(
        "Word",
        (".docx", ".docm"),
        f"{_HERE}.office.docx:parse",
        sniffer=f"{_HERE}.office.sniffing:is_word",
        most_bytes=_WITH_PICTURES,
    ),
    Format(
        "OpenDocument",
        (".odt", ".fodt"),
        f"{_HERE}.office.odt:parse",
        sniffer=f"{_HERE}.office.sniffing:is_open_text",
        most_bytes=_WITH_PICTURES,
    ),
    Format(
        "PDF",
        (".pdf",),
        f"{_HERE}.pdf.pdf_file:parse",
        sniffer=f"{_HERE}.office.sniffing:is_pdf",
        extra="pdf",
        most_bytes=_WITH_PICTURES,
        patience=10,
    ),
)


def extra_of(path: str) -> str:
    """The extra with which a file of that name is read, "" if none is needed."""
    wanted = suffix(path)
    return next((each.extra for each in all_formats() if wanted in each.suffixes), "")


def is_extra_missing(reason: str) -> bool:
    """Whether the extra that a reason of `NeedsExtra` names is still missing."""
    of_it = [each for each in FORMATS if each.extra and reason == str(NeedsExtra(each.extra))]
    return not all(_is_installed(each.parser, each.extra) for each in of_it)


@cache
def installed_readers() -> OwnReaders[Format]:
    """The readers of other packages."""
    taken = {format.name for format in FORMATS}

    def checked(reader: object) -> Format:
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
        fields = {each.name: getattr(reader, each.name) for each in dataclass_fields(Format)}
        return Format(**{**fields, "extra": "", "is_own": True})

    return own_readers(checked)


def all_formats() -> tuple[Format, ...]:
    """The readers of other packages, and then the formats of the registry."""
    return (*installed_readers().readers, *FORMATS)


def suffixes() -> tuple[str, ...]:
    """The suffixes of all formats, in the order of the registry, those of other packages last."""
    every = (*FORMATS, *installed_readers().readers)
    return tuple(dict.fromkeys(each for format in every for each in format.suffixes))


def format_named(name: str) -> Format:
    """The format with that name; raises `UnknownFormat`."""
    for format in all_formats():
        if format.name == name:
            return format
    raise _unknown()


def format_of(path: str, head: bytes = b"") -> Format:
    """The format of a file of that name that begins with the bytes `head`; raises `UnknownFormat`.

    Content that is recognised goes before the suffix, and of several formats with one suffix the
    first that recognises the file is taken, else the first. A reader of another package that recognises
    nothing has all files with its suffixes.
    """
    wanted = suffix(path)
    every = all_formats()
    by_suffix = [format for format in every if wanted in format.suffixes]
    if by_suffix and by_suffix[0].is_own and not by_suffix[0].sniffer:
        return by_suffix[0]
    if head and not is_never_read(path):
        for format in (*by_suffix, *every):
            if format.recognises(head):
                return format
    if by_suffix:
        return by_suffix[0]
    raise _unknown()


def _unknown() -> UnknownFormat:
    return UnknownFormat(f"is none of the files that are read: {', '.join(suffixes())}")
