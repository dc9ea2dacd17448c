"""Pieces of HTML in other files as paragraphs. Tags are matched, not parsed into a tree, so that the
time is linear whatever is unclosed."""

from __future__ import annotations

import re

from search.model.articles import PLAIN, Form, ParagraphKind, Span
from search.reading.character_references import unescaped
from search.reading.draft import DraftParagraph
from search.reading.inline_text import SPANS, InlineText
from search.reading.pictures import Picture
from search.reading.plain_values import is_html_name
from search.reading.spans import cut
from search.reading.tables import Cell, is_short, table

_PART = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<hidden>script|style|template|noscript)\b.*?(?:</(?P=hidden)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>[\s/][^<>]*)?>|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?<![A-Za-z-])([A-Za-z-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
)
_GAP = re.compile(r"\n[ \t\r]*\n")
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s"
    " samp small span strike strong sub sup time tt u var wbr".split()
)
_KINDS: dict[str, ParagraphKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "blockquote": "quote",
    "li": "item",
    "pre": "preformatted",
    "figcaption": "caption",
}
_CELLS = ("td", "th")


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag, by their names in lower case."""
    return {
        name.lower(): unescaped(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(tag)
    }


def picture_of(tag: str, place: int = 0) -> Picture | None:
    """The alternative text in the tag of an image."""
    attributes = attributes_of(tag)
    alternative = attributes.get("alt", "").strip()
    return Picture(alternative, place, attributes.get("src", "")) if alternative else None


def fragment(html: str) -> tuple[list[DraftParagraph], list[Picture]]:
    """The paragraphs of HTML, and the words of its pictures, each in the place of the paragraph after it.
    Comments, scripts and styles are left out."""
    reader = _Reader()
    start = 0
    for part in _PART.finditer(html):
        reader.text.add(unescaped(html[start : part.start()]))
        start = part.end()
        name = (part["name"] or "").lower()
        if name and not is_html_name(name):
            reader.text.add(part[0])
        elif name:
            reader.tag(name, part["rest"] or "", is_end=bool(part["end"]))
    reader.text.add(unescaped(html[start:]))
    reader.end()
    return reader.paragraphs, reader.pictures


class _Reader:
    """What was read so far: whole paragraphs, and the text since the last of them."""

    def __init__(self) -> None:
        self.paragraphs: list[DraftParagraph] = []
        self.pictures: list[Picture] = []
        self.text = InlineText()
        self._kind: ParagraphKind = "text"
        self._level = self._end_of_link = 0
        self._lists: list[list[int]] = []  # of each open list: 1 if it is ordered, the last number
        self._rows: list[list[Cell]] | None = None
        self._is_header = self._is_in_cell = False

    def tag(self, name: str, rest: str, *, is_end: bool) -> None:
        if name == "br":
            self.text.add("\n")
        elif name == "img":
            if picture := picture_of(rest, len(self.paragraphs)):
                self.pictures.append(picture)
        elif kind := SPANS.get(name):
            self._part_links(name, is_end)
            if is_end:
                self.text.close(kind)
            elif kind != "link":
                self.text.open(kind)
            elif (target := attributes_of(rest).get("href")) is not None:
                self.text.open(kind, target)
        elif name not in INLINE:
            self._block(name, rest, is_end)

    def _part_links(self, name: str, is_end: bool) -> None:
        """A link that begins where one ended is another word."""
        if name != "a":
            return
        if is_end:
            self._end_of_link = self.text.length
        elif 0 < self._end_of_link == self.text.length:
            self.text.add(" ")

    def end(self) -> None:
        """End what is still open."""
        self._end_of_cell()
        self._flush()
        self._table(is_end=True)

    def _flush(self) -> None:
        """End the paragraph."""
        text, spans = self._taken()
        if not text.strip():
            return
        if self._kind == "caption":
            self.pictures.append(Picture(" ".join(text.split()), len(self.paragraphs)))
        elif self._kind == "preformatted":
            self._add(text, Form(spans) if spans else PLAIN)
        else:
            start = 0
            for part in _GAP.split(text):
                start = text.index(part, start)
                own = cut(spans, start, start + len(part))
                start += len(part)
                if part.strip():
                    self._add(part, self._form(own))

    def _taken(self) -> tuple[str, tuple[Span, ...]]:
        """The text since the last paragraph or cell."""
        text, spans = self.text.text(), self.text.spans()
        self.text = InlineText()
        self._end_of_link = 0
        return text, spans

    def _form(self, spans: tuple[Span, ...]) -> Form:
        if self._kind == "heading":
            return Form(spans, self._level)
        if self._kind == "item" and self._lists:
            is_ordered, number = self._lists[-1]
            return Form(spans, len(self._lists), number, bool(is_ordered))
        return Form(spans) if spans else PLAIN

    def _add(self, text: str, form: Form) -> None:
        self.paragraphs.append(DraftParagraph(text, self._kind, form))

    def _block(self, name: str, rest: str, is_end: bool) -> None:
        if self._rows is not None and name in (*_CELLS, "tr"):
            self._in_table(name, is_end)
            return
        if self._is_in_cell and name != "table":
            self.text.add(" ")
            return
        self._end_of_cell()
        self._flush()
        if name == "table":
            self._table(is_end)
        elif name in ("ul", "ol"):
            self._list(name, rest, is_end)
        elif name == "li" and self._lists and not is_end:
            self._lists[-1][1] += 1
        self._next_kind(name, is_end)
        if name in _KINDS and name[0] == "h":
            self._level = int(name[1])

    def _in_table(self, name: str, is_end: bool) -> None:
        """A row or a cell begins or ends; the end of a cell may be left out."""
        self._end_of_cell()
        self._flush()
        if is_end or self._rows is None:
            return
        if name == "tr" or not self._rows:
            self._rows.append([])
        if name in _CELLS:
            self._is_in_cell, self._is_header = True, name == "th"

    def _end_of_cell(self) -> None:
        if self._is_in_cell and self._rows:
            self._rows[-1].append(Cell(*self._taken(), self._is_header))
        self._is_in_cell = False

    def _table(self, is_end: bool) -> None:
        """A table begins or ends. One that only arranges texts is no table."""
        rows, self._rows = self._rows or [], None if is_end else []
        cells = [cell for row in rows for cell in row]
        if max(map(len, rows), default=0) > 1 and all(map(is_short, cells)):
            self.paragraphs.append(table(rows))
        else:
            of_cells = (DraftParagraph(cell.text, "text", Form(cell.spans)) for cell in cells)
            self.paragraphs += (each for each in of_cells if each.text.strip())

    def _list(self, name: str, rest: str, is_end: bool) -> None:
        if not is_end:
            start = attributes_of(rest).get("start", "")
            first = int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 6 else 0
            self._lists.append([int(name == "ol"), first])
        elif self._lists:
            self._lists.pop()
            self._kind = "item" if self._lists else "text"

    def _next_kind(self, name: str, is_end: bool) -> None:
        """The kind of the text after a tag; a paragraph in a quotation or an item is one itself."""
        if name in _KINDS:
            self._kind = "text" if is_end else _KINDS[name]
        elif self._kind == "heading":
            self._kind = "text"
