"""Lines as paragraphs, over the ends of columns and pages, with the words whole that lines cut."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from search.model.articles import PLAIN, Form
from search.reading.formats.markdown.blocks import Block, Kind
from search.reading.formats.pdf.lines import Line

_SAME_SIZE = 0.08
_LEADING = 1.3
"""How many times the usual distance of lines a distance is that parts paragraphs."""
_LEADING_OF_TITLES = 1.8
_INDENT = 0.7
_LARGE = 1.12
_MAX_HEADING = 200
_SENTENCE_ENDS = re.compile(r"[.!?:;…。！？]['\"”’»)\]\d]*$")
_ITEM = re.compile(r"(?:[•●▪◦‣∙*]|[–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_CUT = re.compile(r"(?<=[^\W\d_])-$")
_CUT_NUMBER = re.compile(r"\d[-–]$")
_KEEPING = re.compile(
    r"(?:^|[\s(\"'“‘])(?:[^\W\d_]|self|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)-$",
    re.IGNORECASE,
)
"""A hyphen that nobody puts between the syllables of one word."""
_ADDRESS = re.compile(r"(?:\S*/|www\.|\S*@)\S*$")
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in a document: the height of letters, and the distance of lines in such heights."""

    size: float
    leading: float


def usual_of(lines: Sequence[Line]) -> Usual:
    """What is usual in lines, of which there is at least one."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0]
    steps = [
        (before.base - line.base) / line.size
        for before, line in pairwise(lines)
        if before.column == line.column and _is_like(before.size, line.size)
    ]
    near = [step for step in steps if 0.5 < step < 2.2]
    return Usual(size, median(near) if near else 1.0)


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The paragraphs and headings of a document whose lines are in the order of reading."""
    if not lines:
        return []
    usual = usual_of(lines)
    parts = list(_parts(lines, usual))
    heights = sorted(
        {round(part[0].size, 1) for part in parts if _is_heading(part, usual)}, reverse=True
    )
    words = _words(lines)
    return [_block(part, usual, heights, words, number) for number, part in enumerate(parts, 1)]


def _parts(lines: Sequence[Line], usual: Usual) -> Iterator[list[Line]]:
    """The lines of each paragraph."""
    part: list[Line] = []
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        if part and _begins(part, line, after, usual):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _begins(part: Sequence[Line], line: Line, after: Line | None, usual: Usual) -> bool:
    """Whether a line begins a paragraph after the lines of the last one."""
    before = part[-1]
    if not _is_like(before.size, line.size) or (
        before.is_bold != line.is_bold and _is_short(before)
    ):
        return True
    if before.column != line.column or line.base > before.base:
        return _begins_elsewhere(before, line, after)
    step = (before.base - line.base) / line.size
    if min(before.size, line.size) > _LARGE * usual.size:  # lines of a title, centred or not
        return step > _LEADING_OF_TITLES
    if step > _LEADING * usual.leading:
        return True
    if _ITEM.match(line.text) and (_ends(before) or _ITEM.match(part[0].text)):
        return True
    if _is_indented(line, after) and (_ends(before) or line.text[:1].isupper()):
        return True
    return _is_short_end(before, line) and _ends(before)


def _begins_elsewhere(before: Line, line: Line, after: Line | None) -> bool:
    """Whether the first line of a column or a page begins a paragraph."""
    if _CUT.search(before.text) or line.text[:1].islower():
        return False
    return _ends(before) or _is_indented(line, after) or bool(_ITEM.match(line.text))


def _is_indented(line: Line, after: Line | None) -> bool:
    """Whether a line stands farther in than the next one, or than its column if there is none."""
    if after is None or after.column != line.column or after.base > line.base:
        return line.left > line.column[0] + _INDENT * line.size
    return line.left > after.left + _INDENT * line.size


def _is_short_end(before: Line, line: Line) -> bool:
    """Whether the first word of a line had had room in the line before it."""
    room = before.column[1] - before.right
    return room > line.first + 0.9 * line.size


def _is_short(line: Line) -> bool:
    return line.right - line.left < 0.85 * (line.column[1] - line.column[0])


def _ends(line: Line) -> bool:
    return bool(_SENTENCE_ENDS.search(line.text))


def _is_like(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def _is_heading(part: Sequence[Line], usual: Usual) -> bool:
    length = sum(len(line.text) for line in part)
    if length > _MAX_HEADING or not any(each.isalpha() for line in part for each in line.text):
        return False
    if part[0].size > _LARGE * usual.size:
        return True
    is_alone = len(part) <= 2 and all(line.is_bold for line in part)
    return (
        is_alone and part[0].size > 0.9 * usual.size and not part[-1].text.endswith((".", ",", ":"))
    )


def _block(
    part: Sequence[Line], usual: Usual, heights: Sequence[float], words: frozenset[str], number: int
) -> Block:
    text = joined((line.text for line in part), words)
    if _is_heading(part, usual):
        level = min(heights.index(round(part[0].size, 1)) + 1, 6)
        return Block("heading", text, form=Form(level=level), line=number)
    kind: Kind = "text"
    if item := _ITEM.match(text):
        is_mark = not item[0].strip().strip("(.)").isalnum()
        kind, text = ("item", text[item.end() :]) if is_mark else ("text", text)
    rows = _rows(part, number) if kind == "text" else ()
    return Block(kind, text, form=PLAIN, line=number, rows=rows)


def _rows(part: Sequence[Line], number: int) -> tuple[Block, ...]:
    """The lines of a short paragraph, which may be a byline and a date."""
    if not 1 < len(part) <= 6 or sum(len(line.text) for line in part) > 400:
        return ()
    return tuple(Block("text", line.text, line=number) for line in part)


def joined(texts: Iterable[str], words: frozenset[str]) -> str:
    """Lines as one text. A hyphen at the end of a line is none of the word, unless the document has the
    word with it (`words`) elsewhere, it is one that English words have, or what follows is a name or a
    number."""
    text = ""
    for each in texts:
        if text and _CUT.search(text):
            end, start = re.search(r"[^\W\d_]+(?=-$)", text), _WORD.match(each)
            whole = f"{end[0]}-{start[0]}".casefold() if end and start else ""
            is_kept = _ADDRESS.search(text) or _KEEPING.search(text) or whole in words
            is_word = not start or not start[0][0].islower() or is_kept
            text = (text if is_word else text[:-1]) + each
        elif _CUT_NUMBER.search(text) and each[:1].isdigit():
            text += each
        else:
            text = f"{text} {each}" if text else each
    return text


def _words(lines: Iterable[Line]) -> frozenset[str]:
    """The words with hyphens inside of lines."""
    found = (word for line in lines for word in _HYPHENATED.findall(line.text))
    return frozenset(word.casefold() for word in found)
