"""Markdown as a list of blocks of plain text, each with its links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from search.model.articles import ParagraphKind
from search.reading.formats.markdown.raw_html import html_paragraphs
from search.reading.plain_values import is_html_name

Kind = ParagraphKind | Literal["break"]

_MARKDOWN = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_HEAD_BLOCKS = 16
_MAX_HEAD_BLOCK = 600
"""Only the first short blocks may be lines of a head."""


@dataclass(frozen=True, slots=True)
class Link:
    """The text of a link and its address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, quotation, list item or thematic break ("break"), as plain text.

    `level` is that of a heading, 0 for others; `is_emphasised` says that the whole block is emphasised.
    `line` is its first line in the text, from 1, 0 if it is unknown. `rows` are its lines, if it has
    several and may belong to the head of an article.
    """

    kind: Kind
    text: str
    links: tuple[Link, ...] = ()
    level: int = 0
    is_emphasised: bool = False
    line: int = 0
    rows: tuple[Block, ...] = ()


@dataclass(slots=True)
class _Inline:
    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def blocks(text: str, first_line: int = 1) -> list[Block]:
    """The blocks of a Markdown text that begins in line `first_line`, in order. Of their nesting only
    the kind is kept. What is indented after raw HTML is more of it, as most programs see it, and not
    code."""
    found: list[Block] = []
    open_elements: list[str] = []
    is_html = False
    for token in _MARKDOWN.parse(text):
        is_html = token.type == "html_block" or (is_html and token.type == "code_block")
        line = first_line + token.map[0] if token.map else 0
        if token.type == "inline":
            found.append(_block(token, open_elements, line, len(found) < _HEAD_BLOCKS))
        elif is_html:
            found += [Block(kind, part, line=line) for part, kind in html_paragraphs(token.content)]
        elif token.type in ("fence", "code_block"):
            parts = token.content.split("\n\n")
            found += [Block("text", part, line=line) for part in parts]
        elif token.type == "hr":
            found.append(Block("break", token.markup, line=line))
        elif token.nesting == 1:
            open_elements.append(
                token.type.removesuffix("_open") + token.tag[1:] * (token.tag[:1] == "h")
            )
        elif token.nesting == -1 and open_elements:
            open_elements.pop()
    return [block for block in found if block.text.strip()]


def _block(token: Token, open_elements: Sequence[str], line: int, is_early: bool) -> Block:
    children = token.children or []
    inline = _flattened(children)
    text = "".join(inline.parts)
    heading = next((each for each in open_elements if each.startswith("heading")), "")
    kind: Kind = "text"
    if heading:
        kind = "heading"
    elif "blockquote" in open_elements:
        kind = "quote"
    elif "list_item" in open_elements:
        kind = "item"
    level = int(heading[7:] or 1) if heading else 0
    may_be_head = is_early and kind == "text" and len(text) <= _MAX_HEAD_BLOCK
    rows = tuple(_rows(children, line)) if may_be_head else ()
    emphasised = _is_emphasised(token.content)
    return Block(kind, text, tuple(inline.links), level, emphasised, line, rows)


def _rows(children: Sequence[Token], line: int) -> Iterator[Block]:
    """The lines of a paragraph as blocks; none if it has only one."""
    ends = [
        index for index, child in enumerate(children) if child.type in ("softbreak", "hardbreak")
    ]
    start = 0
    for row, end in enumerate([*ends, len(children)] if ends else []):
        inline = _flattened(children[start:end])
        yield Block("text", "".join(inline.parts), tuple(inline.links), line=line + row)
        start = end + 1


def _flattened(children: Sequence[Token]) -> _Inline:
    inline = _Inline()
    starts: list[tuple[int, str]] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            inline.parts.append(child.content)
        elif child.type == "softbreak":
            inline.parts.append(" ")
        elif child.type == "hardbreak":
            inline.parts.append("\n")
        elif child.type == "html_inline":
            inline.parts.append(_inline_html(child.content))
        elif child.type == "link_open":
            starts.append((len(inline.parts), str(child.attrGet("href") or "")))
        elif child.type == "link_close" and starts:
            start, address = starts.pop()
            inline.links.append(Link("".join(inline.parts[start:]), address))
    return inline


def _inline_html(tag: str) -> str:
    """The text of one tag: none, but for what only looks like one."""
    found = _NAME.match(tag)
    if not found:
        return ""
    if not is_html_name(found[1]):
        return tag
    return " " if found[1].lower() == "br" else ""


def _is_emphasised(markdown: str) -> bool:
    """Whether emphasis begins and ends with the block."""
    found = re.fullmatch(r"\s*([*_])(?!\1)(.+?)\1\s*", markdown, re.DOTALL)
    return bool(found) and found[1] not in re.sub(r"\\.", "", found[2]) if found else False
