"""Markdown as a list of blocks of plain text, each with its form and its links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from search.model.articles import PLAIN, Form, Span
from search.reading.draft import DraftParagraph
from search.reading.formats.markdown.inline import Link, flattened
from search.reading.html_fragment import fragment
from search.reading.pictures import Picture
from search.reading.tables import Cell, table

Kind = Literal["text", "heading", "quote", "item", "preformatted", "table", "break", "caption"]


class _AnyLink(MarkdownIt):
    """Takes links of all schemes: those that are not safe are no links later, but their words stay."""

    def validateLink(self, url: str) -> bool:
        return True


_MARKDOWN = _AnyLink("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
_HEAD_BLOCKS = 16
_MAX_HEAD_BLOCK = 600
"""Only the first short blocks may be lines of a head."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, quotation, list item, table or thematic break ("break"), as plain text.

    `is_emphasised` says that the whole block is emphasised. `line` is its first line in the text, from 1,
    0 if it is unknown. `rows` are its lines, if it has several and may belong to the head of an article.
    `pictures` are the words of the pictures in it; a block of these alone is a "caption", and no text.
    """

    kind: Kind
    text: str
    links: tuple[Link, ...] = ()
    form: Form = PLAIN
    is_emphasised: bool = False
    line: int = 0
    rows: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()


def blocks(text: str, first_line: int = 1) -> list[Block]:
    """The blocks of a Markdown text that begins in line `first_line`, in order. What is indented after
    raw HTML is more of it, as most programs see it, and not code."""
    reader = _Reader(first_line)
    is_html = False
    for token in _MARKDOWN.parse(text):
        is_html = token.type == "html_block" or (is_html and token.type == "code_block")
        if is_html:
            reader.html(token)
        else:
            reader.token(token)
    return [block for block in reader.found if block.text.strip() or block.pictures]


class _Reader:
    """The blocks found so far, and the elements that are open."""

    def __init__(self, first_line: int) -> None:
        self.found: list[Block] = []
        self._first_line = first_line
        self._line = 0
        self._open: list[str] = []
        self._lists: list[list[int]] = []  # of each open list: 1 if it is ordered, the last number
        self._rows: list[list[Cell]] = []

    def token(self, token: Token) -> None:
        self._line = self._first_line + token.map[0] if token.map else 0
        if token.type == "inline":
            self._inline(token)
        elif token.type in ("fence", "code_block"):
            self._add(Block("preformatted", token.content, line=self._line))
        elif token.type == "hr":
            self._add(Block("break", token.markup, line=self._line))
        elif token.nesting == 1:
            self._opened(token)
        elif token.nesting == -1 and self._open:
            self._closed(self._open.pop())

    def html(self, token: Token) -> None:
        line = self._first_line + token.map[0] if token.map else 0
        paragraphs, pictures = fragment(token.content)
        for number, each in enumerate(paragraphs):
            before = tuple(picture for picture in pictures if picture.place == number)
            self._add(replace(_block_of(each, line), pictures=before))
        if after := tuple(picture for picture in pictures if picture.place == len(paragraphs)):
            self._add(Block("caption", "", line=line, pictures=after))

    def _add(self, block: Block) -> None:
        self.found.append(block)

    def _opened(self, token: Token) -> None:
        name = token.type.removesuffix("_open") + token.tag[1:] * (token.tag[:1] == "h")
        self._open.append(name)
        if name in ("bullet_list", "ordered_list"):
            start = int(token.attrGet("start") or 1)
            self._lists.append([int(name == "ordered_list"), start - 1])
        elif name == "list_item" and self._lists:
            self._lists[-1][1] += 1
        elif name == "tr":
            self._rows.append([])

    def _closed(self, name: str) -> None:
        if name in ("bullet_list", "ordered_list") and self._lists:
            self._lists.pop()
        elif name == "table":
            self._add(_block_of(table(self._rows), self._line))
            self._rows = []

    def _inline(self, token: Token) -> None:
        children = token.children or []
        inline = flattened(children)
        text, spans = inline.text.text(), inline.text.spans()
        if self._rows:
            self._rows[-1].append(Cell(text, spans, "th" in self._open))
            return
        kind, form = self._kind_and_form(spans)
        is_early = len(self.found) < _HEAD_BLOCKS
        may_be_head = is_early and kind == "text" and len(text) <= _MAX_HEAD_BLOCK
        block = Block(
            kind,
            text,
            tuple(inline.links),
            form,
            _is_emphasised(token.content),
            self._line,
            tuple(_rows(children, self._line)) if may_be_head else (),
            tuple(inline.pictures),
        )
        self._add(block if text.strip() else replace(block, kind="caption"))

    def _kind_and_form(self, spans: tuple[Span, ...]) -> tuple[Kind, Form]:
        heading = next((each for each in self._open if each.startswith("heading")), "")
        if heading:
            return "heading", Form(spans, int(heading[7:] or 1))
        if "blockquote" in self._open:
            return "quote", Form(spans) if spans else PLAIN
        if "list_item" in self._open and self._lists:
            is_ordered, number = self._lists[-1]
            return "item", Form(spans, len(self._lists), number, bool(is_ordered))
        return "text", Form(spans) if spans else PLAIN


def _block_of(paragraph: DraftParagraph, line: int) -> Block:
    return Block(paragraph.kind, paragraph.text, form=paragraph.form, line=line)


def _rows(children: Sequence[Token], line: int) -> Iterator[Block]:
    """The lines of a paragraph as blocks; none if it has only one."""
    ends = [
        index for index, child in enumerate(children) if child.type in ("softbreak", "hardbreak")
    ]
    start = 0
    for row, end in enumerate([*ends, len(children)] if ends else []):
        inline = flattened(children[start:end])
        yield Block("text", inline.text.text(), tuple(inline.links), line=line + row)
        start = end + 1


def _is_emphasised(markdown: str) -> bool:
    """Whether emphasis begins and ends with the block."""
    found = re.fullmatch(r"\s*([*_])(?!\1)(.+?)\1\s*", markdown, re.DOTALL)
    return bool(found) and found[1] not in re.sub(r"\\.", "", found[2]) if found else False
