"""PDF files (with PDFium: `pip install 'backissue[pdf]'`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pypdfium2

from search.config.archive import ArchiveConfig
from search.model.articles import Form
from search.reading.draft import Draft
from search.reading.formats.markdown.article import article_of
from search.reading.formats.markdown.blocks import Block
from search.reading.formats.office.document import completed, draft_of_properties, with_title
from search.reading.formats.office.properties import Properties, of_values
from search.reading.formats.pdf.lines import lines_of, rows_of
from search.reading.formats.pdf.notes import with_notes_last
from search.reading.formats.pdf.paragraphs import blocks_of, usual_of
from search.reading.formats.pdf.running_heads import without_running_heads
from search.reading.formats.pdf.words import Page, page_of
from search.reading.records import Unreadable

_SCAN = (
    "holds pictures of pages and no text: recognise its text first, such as by"
    " `ocrmypdf in.pdf out.pdf`"
)
_NAMELESS = (
    "has fonts that do not say which letters they show: recognise its text, such as by"
    " `ocrmypdf --force-ocr in.pdf out.pdf`"
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_SCANNERS = re.compile(
    r"scan|\bocr\b|paper capture|abbyy|finereader|tesseract|readiris", re.IGNORECASE
)
_FIRST = 12
_MOST_NAMED = 10


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a PDF; raises `Unreadable` if it is none, is encrypted or holds no text."""
    with _opened(data) as document:
        pages = [_page(document, number) for number in range(len(document))]
        properties = _properties(document.get_metadata_dict())
    _refuse_textless(pages)
    rows, left_out = without_running_heads([rows_of(page.words) for page in pages])
    lines = [list(lines_of(page)) for page in rows]
    usual = usual_of([line for page in lines for line in page]).size if any(lines) else 0.0
    blocks = blocks_of(with_notes_last(lines, usual))
    blocks += [Block("text", page.aside, line=len(blocks) + 1) for page in pages if page.aside]
    if not blocks:
        raise Unreadable(_SCAN)
    own = draft_of_properties(properties, config)
    draft = article_of(_titled(blocks, own.title), None, _warning(pages), config)
    origins = {name: re.sub(r"^line\b", "paragraph", each) for name, each in draft.origins.items()}
    if own.title and not any(block.text == draft.title for block in blocks):
        origins |= {"title": own.origins["title"]}
    draft = replace(draft, origins=origins, left_out=(*draft.left_out, *left_out))
    return completed(draft, own)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("is protected by a password: save it without one") from None
        raise Unreadable("is no PDF that can be read: copy or save it again") from None
    try:
        yield document
    finally:
        document.close()


def _page(document: Any, number: int) -> Page:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return Page((), "", True, 0, 0)
    try:
        return page_of(page)
    finally:
        page.close()


def _refuse_textless(pages: Sequence[Page]) -> None:
    letters = sum(page.letters for page in pages)
    if not letters:
        raise Unreadable(_SCAN)
    if sum(page.unknown for page in pages) * 3 > letters:
        raise Unreadable(_NAMELESS)


def _warning(pages: Sequence[Page]) -> str:
    """A sentence about the pages that are pictures, "" if none is."""
    bare = [number for number, page in enumerate(pages, 1) if page.is_marked and not page.letters]
    if not bare:
        return ""
    named = ", ".join(map(str, bare[:_MOST_NAMED])) + (" …" if len(bare) > _MOST_NAMED else "")
    return (
        f"page {named} holds a picture and no text"
        if len(bare) == 1
        else (f"pages {named} hold pictures and no text")
    )


def _properties(found: dict[str, str]) -> Properties:
    """The properties of a document; a scan was made long after its text."""
    programs = f"{found.get('Producer', '')} {found.get('Creator', '')}"
    given = [(name.lower(), value.replace("\0", "")) for name, value in found.items()]
    given = [
        (name, value) for name, value in given if name in ("title", "author", "subject", "keywords")
    ]
    day = _DATE.match(found.get("CreationDate", ""))
    made = "-".join(day.groups()) if day and not _SCANNERS.search(programs) else ""
    return replace(of_values(given), made=made)


def _titled(blocks: Sequence[Block], title: str) -> list[Block]:
    """The blocks with the title as a heading first: that of the properties, or what says it in more
    words; without it the largest of the first headings."""
    first = blocks[:_FIRST]
    headings = [each for each in first if each.kind == "heading"]
    if not title:
        if not headings:
            return with_title(blocks, "")
        found = min(headings, key=lambda each: each.form.level)
    else:
        same = [each for each in first if _folded(each.text) == _folded(title)]
        wider = [each for each in headings if _folded(title) in _folded(each.text)]
        given = Block("heading", title, form=Form(level=1))
        found = next(iter((*same, *wider, given)))
    heading = replace(found, kind="heading", form=Form(level=1))
    return [heading, *(each for each in blocks if each is not found)]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
