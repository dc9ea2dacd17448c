"""The text of one element of a page, with all that is in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.tag_facts import SOFT


def text_of(tree: PageTree, index: int, without: Sequence[int] = ()) -> str:
    """The text of an element in one line, without some of its children (rising). Other elements than
    inline ones part words."""
    end = tree.ends[index]
    pieces = tree.pieces[tree.firsts[index] : tree.firsts[end] if end < len(tree) else None]
    parts = [
        " " if piece is None or piece == SOFT or _is_in(tree, element, without) else piece
        for element, piece in pieces
        if index <= element < end
    ]
    return " ".join("".join(parts).split())


def _is_in(tree: PageTree, element: int, several: Sequence[int]) -> bool:
    """Whether an element is inside one of several (rising)."""
    before = bisect_right(several, element) - 1
    return before >= 0 and tree.is_inside(element, several[before])
