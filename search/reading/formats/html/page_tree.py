"""A page as flat lists: elements in document order, numbered, with the pieces of text between them.

An lxml tree is walked once. What follows, from pruning to choosing the text, works with numbers of
elements and never walks up from a line, so that its time is linear in the page whatever the nesting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import lxml.html
from lxml import etree

from search.reading.formats.html.elements import BLOCKS, INLINE

SOFT = "\0"
"""Where an element was removed, or an unknown one begins or ends: a space if words would touch."""


@dataclass(slots=True)
class PageTree:
    """Elements by number; the root is 0, and a parent comes before its children.

    `ends[i]` is one more than the number of the last descendant of `i`. `blocks[i]` is the nearest block
    at or above `i`. `pieces` are texts in document order, each with the number of the element that
    contains it; None instead of a text marks the beginning or the end of a block.
    """

    elements: list[etree._Element] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[dict[str, str]] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    pieces: list[tuple[int, str | None]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.tags)

    def totals(self, own: Sequence[float]) -> list[float]:
        """The sums of a value of each element and of all its descendants."""
        sums = list(own)
        for index in range(len(sums) - 1, 0, -1):
            sums[self.parents[index]] += sums[index]
        return sums

    def sizes(self) -> list[float]:
        """The characters in each element."""
        own = [0.0] * len(self)
        for index, piece in self.pieces:
            own[index] += len(piece.strip()) if piece else 0
        return self.totals(own)

    def is_inside(self, index: int, ancestor: int) -> bool:
        return ancestor <= index < self.ends[ancestor]


def page_tree(markup: str) -> PageTree:
    """The tree of sanitized markup."""
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    root = lxml.html.document_fromstring(f"<html><body>{markup}</body></html>", parser=parser)
    tree = PageTree()
    pieces, parents = tree.pieces, tree.parents
    current = -1
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag)
        if event == "start":
            current = _open(tree, tag, element, current)
            text, owner = element.text, current
        else:
            tree.ends[current] = len(parents)
            text, owner = element.tail, parents[current]
        if tag not in INLINE:
            pieces.append((current, None if tag in BLOCKS else SOFT))
        if text:
            pieces.append((owner, text))
        current = owner
    return tree


def _open(tree: PageTree, tag: str, element: etree._Element, parent: int) -> int:
    index = len(tree.tags)
    attributes = dict(element.items())
    names = attributes.get("class", "").split()
    id = attributes.get("id", "").strip()
    tree.elements.append(element)
    tree.tags.append(tag)
    tree.attributes.append(attributes)
    tree.names.append((*names, id) if id else tuple(names))
    tree.parents.append(parent)
    tree.ends.append(index + 1)
    tree.blocks.append(index if tag in BLOCKS or parent < 0 else tree.blocks[parent])
    if tag == "br":
        tree.pieces.append((index, "\n"))
    return index
