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
_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:page|p\.|seite|página|pagina|стр\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|sur|из)\s*\d{1,4})?[-–—|\s.]*",
    re.IGNORECASE,
)
_MOST_NAMED = 10
_DIGITS = re.compile(r"\d+")


def without_running_heads(
    pages: Sequence[Sequence[Row]],
) -> tuple[list[list[Row]], tuple[str, ...]]:
    """The rows of pages without running heads and numbers, and what was left out, as `Draft.left_out`."""
    counts = Counter(key for page in pages for key in {_key(row) for row in _at_edges(page)})
    kept: list[list[Row]] = []
    found: Counter[str] = Counter()
    for page in pages:
        own = {
            *_running(page, counts),
            *(len(page) - 1 - at for at in _running(page[::-1], counts)),
        }
        found.update(_key(page[at]) for at in own)
        kept.append([row for at, row in enumerate(page) if at not in own])
    texts = (f"“{key}” ({count} times)" for key, count in found.most_common(_MOST_NAMED))
    return kept, tuple(f"running head {text}" for text in texts)


def _running(page: Sequence[Row], counts: Counter[str]) -> set[int]:
    """The numbers of the rows of a page, from an edge on, that are none of its text. A line that two
    pages have may be one of the text, unless it is set apart from it."""
    own: set[int] = set()
    for at, row in enumerate(page[:_AT_EDGE]):
        count = counts[_key(row)]
        is_apart = at + 1 < len(page) and _distance(row, page[at + 1]) > _APART * row[0].size
        is_number = _NUMBER.fullmatch(_text(row)) and is_apart
        if not (count >= _SURE or is_number or (count > 1 and is_apart)):
            break
        own.add(at)
    return own


def _distance(one: Row, other: Row) -> float:
    return abs(one[0].base - other[0].base)


def _at_edges(page: Sequence[Row]) -> Sequence[Row]:
    return [*page[:_AT_EDGE], *page[-_AT_EDGE:]]


def _key(row: Row) -> str:
    """What the same line of other pages has, too: its words, whatever its numbers."""
    return _DIGITS.sub("#", _text(row))


def _text(row: Row) -> str:
    return " ".join(word.text for word in row)
