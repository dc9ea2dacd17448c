"""Markdown of any length in bounded memory: a long text is cut into slices between its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.reading.formats.markdown.blocks import Block, blocks

_WHOLE = 300_000
"""Characters that are parsed in one go; what is longer is cut."""
_SLICE = 100_000
_MAX_MARKED = 1_500_000
"""Characters in slices with marks that are parsed as Markdown, which takes a second for each million."""
_MARKS = re.compile(
    r"[*_`\[\]<&\\~|]|^[ \t]*(?:[#>+=-]|\d{1,9}[.)][ \t])|^(?: {4}|\t)|[ \t]{2}$", re.MULTILINE
)
_MAX_BRACKETS = 1_000
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def blocks_of_any_length(text: str, first_line: int) -> tuple[list[Block], str]:
    """The blocks of a Markdown text, and a warning if it was too long to be parsed as a whole."""
    text = _untangled(text)
    if len(text) <= _WHOLE:
        return blocks(text, first_line), ""
    found: list[Block] = []
    left = _MAX_MARKED
    for part, line in _slices(text, first_line):
        has_marks = bool(_MARKS.search(part))
        if has_marks and left > 0:
            found += blocks(part, line)
            left -= len(part)
        else:
            left -= has_marks
            found += plain_blocks(part, line)
    shown = f"{_MAX_MARKED:,}"
    is_cut = left < 0
    return (
        found,
        f"is long: after {shown} characters the marks of Markdown were kept" if is_cut else "",
    )


def _untangled(text: str) -> str:
    """The text, where long paragraphs of mostly brackets have no links: the search for the ends of links
    takes a time that grows with the square of their number."""
    if text.count("[") <= _MAX_BRACKETS:
        return text
    parts = text.split("\n\n")
    return "\n\n".join(
        part.replace("[", r"\[") if part.count("[") > max(_MAX_BRACKETS, len(part) // 8) else part
        for part in parts
    )


def plain_blocks(text: str, first_line: int) -> Iterator[Block]:
    """The paragraphs of a text without any marks, their lines joined."""
    line = first_line
    for part in re.split(r"(\n(?:[ \t]*\n)+)", text):
        if part.strip():
            yield Block("text", " ".join(part.split()), line=line)
        line += part.count("\n")


def _slices(text: str, first_line: int) -> Iterator[tuple[str, int]]:
    """Consecutive slices of at least _SLICE characters, with their first lines. They end at empty lines
    outside of fences, or wherever a line ends if there are none for too long."""
    part: list[str] = []
    length, fence, line, start = 0, "", first_line, first_line
    for each in text.splitlines(keepends=True):
        part.append(each)
        length += len(each)
        line += 1
        if found := _FENCE.match(each):
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence):
                fence = ""
        if length >= _SLICE and (not (fence or each.strip()) or length >= _WHOLE):
            yield "".join(part), start
            part, length, start = [], 0, line
    if part:
        yield "".join(part), start
