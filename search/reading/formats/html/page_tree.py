"""A page as flat lists: elements in document order, numbered, with the pieces of text between them.

What follows, from pruning to choosing the text, works with numbers of elements and never walks up from a
line, so that its time is linear in the page whatever the nesting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from search.reading.formats.html.elements import ASIDE
from search.reading.formats.html.tag_facts import TagFacts, facts_of, names_in
from search.reading.formats.html.tokens import (
    Aside,
    Token,
    attributes_of,
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
    at or above `i`. `marks[i]` are what the inline elements around the text of `i` say of it. `sizes[i]`
    are the characters in `i`. `pieces` are texts in document order, each with
    the number of the element that contains it; None instead of a text marks the beginning or the end of a
    block. White space at the beginning of a block is no piece. Those of `i` are from `firsts[i]` to
    before `lasts[i]`. `asides` are the contents of
    the elements of `ASIDE`, which are no other part of the tree.
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
    lasts: Sequence[int]
    pieces: Sequence[Piece]
    sizes: Sequence[float]
    asides: Mapping[int, Aside]

    def __len__(self) -> int:
        return len(self.tags)

    def totals(self, own: Sequence[float]) -> list[float]:
        """The sums of a value of each element and of all its descendants."""
        return _totals(own, self.parents)

    def attributes(self, index: int) -> Mapping[str, str]:
        return attributes_of(self.starts[index])

    def names(self, index: int) -> Sequence[str]:
        """The classes and the id of an element."""
        return names_in(self.attributes(index)) if " " in self.starts[index] else ()

    def is_inside(self, index: int, ancestor: int) -> bool:
        return ancestor <= index < self.ends[ancestor]

    def tagged(self, tag: str) -> Sequence[int]:
        """The elements of a notable tag."""
        return [index for index in self.notable if self.tags[index] == tag]

    def has_one_of(self, elements: Sequence[int], index: int) -> bool:
        """Whether one of some elements, in order, is the element of that number or inside it."""
        first = bisect_left(elements, index)
        return first < len(elements) and elements[first] < self.ends[index]


def page_tree(markup: str) -> PageTree:
    """The tree of sanitized markup. What is in menus and other elements of `ASIDE` is only counted."""
    kept, asides = without_asides(markup)
    walk = _Walk()
    walk.go(tokens_of(f"<html><body>{kept}</body></html>"))
    tags = [each.tag for each in walk.facts]
    notable = [index for index, each in enumerate(walk.facts) if each.is_notable]
    of_asides = [index for index in notable if tags[index] in ASIDE]
    return PageTree(
        starts=walk.starts,
        tags=tags,
        facts=walk.facts,
        notable=notable,
        parents=walk.parents,
        ends=walk.ends,
        blocks=walk.blocks,
        marks=walk.marks,
        firsts=walk.firsts,
        lasts=walk.lasts,
        pieces=walk.pieces,
        sizes=_totals(walk.sizes, walk.parents),
        asides=dict(zip(of_asides, asides, strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Walk:
    """What is known after one walk through the tags and texts; see `PageTree`. `sizes` are those without
    the descendants of each element."""

    starts: list[str] = field(default_factory=list)
    facts: list[TagFacts] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def go(self, tokens: Iterable[Token]) -> None:
        """Walk through all tokens. It is one loop with names of its own for all that it fills, as it is
        taken for each tag of each page."""
        starts, facts, parents, ends = self.starts, self.facts, self.parents, self.ends
        blocks, marks, firsts, lasts = self.blocks, self.marks, self.firsts, self.lasts
        sizes, pieces = self.sizes, self.pieces
        current, count = -1, 0
        for tag, _, text in tokens:
            if tag[0] == "/":
                bound, element, current = facts[current].bound, current, parents[current]
                ends[element] = count
                if bound != "":
                    pieces.append((element, bound))
                lasts[element] = len(pieces)
            else:
                own = facts_of(tag)
                starts.append(tag)
                facts.append(own)
                parents.append(current)
                sizes.append(0)
                if own.is_block:
                    blocks.append(count)
                    marks.append(0)
                else:
                    blocks.append(blocks[current])
                    marks.append(marks[current] | own.mark)
                firsts.append(len(pieces))
                if own.bound != "":
                    pieces.append((count, own.bound))
                lasts.append(len(pieces))
                if not own.is_void:
                    current = count
                count += 1
                ends.append(count)
            if text and (pieces[-1][1] is not None or not text.isspace()):
                shown = plain(text) if "&" in text else text
                pieces.append((current, shown))
                sizes[current] += len(shown.strip())


def _totals(own: Sequence[float], parents: Sequence[int]) -> list[float]:
    sums = list(own)
    for index in range(len(sums) - 1, 0, -1):
        if sums[index]:
            sums[parents[index]] += sums[index]
    return sums
