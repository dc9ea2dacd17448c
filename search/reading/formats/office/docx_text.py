"""The text of a Word document as HTML (ECMA-376, part 1: WordprocessingML)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from search.reading.formats.office.docx_styles import (
    Numbering,
    Style,
    is_on,
    item_of,
    style_id,
)
from search.reading.formats.office.pieces import Body, Piece, html_of, plain, table_of
from search.reading.xml_trees import Element, attribute, child, local, named

_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)', re.IGNORECASE)
_REMOVED = frozenset(("del", "moveFrom"))
_SIGNS = {"tab": " ", "cr": "<br>", "noBreakHyphen": "-", "ptab": " "}
_MOST_DEPTH = 100


@dataclass(slots=True)
class WordText:
    """What the text of a document refers to, and what was found in it so far.

    `links` are addresses by relation, `notes` the footnotes and endnotes by kind and id. `title` is the
    paragraph with the style of a title; `left_out` counts what is no part of the text.
    """

    styles: Mapping[str, Style]
    numbering: Numbering
    links: Mapping[str, str]
    notes: Mapping[tuple[str, str], Element]
    title: str = ""
    left_out: Counter[str] = field(default_factory=Counter)
    _seen: list[tuple[str, str]] = field(default_factory=list)
    _fields: list[list[str]] = field(
        default_factory=list
    )  # of each open field: its instruction, its state
    _boxes: list[Element] = field(default_factory=list)

    def html(self, root: Element) -> str:
        """The text, and then its notes."""
        body = Body()
        self._blocks(root, body, 0)
        for number, key in enumerate(self._seen, 1):  # a note may refer to others, which follow
            self._note(number, self.notes[key], body)
        return body.html()

    def _note(self, number: int, note: Element, body: Body) -> None:
        own = Body()
        self._blocks(note, own, 0)
        html = own.html()
        body.raw(re.sub(r"(<p>)?", rf"\g<0><sup>{number}</sup> ", html, count=1) if html else "")

    def _blocks(self, parent: Element, body: Body, depth: int) -> None:
        if depth > _MOST_DEPTH:
            return
        for element in parent:
            name = local(element.tag)
            if name == "p":
                self._paragraph(element, body)
            elif name == "tbl":
                body.raw(table_of(self._rows(element, depth)))
            elif name in _REMOVED:
                self.left_out["deleted texts"] += 1
            elif name == "sdt" and _is_contents(element):
                self.left_out["table of contents"] += 1
            elif name == "AlternateContent":
                self._blocks(_alternative(element), body, depth + 1)
            else:
                self._blocks(element, body, depth + 1)

    def _rows(self, table: Element, depth: int) -> Iterator[list[str]]:
        for row in table.iterchildren("{*}tr", "{*}sdt", "{*}ins", "{*}customXml"):
            if child(row, "trPr") is not None and child(child(row, "trPr"), "del") is not None:
                self.left_out["deleted texts"] += 1
                continue
            cells = []
            for cell in row.iter("{*}tc"):
                if next(cell.iterancestors("{*}tbl")) is table:
                    inner = Body()
                    self._blocks(cell, inner, depth + 1)
                    cells.append(inner.html())
            yield cells

    def _paragraph(self, paragraph: Element, body: Body) -> None:
        properties = child(paragraph, "pPr")
        style = self.styles.get(style_id(properties, "pStyle"), Style())
        if style.element == "contents":
            self.left_out["table of contents"] += 1
            return
        html = html_of(self._pieces(paragraph, 0)).strip()
        item = item_of(properties) or style.item
        if style.element == "title" and html and not self.title:
            self.title = html
        elif item and item[0] != "0" and html and not style.element.startswith("h"):
            body.item(html, item[1], self.numbering.next(item))
        else:
            body.add(html, style.element.replace("title", "p") or "p")
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._blocks(box, body, _MOST_DEPTH // 2)

    def _pieces(self, parent: Element, depth: int, link: str = "") -> Iterator[Piece]:
        """The runs in a paragraph, or in an element of it."""
        for element in parent if depth < _MOST_DEPTH else ():
            name = local(element.tag)
            if name == "r":
                yield from self._run(element, link)
            elif name == "hyperlink":
                yield from self._pieces(element, depth + 1, self._target(element) or link)
            elif name == "fldSimple":
                yield from self._pieces(
                    element, depth + 1, _link(attribute(element, "instr")) or link
                )
            elif name in _REMOVED:
                self.left_out["deleted texts"] += 1
            elif name == "AlternateContent":
                yield from self._pieces(_alternative(element), depth + 1, link)
            elif name == "t":  # of a formula
                yield Piece(plain(element.text or ""), frozenset(), link)
            elif name not in ("pPr", "sdtPr", "rPr"):
                yield from self._pieces(element, depth + 1, link)

    def _run(self, run: Element, link: str) -> Iterator[Piece]:
        properties = child(run, "rPr")
        if is_on(properties, "vanish"):
            self.left_out["hidden texts"] += 1
            return
        marks = _marks(properties)
        for element in _contents(run):
            html = self._html(element)
            if html and not (self._fields and self._fields[-1][1] == "begin"):
                linked = next((_link(each[0]) for each in self._fields if _link(each[0])), link)
                yield Piece(html, marks, linked)

    def _html(self, element: Element) -> str:
        """What an element of a run shows."""
        name = local(element.tag)
        if name == "t":
            return plain(element.text or "")
        if name in _SIGNS:
            return _SIGNS[name]
        if name == "br":
            return "" if attribute(element, "type") == "column" else "<br>"
        if name in ("footnoteReference", "endnoteReference"):
            return self._reference(name.removesuffix("Reference"), attribute(element, "id"))
        if name in ("drawing", "pict", "object"):
            self._boxes += named(element, "txbxContent")
            return _picture(element)
        self._field(name, element)
        return ""

    def _field(self, name: str, element: Element) -> None:
        """Follow the beginnings and ends of fields, such as links and page numbers."""
        if name == "instrText" and self._fields:
            self._fields[-1][0] += element.text or ""
        elif name == "fldChar":
            state = attribute(element, "fldCharType")
            if state == "begin":
                self._fields.append(["", "begin"])
            elif state == "separate" and self._fields:
                self._fields[-1][1] = state
            elif state == "end" and self._fields:
                self._fields.pop()

    def _reference(self, kind: str, id: str) -> str:
        key = (kind, id)
        if key not in self.notes:
            return ""
        if key not in self._seen:
            self._seen.append(key)
        return f"<sup>{self._seen.index(key) + 1}</sup>"

    def _target(self, element: Element) -> str:
        return self.links.get(attribute(element, "id"), "")


def _contents(run: Element) -> Iterator[Element]:
    for element in run:
        if local(element.tag) == "AlternateContent":
            yield from _alternative(element)
        else:
            yield element


def _alternative(element: Element) -> Element:
    """The first of several versions of the same content."""
    return element[0] if len(element) else element


def _marks(properties: Element | None) -> frozenset[str]:
    names = {"b": "bold", "i": "italic"}
    marks = {mark for name, mark in names.items() if is_on(properties, name)}
    position = style_id(properties, "vertAlign")
    marks |= {"super"} if position == "superscript" else set()
    marks |= {"sub"} if position == "subscript" else set()
    return frozenset(marks)


def _link(instruction: str) -> str:
    found = _LINK.match(instruction)
    return found[1] if found else ""


def _is_contents(element: Element) -> bool:
    """Whether a content control is a table of contents that Word made."""
    galleries = named(element, "docPartGallery")
    return bool(galleries) and attribute(galleries[0], "val") == "Table of Contents"


def _picture(element: Element) -> str:
    """The alternative text of a picture."""
    texts = (attribute(each, "descr") for each in named(element, "docPr"))
    return "".join(f'<img alt="{escape(text)}">' for text in texts if text)
