"""What stands on every page and is no part of the text: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from search.reading.formats.pdf.lines import Row

_AT_EDGE = 3
"""Rows at the top and at the bottom of a page among which these are."""
_SURE = 3
"""Pages that have a line, until it is a running head wherever it stands."""
_APART = 1.6
_LARGER = 1.1
_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|p\.|seite|página|pagina|стр\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|sur|из)\s*\d{1,4})?[-–—|\s.]*",
    re.IGNORECASE,
)
_MOST_NAMED = 10
_DIGITS = re.compile(r"\d+")
_FIRST_NUMBER, _LAST_NUMBER = re.compile(r"\d{1,4}(?!\S)"), re.compile(r"(?<!\S)\d{1,4}$")
_COUNTING = 3
"""Pages whose first or last lines count them, whatever else these say: a head may name the chapter."""


def without_running_heads(
    pages: Sequence[Sequence[Row]],
) -> tuple[list[list[Row]], tuple[str, ...]]:
    """The rows of pages without running heads and numbers, and what was left out, as `Draft.left_out`."""
    counts = Counter(key for page in pages for key in {_key(row) for row in _at_edges(page)})
    first_pages = _first_pages(pages)
    kept: list[list[Row]] = []
    found: Counter[str] = Counter()
    for number, page in enumerate(pages):
        firsts = {first + number for first in first_pages}
        own = {
            *_running(page, counts, firsts),
            *(len(page) - 1 - at for at in _running(page[::-1], counts, firsts)),
        }
        found.update(_key(page[at]) for at in own)
        kept.append([row for at, row in enumerate(page) if at not in own])
    texts = (f"“{key}” ({count} times)" for key, count in found.most_common(_MOST_NAMED))
    return kept, tuple(f"running head {text}" for text in texts)


def _first_pages(pages: Sequence[Sequence[Row]]) -> set[int]:
    """The numbers that the first page may have, by those in the first and last lines of pages."""
    counts: Counter[int] = Counter()
    for number, page in enumerate(pages):
        edges = [each for each in (page, page[::-1]) if _is_apart(each, 0)]
        counts.update({found - number for each in edges for found in _numbers(each[0])})
    return {first for first, count in counts.items() if count >= _COUNTING}


def _running(page: Sequence[Row], counts: Counter[str], numbers: set[int]) -> set[int]:
    """The numbers of the rows of a page, from an edge on, that are none of its text. A line that two
    pages have may be one of the text, unless it is set apart from it; so may one with a number of the
    page, of which `numbers` are."""
    own: set[int] = set()
    for at, row in enumerate(page[:_AT_EDGE]):
        count = counts[_key(row)]
        is_numbered = _NUMBER.fullmatch(_text(row)) or (
            _numbers(row) & numbers and not _is_larger(page, at)
        )
        if not (count >= _SURE or ((is_numbered or count > 1) and _is_apart(page, at))):
            break
        own.add(at)
    return own


def _is_apart(page: Sequence[Row], at: int) -> bool:
    """Whether a row is set apart from the next one."""
    row = page[at] if at < len(page) else ()
    return at + 1 < len(page) and _distance(row, page[at + 1]) > _APART * row[0].size


def _is_larger(page: Sequence[Row], at: int) -> bool:
    """Whether a row has larger letters than the next one, as headings have."""
    return at + 1 < len(page) and page[at][0].size > _LARGER * page[at + 1][0].size


def _numbers(row: Row) -> set[int]:
    """The numbers with which a row begins and ends."""
    text = _text(row)
    found = [_FIRST_NUMBER.match(text), _LAST_NUMBER.search(text)]
    return {int(each[0]) for each in found if each}


def _distance(one: Row, other: Row) -> float:
    return abs(one[0].base - other[0].base)


def _at_edges(page: Sequence[Row]) -> Sequence[Row]:
    return [*page[:_AT_EDGE], *page[-_AT_EDGE:]]


def _key(row: Row) -> str:
    """What the same line of other pages has, too: its words, whatever its numbers."""
    return _DIGITS.sub("#", _text(row))


def _text(row: Row) -> str:
    return " ".join(word.text for word in row)
