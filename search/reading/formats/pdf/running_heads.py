"""What stands on every page and is no part of the text: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from search.reading.formats.pdf.lines import Row

_AT_EDGE = 3
"""Rows at the top and at the bottom of a page among which these are."""
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
    least = max(2, min(3, len(pages)), len(pages) // 5)
    kept: list[list[Row]] = []
    found: Counter[str] = Counter()
    for page in pages:
        own = _running(page, counts, least)
        found.update(_key(page[at]) for at in own)
        kept.append([row for at, row in enumerate(page) if at not in own])
    texts = (f"“{key}” ({count} pages)" for key, count in found.most_common(_MOST_NAMED))
    return kept, tuple(f"running head {text}" for text in texts)


def _running(page: Sequence[Row], counts: Counter[str], least: int) -> set[int]:
    """The numbers of the rows of a page that are none of its text: from each edge on, as long as they
    are running heads."""
    own: set[int] = set()
    for edge in (range(len(page)), range(len(page) - 1, -1, -1)):
        for at in list(edge)[:_AT_EDGE]:
            key = _key(page[at])
            is_alone = len(page) > 1 or counts[key] >= least
            if counts[key] >= least or (_NUMBER.fullmatch(_text(page[at])) and is_alone):
                own.add(at)
            else:
                break
    return own


def _at_edges(page: Sequence[Row]) -> Sequence[Row]:
    return [*page[:_AT_EDGE], *page[-_AT_EDGE:]]


def _key(row: Row) -> str:
    """What the same line of other pages has, too: its words, whatever its numbers."""
    return _DIGITS.sub("#", _text(row))


def _text(row: Row) -> str:
    return " ".join(word.text for word in row)
