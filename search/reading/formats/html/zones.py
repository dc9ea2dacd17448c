"""The short lines of a page, and where they stand: near the heading, where the byline and the date are,
or elsewhere, where those of other articles are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

from search.reading.formats.html.main_text import Body
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.pruning import flags
from search.reading.formats.html.tag_facts import SOFT
from search.reading.formats.html.text_lines import Line

_LONGEST = 200
"""Characters of a line that may be a byline or a date."""
_TEXT = 60
"""Characters of a line that may belong to the text."""
_LEAD = 350
"""Characters of a lead, after which the byline may stand."""
_MOST = 1_000
"""Lines that are looked at, those near the heading first."""
_NEAR = 40
"""Elements before the heading, or after one without a text."""
_LEVELS = 5
"""Elements around a line whose names say what it is."""
_WHOLE_SHARE = 0.5


class Zone(IntEnum):
    """In the order in which they are looked at."""

    BELOW_HEADING = 0
    ABOVE_HEADING = 1
    IN_ARTICLE = 2
    ELSEWHERE = 3


@dataclass(frozen=True, slots=True)
class ShortLine:
    """A line of text. `parts` are its pieces, each with the number of the element that contains it."""

    zone: Zone
    block: int
    parts: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        return " ".join(" ".join(piece for _, piece in self.parts).split())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The short lines of a page by zone, and the zones of elements; None for what is skipped. `text` are
    the elements from the first to the last paragraph."""

    lines: Sequence[ShortLine]
    zone: Callable[[int], Zone | None]
    text: range


def surroundings(tree: PageTree, heading: int | None, body: Body) -> Surroundings:
    """What stands around the article that has the heading and this body; not what is in menus, sidebars
    and comments."""
    first, last = _text_of(body.lines, heading)
    skipped = _skipped(tree, body.removed, first, heading)
    around = _article_around(tree, first if heading is None else heading, first)
    start = min(around, max(0, first - _NEAR)) if heading is None else heading

    def zone(index: int) -> Zone | None:
        if skipped[index] or index == heading:
            return None
        if start <= index < first:
            return Zone.BELOW_HEADING
        if around < index < start and start - index <= _NEAR:
            return Zone.ABOVE_HEADING
        return Zone.IN_ARTICLE if last < index < tree.ends[around] else Zone.ELSEWHERE

    title = range(0) if heading is None else range(heading, tree.ends[heading])
    found = list(_short_lines(tree, zone, title))
    lines = sorted(found, key=lambda line: line.zone)[:_MOST]
    return Surroundings(lines, zone, range(first, last + 1))


def elements_around(tree: PageTree, index: int) -> Iterator[int]:
    """An element, and the short ones that contain it."""
    for _ in range(_LEVELS):
        if index <= 0 or tree.sizes[index] > _LONGEST:
            return
        yield index
        index = tree.parents[index]


def _short_lines(
    tree: PageTree, zone: Callable[[int], Zone | None], title: range
) -> Iterator[ShortLine]:
    """The lines outside the title. Loose text belongs to an element that began before the heading, so
    what counts is the last element that had begun where the line begins."""
    parts: list[tuple[int, str]] = []
    begun = at = size = 0
    for index, piece in [*tree.pieces, (0, None)]:
        begun = max(begun, index)
        if piece is None or piece == "\n":
            is_short = parts and size <= _LONGEST and at not in title
            where = zone(at) if is_short else None
            if where is not None:
                yield ShortLine(where, tree.blocks[parts[0][0]], tuple(parts))
            parts, size = [], 0
        elif piece != SOFT and not piece.isspace():
            at = at if parts else begun
            parts.append((index, piece))
            size += len(piece.strip())


def _text_of(lines: Sequence[Line], heading: int | None) -> tuple[int, int]:
    """The blocks of the first paragraph after a lead and of the last one, below the heading."""
    after = -1 if heading is None else heading
    long = [line for line in lines if line.block > after and len(line.text) >= _TEXT]
    if not long:
        return after + _NEAR, after + _NEAR
    lengths = accumulate(len(line.text) for line in long)
    first = next((x.block for x, length in zip(long, lengths, strict=True) if length > _LEAD), None)
    return first or long[-1].block, long[-1].block


def _article_around(tree: PageTree, heading: int, text: int) -> int:
    """The nearest element that contains the heading and the text."""
    current = min(heading, len(tree) - 1)
    while current > 0 and not tree.is_inside(text, current):
        current = tree.parents[current]
    return max(0, current)


def _skipped(tree: PageTree, removed: Sequence[int], text: int, heading: int | None) -> list[bool]:
    """What is no part of the article: nothing that contains its text, no asides whose markup is in the
    tree, and of what contains its heading only comments."""
    most = _WHOLE_SHARE * tree.sizes[0]
    others = (i for i in removed if tree.asides.get(i) is None or tree.ends[i] == i + 1)
    beside = (
        index for index in tree.notable if tree.facts[index].is_beside and tree.sizes[index] < most
    )

    def is_shown(index: int) -> bool:
        has_heading = heading is not None and tree.is_inside(heading, index)
        is_of_heading = has_heading and not tree.facts[index].is_comments
        return is_of_heading or tree.is_inside(text, index)

    return flags(tree, sorted(i for i in {*others, *beside} if not is_shown(i)))
