"""Which elements of a page are plainly no text of the article: by element, attribute or name.

Names are guarded: an element that holds a fair share of the text, or an element marked as the article,
is kept whatever its name, unless the name says that it is not part of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence

from search.reading.formats.html.elements import HEADINGS
from search.reading.formats.html.page_tree import PageTree

_MARKING = frozenset(("article", "main"))
_HIDDEN_SHARE = 0.5
_GUARDED_SHARE = 0.25
_MOST_OF_FORM = 400
"""Characters."""
_TEASER = re.compile("teaser", re.IGNORECASE)
_SHORTEST_LEAD, _LONGEST_LEAD = 60, 1_000
_ELEMENTS_BETWEEN = 25
"""The main heading and the lead: a date, a byline."""


def structural(tree: PageTree, kept: Container[int] = ()) -> list[int]:
    """The outermost elements that are left out for what they are: menus, hidden ones, comments; but none
    of those `kept`.

    What holds half of the text stays, as it wraps the article, unless it is a comment.
    """
    facts, sizes = tree.facts, tree.sizes
    most = _HIDDEN_SHARE * sizes[0]
    return _outermost(
        tree,
        (
            index
            for index in tree.notable
            if (facts[index].is_left_out or _is_small_form(tree, index))
            and (sizes[index] < most or facts[index].is_comments)
            and index not in kept
        ),
    )


def _is_small_form(tree: PageTree, index: int) -> bool:
    """Whether an element is a form with few words: what it offers is no text. A long one wraps the page,
    as some programs of sites have it."""
    return tree.tags[index] == "form" and tree.sizes[index] <= _MOST_OF_FORM


def by_name(tree: PageTree, points: Sequence[float], skipped: Sequence[bool]) -> list[int]:
    """The outermost elements that are left out for their names. `points` are those of each element."""
    named = _named(tree)
    together = _together(tree, points, named)
    marked = [i for i in _marked(tree) if not skipped[i]]
    headings = tree.tagged("h1") or tree.marked("headline")
    found = []
    for index in named:
        if tree.facts[index].is_plainly_beside:
            is_left_out = points[index] <= _HIDDEN_SHARE * points[0]
        else:
            share = together.get(_classes(tree, index), points[index])
            is_small = not points[index] or share < _GUARDED_SHARE * points[0]
            is_left_out = is_small and not (
                tree.has_one_of(marked, index) or _is_lead(tree, index, headings)
            )
        if is_left_out:
            found.append(index)
    return _outermost(tree, found)


def _is_lead(tree: PageTree, index: int, headings: Sequence[int]) -> bool:
    """Whether an element that is named a teaser is that of the article itself: a text without links right
    after the main heading."""
    number = bisect_left(headings, index)
    if not number or not _SHORTEST_LEAD <= tree.sizes[index] <= _LONGEST_LEAD:
        return False
    after = tree.ends[headings[number - 1]]
    return (
        any(map(_TEASER.search, tree.names(index)))
        and after <= index <= after + _ELEMENTS_BETWEEN
        and "a" not in tree.tags[index : tree.ends[index]]
        and not HEADINGS.intersection(tree.tags[index : tree.ends[index]])
    )


def _named(tree: PageTree) -> list[int]:
    """The elements with a block at or in them whose names say that they are no part of the article."""
    blocks, ends = tree.blocks, tree.ends
    return [
        index
        for index in tree.notable
        if tree.facts[index].is_boilerplate
        and (
            blocks[index] == index
            or any(blocks[each] == each for each in range(index + 1, ends[index]))
        )
    ]


def _together(tree: PageTree, points: Sequence[float], named: Sequence[int]) -> dict[str, float]:
    """The points of all elements with the classes of those that have points themselves, as an article may
    be cut into many of them. One inside another is not counted again."""
    facts = tree.facts
    guarded = [i for i in named if points[i] and not facts[i].is_plainly_beside]
    found = {_classes(tree, index): 0.0 for index in guarded}
    found.pop("", None)
    if not found:
        return {}
    ends: dict[str, int] = {}
    for index in _with_points(tree, points, found):
        classes = _classes(tree, index)
        if index >= ends.get(classes, 0):
            ends[classes] = tree.ends[index]
            found[classes] += points[index]
    return found


def _with_points(tree: PageTree, points: Sequence[float], classes: Container[str]) -> Iterator[int]:
    """The elements with some of these classes that have points: others add none, and nor does what is in
    them."""
    for index, own in enumerate(points):
        if own and _classes(tree, index) in classes:
            yield index


def _classes(tree: PageTree, index: int) -> str:
    """The classes of an element as they are written; one for all that is named a product."""
    if tree.facts[index].is_product:
        return "product"
    return tree.starts[index].partition(' class="')[2].partition('"')[0]


def flags(tree: PageTree, removed: Sequence[int]) -> list[bool]:
    """A flag for each element, set in the elements removed and in all that they contain."""
    found = [False] * len(tree)
    for index in removed:
        found[index : tree.ends[index]] = [True] * (tree.ends[index] - index)
    return found


def _outermost(tree: PageTree, chosen: Iterable[int]) -> list[int]:
    found: list[int] = []
    for index in chosen:
        if not (found and index < tree.ends[found[-1]]):
            found.append(index)
    return found


def _marked(tree: PageTree) -> Iterator[int]:
    for index in tree.notable:
        if tree.tags[index] in _MARKING or tree.facts[index].item == "articleBody":
            yield index
