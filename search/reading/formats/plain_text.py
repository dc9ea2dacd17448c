"""Plain text files: paragraphs between empty lines, a title, a byline and a date before them.

Stars, underscores and angle brackets are characters like all others. But many archives keep Markdown in
files named .txt: a text with front matter, with a heading (`# Title`) at its beginning or with links of
Markdown is read as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from search.config.archive import ArchiveConfig
from search.model.articles import Form
from search.reading.date_parsing import is_dated
from search.reading.decoding import decode
from search.reading.draft import Draft
from search.reading.formats.markdown import markdown_file
from search.reading.formats.markdown.article import article_of
from search.reading.formats.markdown.blocks import Block
from search.reading.formats.markdown.head_lines import is_byline
from search.reading.front_matter import split_front_matter, split_header_lines
from search.reading.person_names import is_person
from search.reading.title_lines import MAX_TITLE, may_be_title

_MARKDOWN = re.compile(r"\s*#{1,2} \S|.*?\]\((?:#|/|https?:|mailto:)", re.DOTALL)
_ADDRESS = re.compile(r"https?://\S+")
_RULE = re.compile(r"[=\-~_*]{3,}\s*")
_ITEM = re.compile(r"\s*(?:[-*•–·]|\d{1,3}[.)])\s+(?=\S)")
_INDENTS = ("  ", "\t")
_LONG = 40
_MOST_IN_HEAD = 3
_WIDE = 100
"""Characters of a line that was not cut to fit a screen: then each line is a paragraph."""


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a text file; raises `Unreadable` if it is not text."""
    text, odd = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front, rest = split_front_matter(text, config.facets)
    is_markdown = bool(front) or bool(_MARKDOWN.match(rest))
    if front is None:
        front, rest = split_header_lines(text, config.facets)
    first_line = 1 + text.count("\n", 0, len(text) - len(rest))
    if is_markdown:
        return markdown_file.parse_text(rest, first_line, front, odd, config)
    return article_of(_blocks(rest, first_line), front, odd, config)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text without a title."""
    return [block for lines, line in _paragraphs(text, 1) for block in _of_paragraph(lines, line)]


def _blocks(text: str, first_line: int) -> list[Block]:
    paragraphs = list(_paragraphs(text, first_line))
    if (
        len(paragraphs) > 2
        and _is_field(paragraphs[0][0])
        and may_be_title(paragraphs[1][0][0].strip())
    ):
        paragraphs[:2] = paragraphs[1::-1]
    found: list[Block] = []
    if title := _title(paragraphs):
        found.append(Block("heading", title.strip(), form=Form(level=1), line=paragraphs[0][1]))
        lines = paragraphs[0][0]
        taken = 2 if len(lines) > 1 and _RULE.fullmatch(lines[1].strip()) else 1
        rest = [(lines[taken:], paragraphs[0][1] + taken)] if lines[taken:] else []
        after = paragraphs[1:]
        is_after_head = taken == 1 and _is_subtitle(lines, after)
        paragraphs = [*after[:1], *rest, *after[1:]] if is_after_head else rest + after
    for lines, line in paragraphs:
        found += _of_paragraph(lines, line)
    return found


def _paragraphs(text: str, first_line: int) -> Iterator[tuple[list[str], int]]:
    """The lines between empty lines, with the number of the first one."""
    lines: list[str] = []
    start = first_line
    for number, line in enumerate(text.split("\n"), first_line):
        if line.strip():
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield lines, start
            lines = []
    if lines:
        yield lines, start


def _title(paragraphs: Sequence[tuple[list[str], int]]) -> str:
    """The first line if it is underlined, or if it is short, no sentence, and alone or before a byline
    or a date; "" if it is not."""
    if not paragraphs:
        return ""
    lines = paragraphs[0][0]
    first = lines[0].strip()
    if len(first) > MAX_TITLE or (len(lines) == 1 and len(paragraphs) == 1):
        return ""
    if len(lines) > 1 and _RULE.fullmatch(lines[1].strip()):
        return first
    is_title = may_be_title(first) and (
        len(lines) == 1 or _are_head(lines[1:]) or _is_subtitle(lines, paragraphs[1:])
    )
    return first if is_title else ""


def _are_head(lines: Sequence[str]) -> bool:
    """Whether the lines after a title begin with a byline or a date, before which a name may stand."""
    if _is_credit(lines[0].strip()):
        return True
    is_dated_name = 1 < len(lines) <= _MOST_IN_HEAD and is_dated(lines[1].strip())
    return is_dated_name and is_person(lines[0].strip())


def _is_subtitle(lines: Sequence[str], after: Sequence[tuple[list[str], int]]) -> bool:
    """Whether a second line is a subtitle: it is no sentence, either, and a byline or a date follows."""
    is_one = len(lines) == 2 and may_be_title(lines[1].strip()) and bool(after)
    return is_one and any(_is_credit(line.strip()) for line in after[0][0])


def _is_field(lines: Sequence[str]) -> bool:
    """Whether a paragraph is a date or an address, which may stand before the title."""
    line = lines[0].strip()
    return len(lines) == 1 and (is_dated(line) or bool(_ADDRESS.fullmatch(line)))


def _is_credit(line: str) -> bool:
    """Whether a line is a byline or a date."""
    is_by = bool(re.match(r"by:? \S", line, re.IGNORECASE))
    return is_by or is_dated(line) or (len(line) <= MAX_TITLE and is_byline(line))


def _of_paragraph(lines: Sequence[str], line: int) -> Iterator[Block]:
    starts = _indented(lines)
    if len(starts) > 1 or (starts and starts[0] > 0):
        for start, end in pairwise((*sorted({0, *starts}), len(lines))):
            yield from _of_lines([each.strip() for each in lines[start:end]], line + start)
    else:
        yield from _of_lines(lines, line)


def _indented(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that begin a paragraph because they are indented, as in books: others are
    not, and they are long; or the space is as wide as a character."""
    wide = [number for number, line in enumerate(lines) if line.startswith("\u3000")]
    if wide:
        return wide
    found = [number for number, line in enumerate(lines) if line.startswith(_INDENTS)]
    is_book = 0 < len(found) < len(lines) and found[0] == 0
    is_long = max(map(len, lines)) >= _LONG and not any(map(_ITEM.match, lines))
    return found if is_book and is_long else []


def _of_lines(lines: Sequence[str], line: int) -> Iterator[Block]:
    if all(map(_ITEM.match, lines)) and not _RULE.fullmatch(lines[0]):
        for number, each in enumerate(lines, line):
            yield Block("item", _ITEM.sub("", each, count=1), line=number)
    elif len(lines) == 1 and _RULE.fullmatch(lines[0].strip()):
        yield Block("break", lines[0].strip(), line=line)
    elif len(lines) > 1 and max(map(len, lines)) > _WIDE:
        for number, each in enumerate(lines, line):
            yield Block("text", each.strip(), line=number)
    else:
        rows = [Block("text", each.strip(), line=number) for number, each in enumerate(lines, line)]
        short = tuple(rows) if 1 < len(rows) <= 6 else ()
        yield Block("text", " ".join(row.text for row in rows), line=line, rows=short)
