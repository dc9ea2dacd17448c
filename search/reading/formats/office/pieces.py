"""The HTML of documents: runs of text with marks, paragraphs, and lists that are only numbered lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

_ELEMENTS = {"code": "code", "bold": "strong", "italic": "em", "super": "sup", "sub": "sub"}


class Piece(NamedTuple):
    """A run of text as HTML, its marks (keys of _ELEMENTS) and the address of the link that it is in."""

    html: str
    marks: frozenset[str] = frozenset()
    link: str = ""


def plain(text: str) -> str:
    """A text as HTML."""
    return escape(text, quote=False)


def html_of(pieces: Iterable[Piece]) -> str:
    """The HTML of pieces; those side by side with one link or the same marks share an element."""
    return "".join(
        _linked(link, _marked(list(group)))
        for link, group in groupby(pieces, key=lambda piece: piece.link)
    )


def _marked(pieces: Sequence[Piece]) -> str:
    html = ""
    for marks, group in groupby(pieces, key=lambda piece: piece.marks):
        text = "".join(piece.html for piece in group)
        for mark, element in _ELEMENTS.items():
            if mark in marks and text.strip():
                text = f"<{element}>{text}</{element}>"
        html += text
    return html


def _linked(link: str, html: str) -> str:
    return f'<a href="{escape(link)}">{html}</a>' if link and html.strip() else html


class Body:
    """The HTML of a body under construction: paragraphs, items at a depth, tables."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lists: list[str] = []

    def add(self, html: str, element: str = "p") -> None:
        """A paragraph, in that element."""
        if html.strip():
            self._close(0)
            self._parts.append(f"<{element}>{html}</{element}>")

    def item(self, html: str, depth: int, number: int) -> None:
        """An item of a list at a depth (from 0); its number if its list is ordered, else 0."""
        name = "ol" if number else "ul"
        self._close(depth + 1)
        if len(self._lists) == depth + 1 and self._lists[-1] != name:
            self._close(depth)
        while len(self._lists) <= depth:
            self._lists.append(name)
            self._parts.append(f'<ol start="{number}">' if number else "<ul>")
        self._parts.append(f"<li>{html}</li>")

    def raw(self, html: str) -> None:
        """HTML as it is, such as that of a table."""
        self._close(0)
        self._parts.append(html)

    def html(self) -> str:
        self._close(0)
        return "".join(self._parts)

    def _close(self, depth: int) -> None:
        while len(self._lists) > depth:
            self._parts.append(f"</{self._lists.pop()}>")


def table_of(rows: Iterable[Iterable[str]]) -> str:
    """A table of cells in HTML."""
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
