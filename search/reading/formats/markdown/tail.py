"""The tail of a Markdown article: the notes of the publisher after the text."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.reading.bylines import split_byline
from search.reading.formats.markdown.blocks import Block

_MARK = re.compile(r"[*\s\\]+")
_OPENER = re.compile(
    r"(note to readers\b|the original source of this article\b|copyright ©|©\s|disclaimer:"
    r"|articles by:|comment on\b.{0,60}\barticles?\b|become a (?:member|friend)\b|for media inquir"
    r"|(?:\S+ )?contains copyrighted material\b|featured image\b|click the share buttons?\b)",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"(the original source of this article is\b|copyright ©|disclaimer: |articles by: )",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"the original source of this article is\s+(.*?)(?:\s+copyright ©|$)", re.I)
_RIGHTS = re.compile(r"copyright ©\s*(.*)", re.IGNORECASE)
_AUTHORS = re.compile(r"articles by:\s*(.*)", re.IGNORECASE)
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Tail:
    """The fields in the tail of an article."""

    authors: tuple[str, ...] = ()
    source: str = ""
    source_address: str = ""
    rights: str = ""


def split_tail(blocks: Sequence[Block]) -> tuple[list[Block], Tail]:
    """The blocks of the text, and the tail.

    A mark (stars, a rule) ends the text if notes of the publisher follow it; else it only separates
    sections. Without such a mark the text ends where the notes begin.
    """
    others = [index for index, block in enumerate(blocks) if not is_mark(block)]
    end = next((at for at in range(len(blocks)) if _ends(blocks, others, at)), len(blocks))
    tail = Tail()
    for block in blocks[end:]:
        for line in block.text.split("\n"):
            tail = _with_line(tail, line.strip(), block)
    body = [block for block in blocks[:end] if not is_mark(block)]
    return body, tail


def is_mark(block: Block) -> bool:
    """Whether a block is only stars or a rule."""
    return block.kind == "break" or bool(_MARK.fullmatch(block.text))


def _ends(blocks: Sequence[Block], others: Sequence[int], index: int) -> bool:
    """Whether the text ends before block `index`. `others` are the indices of those that are no marks."""
    if is_mark(blocks[index]):
        first = bisect(others, index)
        following = (blocks[each].text.strip() for each in others[first : first + _NEAR])
        return any(map(_OPENER.match, following))
    is_late = index >= len(blocks) // 2
    return is_late and bool(_SURE.match(blocks[index].text.strip()))


def _with_line(tail: Tail, line: str, block: Block) -> Tail:
    """The tail with the fields of one more line of a block."""
    if (found := _SOURCE.match(line)) and not tail.source:
        link = next((link for link in block.links if link.text in found[1]), None)
        address = link.address if link else ""
        tail = replace(tail, source=found[1].strip(), source_address=address)
    if (found := _RIGHTS.search(line)) and not tail.rights:
        return replace(tail, rights=found[1].strip())
    if (found := _AUTHORS.match(line)) and not tail.authors:
        names = tuple(link.text for link in block.links) or split_byline(found[1])
        return replace(tail, authors=names)
    return tail
