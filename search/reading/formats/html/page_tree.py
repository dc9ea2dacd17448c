"""A page as flat lists: elements in document order, numbered, with the pieces of text between them.

What follows, from pruning to choosing the text, works with numbers of elements and never walks up from a
line, so that its time is linear in the page whatever the nesting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.reading.formats.html.elements import ASIDE
from search.reading.formats.html.tag_facts import LONG, TagFacts, facts_of, names_in
from search.reading.formats.html.tokens import (
    Aside,
    Token,
    attributes_of,
    parsed_attributes,
    plain,
    tokens_of,
    without_asides,
)

Piece = tuple[int, str | None]


@dataclass(frozen=True, slots=True)
class PageTree:
    """Elements by number; the root is 0, and a parent comes before its children.

    `starts` are the tags that begin the elements, `tags` their names, `facts` what rules make of them;
    `notable` are the elements that a rule may ask for, in order.

    `ends[i]` is one more than the number of the last descendant of `i`. `blocks[i]` is the nearest block
    at or above `i`. `marks[i]` is what the inline elements around the text of `i` say of it. `sizes[i]`
    is the number of characters in `i`.

    `pieces` are texts in document order, each with the number of the element that contains it; None
    instead of a text marks the beginning or the end of a block. White space at the beginning of a block
    is no piece. The pieces of `i` begin at `firsts[i]`. `asides` are the contents of the elements of
    `ASIDE`, which are no other part of the tree.
    """

    starts: Sequence[str]
    tags: Sequence[str]
    facts: Sequence[TagFacts]
    notable: Sequence[int]
    parents: Sequence[int]
    ends: Sequence[int]
    blocks: Sequence[int]
    marks: Sequence[int]
    firsts: Sequence[int]
    pieces: Sequence[Piece]
    sizes: Sequence[float]
    asides: Mapping[int, Aside]

    def __len__(self) -> int:
        return len(self.tags)

    def totals(self, own: Sequence[float]) -> list[float]:
        """The sums of a value of each element and of all its descendants."""
        return _totals(own, self.parents)

    def attributes(self, index: int) -> Mapping[str, str]:
        start = self.starts[index]
        return attributes_of(start) if len(start) <= LONG else parsed_attributes(start)

    def names(self, index: int) -> Sequence[str]:
        """The classes and the id of an element."""
        return names_in(self.attributes(index)) if " " in self.starts[index] else ()

    def is_inside(self, index: int, ancestor: int) -> bool:
        return ancestor <= index < self.ends[ancestor]

    def children(self, index: int) -> Iterator[int]:
        child = index + 1
        while child < self.ends[index]:
            yield child
            child = self.ends[child]

    def tagged(self, tag: str) -> Sequence[int]:
        """The elements of a notable tag."""
        return [index for index in self.notable if self.tags[index] == tag]

    def marked(self, item: str) -> Sequence[int]:
        """The elements with that `itemprop`."""
        return [index for index in self.notable if self.facts[index].item == item]

    def has_one_of(self, elements: Sequence[int], index: int) -> bool:
        """Whether one of some elements, in order, is the element of that number or inside it."""
        first = bisect_left(elements, index)
        return first < len(elements) and elements[first] < self.ends[index]


def page_tree(markup: str) -> PageTree:
    """The tree of sanitized markup. What is in menus and other elements of `ASIDE` is only counted."""
    kept, asides = without_asides(markup)
    tokens = tokens_of(f"<html><body>{kept}</body></html>")
    starts = [tag for tag, _, _ in tokens if tag[0] != "/"]
    facts = facts_of(starts)
    walk = _walked(tokens, facts)
    tags = [each.tag for each in facts]
    notable = [index for index, each in enumerate(facts) if each.is_notable]
    of_asides = [index for index in notable if tags[index] in ASIDE]
    return PageTree(
        starts=starts,
        tags=tags,
        facts=facts,
        notable=notable,
        parents=walk.parents,
        ends=walk.ends,
        blocks=walk.blocks,
        marks=walk.marks,
        firsts=walk.firsts,
        pieces=walk.pieces,
        sizes=_totals(walk.sizes, walk.parents),
        asides=dict(zip(of_asides, asides, strict=True)),
    )


class _Walk(NamedTuple):
    """As in `PageTree`, but the `sizes` of elements are those without their descendants."""

    parents: list[int]
    ends: list[int]
    blocks: list[int]
    marks: list[int]
    firsts: list[int]
    pieces: list[Piece]
    sizes: list[int]


def _walked(tokens: Iterable[Token], facts: Sequence[TagFacts]) -> _Walk:
    """What one walk through all tags and texts finds. It is one loop over plain lists, as it is taken for
    each tag of each page."""
    parents: list[int] = []
    blocks: list[int] = []
    marks: list[int] = []
    firsts: list[int] = []
    pieces: list[Piece] = []
    ends, sizes = [*range(1, len(facts) + 1)], [0] * len(facts)
    current = -1
    for tag, _, text in tokens:
        if tag[0] == "/":
            if (bound := facts[current].bound) != "":
                pieces.append((current, bound))
            ends[current] = len(parents)
            current = parents[current]
        else:
            element = len(parents)
            own = facts[element]
            parents.append(current)
            firsts.append(len(pieces))
            if own.is_block:
                blocks.append(element)
                marks.append(0)
                pieces.append((element, None))
            else:
                blocks.append(blocks[current])
                marks.append(marks[current] | own.mark)
                if own.bound:
                    pieces.append((element, own.bound))
            if not own.is_void:
                current = element
        if text and (pieces[-1][1] is not None or not text.isspace()):
            shown = plain(text) if "&" in text else text
            pieces.append((current, shown))
            sizes[current] += len(shown.strip())
    return _Walk(parents, ends, blocks, marks, firsts, pieces, sizes)


def _totals(own: Sequence[float], parents: Sequence[int]) -> list[float]:
    sums = list(own)
    for index in range(len(sums) - 1, 0, -1):
        if sums[index]:
            sums[parents[index]] += sums[index]
    return sums
