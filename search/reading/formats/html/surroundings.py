"""What a page shows around its text: the main heading, and where its author and date may be.

A tree that can be searched with selectors takes ten times as long to build as the flat one, so it is
built of a part of the page, and only if the head leaves a field open.
"""

from __future__ import annotations

from collections.abc import Iterator

from search.reading.formats.html.name_rules import is_beside
from search.reading.formats.html.page_tree import SOFT, PageTree
from search.reading.formats.html.pruning import structural
from search.reading.formats.html.tokens import Token

_LONG = 400
"""Characters of a paragraph that is no byline."""
_MANY = 8
_MOST = 10_000
"""Tags and texts, far more than those of a page that people wrote."""
_WHOLE_SHARE = 0.5


def main_heading(tree: PageTree) -> str:
    """The text of the first main heading; "" if there is none."""
    heading = next((index for index, tag in enumerate(tree.tags) if tag == "h1"), None)
    if heading is None:
        return ""
    inside = (piece or " " for index, piece in tree.pieces if tree.is_inside(index, heading))
    return " ".join("".join(inside).replace(SOFT, " ").split())


def surroundings(tree: PageTree) -> str:
    """The markup of a page without menus, sidebars, comments and long paragraphs."""
    kept: list[str] = []
    start = 0
    for index in _dropped(tree):
        if tree.firsts[index] >= start:
            kept += map(_markup, tree.tokens[start : tree.firsts[index]])
            start = tree.lasts[index] + 1
            kept += (" ", tree.tokens[start - 1][2])
    kept += map(_markup, tree.tokens[start:])
    return "".join(kept[:_MOST])


def _markup(token: Token) -> str:
    name, attributes, text = token
    return f"<{name}{attributes}>{text}"


def _dropped(tree: PageTree) -> list[int]:
    every = (structural(tree), _beside(tree), _long(tree), _empty(tree), _lists(tree))
    return sorted({index for some in every for index in some})


def _beside(tree: PageTree) -> Iterator[int]:
    """The elements whose names say that they stand beside the article, without those that wrap it."""
    most = _WHOLE_SHARE * tree.sizes[0]
    for index, names in enumerate(tree.names):
        if names and is_beside(names) and tree.sizes[index] < most:
            yield index


def _empty(tree: PageTree) -> Iterator[int]:
    """The elements without a text and without a value in an attribute."""
    valued = [
        i for i, each in enumerate(tree.attributes) if "datetime" in each or "content" in each
    ]
    for index, size in enumerate(tree.sizes):
        if not size and tree.tags[index] != "br" and not tree.has_one_of(valued, index):
            yield index


def _lists(tree: PageTree) -> Iterator[int]:
    """The lists of more entries than an article has authors."""
    for index, tag in enumerate(tree.tags):
        if tag in ("ul", "ol") and tree.tags[index : tree.ends[index]].count("li") > _MANY:
            yield index


def _long(tree: PageTree) -> Iterator[int]:
    """The blocks of one long text."""
    blocks = [index for index, block in enumerate(tree.blocks) if index == block]
    for index, following in zip(blocks, (*blocks[1:], len(tree)), strict=True):
        if tree.sizes[index] > _LONG and following >= tree.ends[index]:
            yield index
