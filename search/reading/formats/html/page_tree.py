"""A page as flat lists: elements in document order, numbered, with the pieces of text between them.

What follows, from pruning to choosing the text, works with numbers of elements and never walks up from a
line, so that its time is linear in the page whatever the nesting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from search.reading.formats.html.elements import ASIDE, BLOCKS, INLINE, VOID
from search.reading.formats.html.tokens import (
    Token,
    attributes_of,
    plain,
    tokens_of,
    without_asides,
)

SOFT = "\0"
"""Where an element was removed, or an unknown one begins or ends: a space if words would touch."""

_NO_ATTRIBUTES: Mapping[str, str] = {}


@dataclass(slots=True)
class PageTree:
    """Elements by number; the root is 0, and a parent comes before its children.

    `ends[i]` is one more than the number of the last descendant of `i`. `blocks[i]` is the nearest block
    at or above `i`. `sizes[i]` are the characters in `i`. `pieces` are texts in document order, each with
    the number of the element that contains it; None instead of a text marks the beginning or the end of a
    block. White space at the beginning of a block is no piece. `counted` has the links and the characters
    of elements whose contents are no part of the tree. The markup of `i` is in the `tokens` from
    `firsts[i]` to `lasts[i]`.
    """

    tokens: Sequence[Token]
    tags: list[str] = field(default_factory=list)
    attributes: list[Mapping[str, str]] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    pieces: list[tuple[int, str | None]] = field(default_factory=list)
    counted: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    sizes: Sequence[float] = ()

    def __len__(self) -> int:
        return len(self.tags)

    def totals(self, own: Sequence[float]) -> list[float]:
        """The sums of a value of each element and of all its descendants."""
        sums = list(own)
        for index in range(len(sums) - 1, 0, -1):
            sums[self.parents[index]] += sums[index]
        return sums

    def is_inside(self, index: int, ancestor: int) -> bool:
        return ancestor <= index < self.ends[ancestor]

    def tagged(self, tag: str) -> list[int]:
        return [index for index, each in enumerate(self.tags) if each == tag]

    def has_one_of(self, elements: Sequence[int], index: int) -> bool:
        """Whether one of some elements, in order, is the element of that number or inside it."""
        first = bisect_left(elements, index)
        return first < len(elements) and elements[first] < self.ends[index]


def page_tree(markup: str) -> PageTree:
    """The tree of sanitized markup. What is in menus and other elements of `ASIDE` is only counted."""
    tokens, counts = without_asides(tokens_of(f"<html><body>{markup}</body></html>"))
    tree = PageTree(tokens)
    tags, parents, pieces = tree.tags, tree.parents, tree.pieces
    current = -1
    for number, (name, attributes, text) in enumerate(tokens):
        is_end = name[0] == "/"
        element = current if is_end else _open(tree, name, attributes, current, number)
        tag = tags[element]
        if tag not in INLINE:
            pieces.append((element, None if tag in BLOCKS else SOFT))
        if is_end:
            tree.ends[element], tree.lasts[element] = len(parents), number
            current = parents[element]
        elif tag not in VOID:
            current = element
        if text and (pieces[-1][1] is not None or not text.isspace()):
            pieces.append((current, plain(text)))
    asides = [index for index, tag in enumerate(tags) if tag in ASIDE]
    tree.counted = dict(zip(asides, counts, strict=True))
    tree.sizes = tree.totals(_own_sizes(tree))
    return tree


def _open(tree: PageTree, tag: str, given: str, parent: int, number: int) -> int:
    index = len(tree.tags)
    attributes = attributes_of(given) if given else _NO_ATTRIBUTES
    tree.tags.append(tag)
    tree.attributes.append(attributes)
    tree.names.append(
        _names(attributes.get("class", ""), attributes.get("id", "")) if given else ()
    )
    tree.parents.append(parent)
    tree.ends.append(index + 1)
    tree.blocks.append(index if tag in BLOCKS or parent < 0 else tree.blocks[parent])
    tree.firsts.append(number)
    tree.lasts.append(number)
    if tag == "br":
        tree.pieces.append((index, "\n"))
    return index


def _own_sizes(tree: PageTree) -> list[float]:
    sizes = [0.0] * len(tree)
    for index, piece in tree.pieces:
        if piece:
            sizes[index] += len(piece.strip())
    return sizes


@lru_cache(maxsize=8_192)
def _names(classes: str, id: str) -> tuple[str, ...]:
    return (*classes.split(), *filter(None, (id.strip(),)))
