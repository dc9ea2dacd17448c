"""Markdown of any length in bounded memory: a long text is cut into slices between its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from search.reading.formats.markdown.blocks import Block, blocks

_WHOLE = 300_000
"""Characters that are parsed in one go; what is longer is cut."""
_SLICE = 100_000
_WHOLE_WORK, _MOST_WORK = 1_000_000, 1_500_000
"""The work (see `_work`) of a text that is parsed in one go, and of all its slices together."""
_MARKS = re.compile(
    r"[*_`\[\]<&\\~|]|^[ \t]*(?:[#>+=-]|\d{1,9}[.)][ \t])|^(?: {4}|\t)|[ \t]{2}$", re.MULTILINE
)
_STARTS = re.compile(r"^[ \t]*(?:[#>+*-]|\d{1,9}[.)])", re.MULTILINE)
_SMALL = 20_000
_MAX_BRACKETS = 1_000
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def blocks_of_any_length(text: str, first_line: int) -> tuple[list[Block], str]:
    """The blocks of a Markdown text, and a warning if it was too long to be parsed as a whole."""
    text = _untangled(text)
    if len(text) <= _SMALL or (len(text) <= _WHOLE and _work(text) <= _WHOLE_WORK):
        return blocks(text, first_line), ""
    found: list[Block] = []
    left, plain_from = _MOST_WORK, 0
    for part, line in _slices(text, first_line):
        work = _work(part) if _MARKS.search(part) else 0
        if 0 < work <= left:
            found += blocks(part, line)
            left -= work
        else:
            found += plain_blocks(part, line)
            plain_from = plain_from or (line if work else 0)
    is_cut = f"is long: from line {plain_from} on some marks of Markdown were kept"
    return found, is_cut if plain_from else ""


def _work(text: str) -> int:
    """About how many microseconds the parser needs for a text."""
    marks = sum(map(text.count, "*_`[<>&\\~|")) + 3 * text.count("://")
    starts = sum(1 for _ in _STARTS.finditer(text))
    return len(text) // 4 + 20 * text.count("\n") + 15 * marks + 30 * starts


def _untangled(text: str) -> str:
    """The text, where long paragraphs have no links if they are mostly brackets or never close them: the
    search for the ends of links takes a time that grows with the square of their number."""
    if text.count("[") <= _MAX_BRACKETS:
        return text
    parts = text.split("\n\n")
    return "\n\n".join(part.replace("[", r"\[") if _is_tangled(part) else part for part in parts)


def _is_tangled(part: str) -> bool:
    count = part.count("[")
    if count <= _MAX_BRACKETS:
        return False
    return count > len(part) // 8 or _depth(part) > _MAX_BRACKETS


def _depth(part: str) -> int:
    """How many brackets are open at once, at most."""
    return max(accumulate(1 if each == "[" else -1 for each in re.findall(r"[\[\]]", part)))


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
