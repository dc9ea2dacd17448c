"""The text of one element of a page, with all that is in it."""

from __future__ import annotations

from search.reading.formats.html.elements import INLINE
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.tokens import plain


def text_of(tree: PageTree, index: int, between: str = "") -> str:
    """The text of an element in one line. `between` stands where inline elements begin and end; other
    elements part words."""
    parts: list[str] = []
    for name, _, text in tree.tokens[tree.firsts[index] : tree.lasts[index]]:
        tag = name.lstrip("/")
        parts += (between if tag in INLINE and tag != "br" else " ", text)
    return " ".join(plain("".join(parts)).split())
