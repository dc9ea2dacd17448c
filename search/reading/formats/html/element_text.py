"""The text of one element of a page, with all that is in it."""

from __future__ import annotations

from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.tag_facts import SOFT


def text_of(tree: PageTree, index: int) -> str:
    """The text of an element in one line. Other elements than inline ones part words."""
    end = tree.ends[index]
    pieces = tree.pieces[tree.firsts[index] : tree.firsts[end] if end < len(tree) else None]
    parts = [
        " " if piece is None or piece == SOFT else piece
        for element, piece in pieces
        if index <= element < end
    ]
    return " ".join("".join(parts).split())
