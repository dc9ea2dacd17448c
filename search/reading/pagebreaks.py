"""Mending paragraphs that a page break cut in two, as happens when a page is printed to a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.reading.blocks import Block

_ENDS = re.compile(r"[.!?:;…—–*]['\"”’»)\]]*$")
_RUNS_ON = re.compile(r"[a-zß-öø-ÿ0-9,’'”)%-]$")
_MIN_LENGTH = 60


def mended(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with text that was cut joined again: a paragraph that does not end, and what follows.

    A paragraph that goes on in lower case is always joined; one that goes on with a capital only if
    the first part is long enough to be no line of its own. Headings, items and quotations stay apart.
    """
    result: list[Block] = []
    for block in blocks:
        if result and _is_cut(result[-1], block):
            result[-1] = _joined(result[-1], block)
        else:
            result.append(block)
    return result


def _is_cut(first: Block, second: Block) -> bool:
    if first.kind != "text" or second.kind != "text" or first.is_emphasised:
        return False
    start, end = second.text.lstrip(" “‘\"'("), first.text.rstrip()
    if not start or _ENDS.search(end) or not _RUNS_ON.search(end):
        return False
    is_long = len(end) >= _MIN_LENGTH and not _is_link(first) and not second.is_emphasised
    return start[0].islower() if not is_long else start[0].isalnum()


def _is_link(block: Block) -> bool:
    return any(link.text.strip() == block.text.strip() for link in block.links)


def _joined(first: Block, second: Block) -> Block:
    space = "" if first.text.rstrip().endswith("-") else " "
    text = first.text.rstrip() + space + second.text.lstrip()
    return Block("text", text, first.links + second.links)
