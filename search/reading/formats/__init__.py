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

from functools import cache

from search.reading.file_names import is_never_read, suffix
from search.reading.format import HEAD, Format, checked_reader, is_installed
from search.reading.own_readers import OwnReaders, own_readers
from search.reading.records import NeedsExtra, UnknownFormat

__all__ = [
    "FORMATS",
    "HEAD",
    "Format",
    "all_formats",
    "extra_of",
    "format_named",
    "format_of",
    "installed_readers",
    "is_extra_missing",
    "suffixes",
]

_HERE = __name__
_WITH_PICTURES = 100_000_000
"""Bytes of a document that is mostly pictures, which nobody reads."""


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
    Format("reStructuredText", (".rst", ".rest"), f"{_HERE}.markup.rst_file:parse", extra="rst"),
    Format("Org", (".org",), f"{_HERE}.markup.org_file:parse"),
    Format("CSV", (".csv", ".tsv", ".tab"), f"{_HERE}.csv_file:parse", f"{_HERE}.csv_file:split"),
    Format(
        "feed",
        (".rss", ".atom", ".rdf", ".xml"),
        f"{_HERE}.feed_file:parse",
        f"{_HERE}.feed_file:split",
        f"{_HERE}.xml_sniffing:is_feed",
    ),
    Format(
        "WordPress export",
        (".wxr", ".xml"),
        f"{_HERE}.wordpress_export:parse",
        f"{_HERE}.wordpress_export:split",
        f"{_HERE}.xml_sniffing:is_wordpress_export",
    ),
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
    return not all(is_installed(each.parser, each.extra) for each in of_it)


@cache
def installed_readers() -> OwnReaders[Format]:
    """The readers of other packages."""
    taken = {format.name for format in FORMATS}
    return own_readers(lambda reader: checked_reader(reader, taken))


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
