"""Joining paragraphs that a page break cut in two, as happens when a page is printed to a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.model.articles import Form, Span
from search.reading.formats.markdown.blocks import Block
from search.reading.inline_text import InlineText
from search.reading.spans import moved, shifted

_ENDS = re.compile(r"[.!?:;…—–*]['\"”’»)\]]*$")
_RUNS_ON = re.compile(r"[a-zß-öø-ÿ0-9,’'”)%-]$")
_MIN_LENGTH = 60
"""Characters; less may be a line of its own, such as a caption."""


def rejoined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, where a paragraph without an end is joined with the next one.

    If the next one begins with a small letter, both are always joined; if it begins with a capital,
    only if the first is too long to be a line of its own. Headings, items and quotations are never
    joined.
    """
    runs: list[list[Block]] = []
    for block in blocks:
        if runs and _is_cut(runs[-1], block):
            runs[-1].append(block)
        else:
            runs.append([block])
    return [run[0] if len(run) == 1 else _joined(run) for run in runs]


def _is_cut(run: Sequence[Block], second: Block) -> bool:
    """Whether `second` continues the text of a run of blocks. Only the last block of the run is
    examined, so that the time is linear also for a long file whose paragraphs never end."""
    first = run[-1]
    is_alone = len(run) == 1
    if first.kind != "text" or second.kind != "text" or (is_alone and first.is_emphasised):
        return False
    start, end = second.text.lstrip(" “‘\"'("), first.text.rstrip()
    if not start or _ENDS.search(end) or not _RUNS_ON.search(end):
        return False
    is_line = is_alone and (len(end) < _MIN_LENGTH or _is_link(first))
    if is_line or second.is_emphasised or not _is_long(run):
        return start[0].islower()
    return start[0].isalnum()


def _is_long(run: Sequence[Block]) -> bool:
    """Whether the run has at least _MIN_LENGTH characters, which its last blocks soon tell."""
    length = 0
    for block in reversed(run):
        length += len(block.text)
        if length >= _MIN_LENGTH:
            return True
    return False


def _is_link(block: Block) -> bool:
    return any(link.text.strip() == block.text.strip() for link in block.links)


def _joined(run: Sequence[Block]) -> Block:
    text = InlineText()
    spans: list[Span] = []
    for number, block in enumerate(run):
        bare = block.text.strip()
        if number and not run[number - 1].text.rstrip().endswith("-"):
            text.add(" ")
        spans += shifted(moved(block.form.spans, block.text, bare, _squeezed), text.length)
        text.add(bare)
    links = tuple(link for block in run for link in block.links)
    return Block("text", text.text(), links, Form(tuple(spans)), line=run[0].line)


def _squeezed(text: str) -> str:
    return "".join(text.split())
