"""The text of an OpenDocument file as HTML (ISO 26300)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from search.reading.formats.office.odt_styles import Style
from search.reading.formats.office.pieces import Body, Piece, html_of, plain, table_of
from search.reading.xml_trees import Element, attribute, child, local, named, text_of

_LEFT_OUT = {
    "tracked-changes": "deleted texts",
    "table-of-content": "table of contents",
    "annotation": "comments",
    "annotation-end": "",
    "forms": "",
    "sequence-decls": "",
    "variable-decls": "",
    "user-field-decls": "",
    "bookmark-start": "",
    "bookmark-end": "",
    "script": "",
}
_MOST_DEPTH = 100
_MOST_SPACES = 100
_PLAIN = Style()


@dataclass(slots=True)
class OpenText:
    """The styles of a document, and what was found in its text so far. `title` is the paragraph with
    the style of a title; `left_out` counts what is no part of the text."""

    styles: Mapping[str, Style]
    title: str = ""
    left_out: Counter[str] = field(default_factory=Counter)
    _notes: list[Element] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)

    def html(self, root: Element) -> str:
        """The text, and then its notes."""
        body = Body()
        self._blocks(root, body, 0)
        for number, note in enumerate(self._notes, 1):  # a note may have notes, which follow
            own = Body()
            self._blocks(note, own, 0)
            html = own.html()
            body.raw(html.replace("<p>", f"<p><sup>{number}</sup> ", 1))
        return body.html()

    def _blocks(self, parent: Element, body: Body, depth: int) -> None:
        if depth > _MOST_DEPTH:
            return
        for element in parent:
            name = local(element.tag)
            if name in _LEFT_OUT:
                self._leave_out(name)
            elif name in ("p", "h"):
                self._paragraph(element, body)
            elif name == "list":
                self._list(element, body, 0, "", depth)
            elif name == "table":
                body.raw(table_of(self._rows(element, depth)))
            elif name == "frame":
                body.add(_picture(element))
                self._blocks(element, body, depth + 1)
            elif name not in ("title", "desc"):
                self._blocks(element, body, depth + 1)

    def _leave_out(self, name: str) -> None:
        if what := _LEFT_OUT[name]:
            self.left_out[what] += 1

    def _paragraph(self, paragraph: Element, body: Body) -> None:
        style = self.styles.get(attribute(paragraph, "style-name"), _PLAIN)
        html = self._html(paragraph)
        if local(paragraph.tag) == "h":
            level = attribute(paragraph, "outline-level")
            body.add(html, f"h{min(max(int(level), 1), 6) if level.isdecimal() else 1}")
        elif style.element == "title" and html and not self.title:
            self.title = html
        else:
            body.add(html, style.element.replace("title", "p") or "p")
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._blocks(box, body, _MOST_DEPTH // 2)

    def _list(self, element: Element, body: Body, level: int, style: str, depth: int) -> None:
        """A list: of the paragraphs of an item the first is the item, the others follow in it."""
        style = attribute(element, "style-name") or style
        is_numbered = level in self.styles.get(style, _PLAIN).numbered
        number = 0
        for item in element if depth < _MOST_DEPTH else ():
            number += local(item.tag) == "list-item"
            for each in item:
                if local(each.tag) == "list":
                    self._list(each, body, level + 1, style, depth + 1)
                elif local(each.tag) in ("p", "h"):
                    html = self._html(each)
                    if html:
                        body.item(html, level, number if is_numbered else 0)
                else:
                    self._blocks((each,), body, depth + 1)

    def _rows(self, table: Element, depth: int) -> Iterator[list[str]]:
        for row in table.iter("{*}table-row"):
            if next(row.iterancestors("{*}table")) is not table:
                continue
            cells = []
            for cell in row.iterchildren("{*}table-cell"):
                inner = Body()
                self._blocks(cell, inner, depth + 1)
                cells.append(inner.html())
            yield cells

    def _html(self, paragraph: Element) -> str:
        return html_of(self._pieces(paragraph, frozenset(), "", 0)).strip()

    def _pieces(
        self, parent: Element, marks: frozenset[str], link: str, depth: int
    ) -> Iterator[Piece]:
        """The runs of text in a paragraph, or in an element of it."""
        yield Piece(plain(parent.text or ""), marks, link)
        for element in parent if depth < _MOST_DEPTH else ():
            yield from self._piece(element, marks, link, depth)
            yield Piece(plain(element.tail or ""), marks, link)

    def _piece(
        self, element: Element, marks: frozenset[str], link: str, depth: int
    ) -> Iterator[Piece]:
        name = local(element.tag)
        style = self.styles.get(attribute(element, "style-name"), _PLAIN)
        if name == "s":
            count = attribute(element, "c")
            spaces = min(int(count), _MOST_SPACES) if count.isdecimal() else 1
            yield Piece(" " * spaces, marks, link)
        elif name in ("tab", "line-break"):
            yield Piece(" " if name == "tab" else "<br>", marks, link)
        elif name == "note":
            yield Piece(self._note(element), marks, link)
        elif name == "frame":
            self._boxes += named(element, "text-box")
            yield Piece(_picture(element), marks, link)
        elif name in _LEFT_OUT:
            self._leave_out(name)
        elif style.is_hidden or name == "hidden-text":
            self.left_out["hidden texts"] += 1
        elif name == "a":
            yield from self._pieces(element, marks, attribute(element, "href") or link, depth + 1)
        elif name == "ruby-text":
            return
        else:
            yield from self._pieces(element, marks | style.marks, link, depth + 1)

    def _note(self, element: Element) -> str:
        body = child(element, "note-body")
        if body is None:
            return ""
        self._notes.append(body)
        return f"<sup>{len(self._notes)}</sup>"


def _picture(frame: Element) -> str:
    """The alternative text of a picture."""
    texts = (text_of(child(frame, name)) for name in ("desc", "title"))
    alternative = next(filter(None, texts), "")
    return f'<img alt="{escape(alternative)}">' if alternative else ""
