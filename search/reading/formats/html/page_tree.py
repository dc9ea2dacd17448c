"""A page as flat lists: elements in document order, numbered, with the pieces of text between them.

What follows, from pruning to choosing the text, works with numbers of elements and never walks up from a
line, so that its time is linear in the page whatever the nesting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.reading.formats.html.elements import ASIDE, BLOCKS, INLINE, VOID
from search.reading.formats.html.tokens import (
    Aside,
    Token,
    attributes_of,
    plain,
    tokens_of,
    without_asides,
)

SOFT = "\0"
"""Where an element was removed, or an unknown one begins or ends: a space if words would touch."""

Piece = tuple[int, str | None]
_BARE: tuple[Mapping[str, str], tuple[str, ...]] = ({}, ())


@dataclass(frozen=True, slots=True)
class PageTree:
    """Elements by number; the root is 0, and a parent comes before its children.

    `places` are the elements of each tag.

    `ends[i]` is one more than the number of the last descendant of `i`. `blocks[i]` is the nearest block
    at or above `i`. `sizes[i]` are the characters in `i`. `pieces` are texts in document order, each with
    the number of the element that contains it; None instead of a text marks the beginning or the end of a
    block. White space at the beginning of a block is no piece. `asides` are the contents of
    the elements of `ASIDE`, which are no other part of the tree. The markup of `i` is in the
    `tokens` from `firsts[i]` to `lasts[i]`.
    """

    tokens: Sequence[Token]
    tags: Sequence[str]
    places: Mapping[str, Sequence[int]]
    attributes: Sequence[Mapping[str, str]]
    names: Sequence[tuple[str, ...]]
    parents: Sequence[int]
    ends: Sequence[int]
    blocks: Sequence[int]
    firsts: Sequence[int]
    lasts: Sequence[int]
    pieces: Sequence[Piece]
    sizes: Sequence[float]
    asides: Mapping[int, Aside]

    def __len__(self) -> int:
        return len(self.tags)

    def totals(self, own: Sequence[float]) -> list[float]:
        """The sums of a value of each element and of all its descendants."""
        return _totals(own, self.parents)

    def is_inside(self, index: int, ancestor: int) -> bool:
        return ancestor <= index < self.ends[ancestor]

    def tagged(self, tag: str) -> Sequence[int]:
        return self.places.get(tag, ())

    def has_one_of(self, elements: Sequence[int], index: int) -> bool:
        """Whether one of some elements, in order, is the element of that number or inside it."""
        first = bisect_left(elements, index)
        return first < len(elements) and elements[first] < self.ends[index]


def page_tree(markup: str) -> PageTree:
    """The tree of sanitized markup. What is in menus and other elements of `ASIDE` is only counted."""
    kept, asides = without_asides(markup)
    tokens = tokens_of(f"<html><body>{kept}</body></html>")
    starts = [token for token in tokens if token[0][0] != "/"]
    tags = [name for name, _, _ in starts]
    described = [_with_names(*start[:2]) for start in starts]
    places: dict[str, list[int]] = {}
    for index, tag in enumerate(tags):
        places.setdefault(tag, []).append(index)
    parents, ends, firsts, lasts, pieces = _structure(tokens, tags)
    of_asides = sorted(index for tag in ASIDE for index in places.get(tag, ()))
    return PageTree(
        tokens=tokens,
        tags=tags,
        places=places,
        attributes=[attributes for attributes, _ in described],
        names=[names for _, names in described],
        parents=parents,
        ends=ends,
        blocks=_blocks(tags, parents),
        firsts=firsts,
        lasts=lasts,
        pieces=pieces,
        sizes=_totals(_own_sizes(pieces, len(tags)), parents),
        asides=dict(zip(of_asides, asides, strict=True)),
    )


def _with_names(tag: str, attributes: str) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The attributes and names of an element; a tag of the page's own, as `site-menu`, is a name, too."""
    found = _described(attributes) if attributes else _BARE
    return (found[0], (*found[1], tag)) if "-" in tag else found


def _structure(
    tokens: Sequence[Token], tags: Sequence[str]
) -> tuple[list[int], list[int], list[int], list[int], list[Piece]]:
    """The parents, the ends, the first and the last tokens of the elements, and the pieces."""
    parents: list[int] = []
    ends = list(range(1, len(tags) + 1))
    firsts: list[int] = []
    lasts = [0] * len(tags)
    pieces: list[Piece] = []
    current = -1
    for number, (name, _, text) in enumerate(tokens):
        if name[0] == "/":
            element, tag = current, tags[current]
            current = parents[element]
            ends[element], lasts[element] = len(parents), number
        else:
            element, tag = len(parents), name
            parents.append(current)
            firsts.append(number)
            lasts[element] = number
            if tag not in VOID:
                current = element
        if tag not in INLINE:
            pieces.append((element, None if tag in BLOCKS else SOFT))
        elif tag == "br":
            pieces.append((element, "\n"))
        if text and (pieces[-1][1] is not None or not text.isspace()):
            pieces.append((current, plain(text)))
    return parents, ends, firsts, lasts, pieces


def _blocks(tags: Sequence[str], parents: Sequence[int]) -> list[int]:
    blocks = [0]
    for index in range(1, len(tags)):
        blocks.append(index if tags[index] in BLOCKS else blocks[parents[index]])
    return blocks


def _own_sizes(pieces: Sequence[Piece], count: int) -> list[float]:
    sizes = [0.0] * count
    for index, piece in pieces:
        if piece:
            sizes[index] += len(piece.strip())
    return sizes


def _totals(own: Sequence[float], parents: Sequence[int]) -> list[float]:
    sums = list(own)
    for index in range(len(sums) - 1, 0, -1):
        if sums[index]:
            sums[parents[index]] += sums[index]
    return sums


@lru_cache(maxsize=8_192)
def _described(text: str) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The attributes of an element, and its names: its classes and its id."""
    attributes = attributes_of(text)
    id = attributes.get("id", "").strip()
    return attributes, (*attributes.get("class", "").split(), *filter(None, (id,)))
