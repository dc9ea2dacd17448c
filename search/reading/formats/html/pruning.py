"""Which elements of a page are plainly no text of the article: by element, attribute or name.

Names are guarded: an element that holds a fair share of the text, or an element marked as the article,
is kept whatever its name, unless the name says that it is not part of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from search.reading.formats.html.elements import ASIDE, HEADINGS
from search.reading.formats.html.name_rules import (
    is_beside,
    is_boilerplate,
    is_comments,
    is_slug_like,
)
from search.reading.formats.html.page_tree import PageTree

_ROLES = frozenset(
    ("navigation", "banner", "complementary", "contentinfo", "dialog", "search", "menu")
)
_HIDING = frozenset(("hidden", "aria-hidden", "role", "style"))
_MARKING = frozenset(("article", "main"))
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROOTS = frozenset(("html", "body", "article", "main"))
_UNNAMED = frozenset((*_ROOTS, "blockquote"))
"""Elements whose names say nothing. A quotation from a social network is called a tweet, and is text."""
_HIDDEN_SHARE = 0.5
_GUARDED_SHARE = 0.25


def structural(tree: PageTree) -> list[int]:
    """The outermost elements that are left out for what they are: menus, hidden ones, comments.

    What holds half of the text stays, as it wraps the article, unless it is a comment.
    """
    sizes = tree.sizes
    most = _HIDDEN_SHARE * sizes[0]
    return _outermost(
        tree,
        (
            index
            for index in _structural(tree)
            if sizes[index] < most or is_comments(tree.names[index])
        ),
    )


def by_name(tree: PageTree, points: Sequence[float], skipped: Sequence[bool]) -> list[int]:
    """The outermost elements that are left out for their names. `points` are those of each element."""
    named = _named(tree)
    together = _together(tree, points, named)
    marked = [i for i in _marked(tree) if not skipped[i]]
    found = []
    for index in named:
        if is_beside(_telling_names(tree, index)):
            is_left_out = points[index] <= _HIDDEN_SHARE * points[0]
        else:
            share = together.get(tree.attributes[index].get("class", ""), points[index])
            is_small = not points[index] or share < _GUARDED_SHARE * points[0]
            is_left_out = is_small and not tree.has_one_of(marked, index)
        if is_left_out:
            found.append(index)
    return _outermost(tree, found)


def _named(tree: PageTree) -> list[int]:
    """The elements with a block at or in them whose names say that they are no part of the article."""
    blocks = [index for index, block in enumerate(tree.blocks) if index == block]
    return [
        index
        for index, names in enumerate(tree.names)
        if names
        and is_boilerplate(_telling_names(tree, index))
        and tree.has_one_of(blocks, index)
        and tree.tags[index] not in _UNNAMED
    ]


def _together(tree: PageTree, points: Sequence[float], named: Sequence[int]) -> dict[str, float]:
    """The points of all elements with the same classes, as an article may be cut into many of them. One
    inside another is not counted again."""
    found = {tree.attributes[index].get("class", ""): 0.0 for index in named}
    found.pop("", None)
    ends: dict[str, int] = {}
    for index, attributes in enumerate(tree.attributes):
        classes = attributes.get("class", "")
        if classes in found and index >= ends.get(classes, 0):
            ends[classes] = tree.ends[index]
            found[classes] += points[index]
    return found


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


def _structural(tree: PageTree) -> Iterator[int]:
    for index, (tag, attributes) in enumerate(zip(tree.tags, tree.attributes, strict=True)):
        if tag in ASIDE:
            yield index
        elif attributes and tag not in _ROOTS:
            is_hidden = not _HIDING.isdisjoint(attributes) and _is_hidden(attributes)
            if is_hidden or is_comments(tree.names[index]):
                yield index


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role", "") in _ROLES
        or bool(_INVISIBLE.search(attributes.get("style", "")))
    )


def _marked(tree: PageTree) -> Iterator[int]:
    for index, (tag, attributes) in enumerate(zip(tree.tags, tree.attributes, strict=True)):
        if tag in _MARKING or (attributes and attributes.get("itemprop") == "articleBody"):
            yield index


def _telling_names(tree: PageTree, index: int) -> tuple[str, ...]:
    """The names of an element without an id that is made of a heading."""
    names = tree.names[index]
    if "id" not in tree.attributes[index]:
        return names
    id = tree.attributes[index]["id"].strip()
    if id and (tree.tags[index] in HEADINGS or is_slug_like(id)):
        return names[:-1]
    return names
