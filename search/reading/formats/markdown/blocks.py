"""Markdown as a list of blocks of plain text, each with its links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["text", "heading", "quote", "item", "break"]

_MARKDOWN = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
_TAG = re.compile(r"</?[A-Za-z][^>]*>|<!--.*?-->", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """The text of a link and its address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, quotation, list item or thematic break ("break"), as plain text.

    `level` is that of a heading, 0 for others; `is_emphasised` says that the whole block is emphasised.
    """

    kind: Kind
    text: str
    links: tuple[Link, ...] = ()
    level: int = 0
    is_emphasised: bool = False


@dataclass(slots=True)
class _Inline:
    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order. Of their nesting only the kind is kept."""
    found: list[Block] = []
    open_elements: list[str] = []
    for token in _MARKDOWN.parse(text):
        if token.type == "inline":
            found.append(_block(token, open_elements))
        elif token.type in ("fence", "code_block"):
            found += [Block("text", line) for line in token.content.split("\n\n") if line.strip()]
        elif token.type == "html_block":
            found += _html_blocks(token.content)
        elif token.type == "hr":
            found.append(Block("break", token.markup))
        elif token.nesting == 1:
            open_elements.append(
                token.type.removesuffix("_open") + token.tag[1:] * (token.tag[:1] == "h")
            )
        elif token.nesting == -1 and open_elements:
            open_elements.pop()
    return [block for block in found if block.text.strip()]


def _block(token: Token, open_elements: list[str]) -> Block:
    inline = _flattened(token.children or [])
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
    return Block(kind, text, tuple(inline.links), level, _is_emphasised(token.content))


def _flattened(children: list[Token]) -> _Inline:
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
            inline.parts.append(" " if child.content.lower().startswith("<br") else "")
        elif child.type == "link_open":
            starts.append((len(inline.parts), str(child.attrGet("href") or "")))
        elif child.type == "link_close" and starts:
            start, address = starts.pop()
            inline.links.append(Link("".join(inline.parts[start:]), address))
    return inline


def _html_blocks(html: str) -> list[Block]:
    """The text of raw HTML in Markdown, without its tags."""
    text = _TAG.sub(" ", _HIDDEN.sub(" ", html))
    return [Block("text", part) for part in text.split("\n\n") if part.strip()]


def _is_emphasised(markdown: str) -> bool:
    """Whether emphasis begins and ends with the block."""
    found = re.fullmatch(r"\s*([*_])(?!\1)(.+?)\1\s*", markdown, re.DOTALL)
    return bool(found) and found[1] not in re.sub(r"\\.", "", found[2]) if found else False
