"""What a page shows around its text: the main heading, and where its author and date may be.

A tree that can be searched with selectors takes ten times as long to build as the flat one, so it is
built of a part of the page, and only if the head leaves a field open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from search.reading.formats.html.name_rules import is_beside
from search.reading.formats.html.page_tree import SOFT, PageTree
from search.reading.formats.html.pruning import structural

_LONG = 400
"""Characters of a paragraph that is no byline."""
_MANY = 8
_WHOLE_SHARE = 0.5


def main_heading(tree: PageTree) -> str:
    """The text of the first main heading; "" if there is none."""
    heading = next((index for index, tag in enumerate(tree.tags) if tag == "h1"), None)
    if heading is None:
        return ""
    inside = (piece or " " for index, piece in tree.pieces if tree.is_inside(index, heading))
    return " ".join("".join(inside).replace(SOFT, " ").split())


def surroundings(tree: PageTree) -> str:
    """The markup of a page without menus, sidebars, comments and long paragraphs.

    Changes the elements of the tree, so it is the last that is asked of one.
    """
    sizes = tree.sizes()
    dropped = {
        *structural(tree, sizes),
        *_beside(tree, sizes),
        *_long(tree, sizes),
        *_empty(tree, sizes),
        *_lists(tree),
    }
    for index in sorted(dropped):
        element = tree.elements[index]
        if element.getparent() is not None:
            _drop(element)
    return str(etree.tostring(tree.elements[0], encoding="unicode", method="html"))


def _drop(element: etree._Element) -> None:
    """Remove an element, and leave a space and the text after it."""
    parent, before, tail = element.getparent(), element.getprevious(), f" {element.tail or ''}"
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)


def _beside(tree: PageTree, sizes: Sequence[float]) -> Iterator[int]:
    """The elements whose names say that they stand beside the article, without those that wrap it."""
    most = _WHOLE_SHARE * sizes[0]
    for index, names in enumerate(tree.names):
        if names and sizes[index] < most and is_beside(names):
            yield index


def _empty(tree: PageTree, sizes: Sequence[float]) -> Iterator[int]:
    """The elements without a text and without a value in an attribute."""
    values = tree.totals(
        [float("datetime" in each or "content" in each) for each in tree.attributes]
    )
    return (
        i for i, size in enumerate(sizes) if not size and not values[i] and tree.tags[i] != "br"
    )


def _lists(tree: PageTree) -> Iterator[int]:
    """The lists of more entries than an article has authors."""
    for index, tag in enumerate(tree.tags):
        if tag in ("ul", "ol") and tree.tags[index : tree.ends[index]].count("li") > _MANY:
            yield index


def _long(tree: PageTree, sizes: Sequence[float]) -> Iterator[int]:
    """The blocks of one long text."""
    blocks = tree.totals([float(block == index) for index, block in enumerate(tree.blocks)])
    for index, size in enumerate(sizes):
        if size > _LONG and blocks[index] == 1 and tree.blocks[index] == index:
            yield index
