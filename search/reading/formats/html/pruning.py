"""Which elements of a page are plainly no text of the article: by element, attribute or name.

Names are guarded: an element that holds a fair share of the text, or an element marked as the article,
is kept whatever its name, unless the name says that it is not part of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.reading.formats.html.elements import ASIDE, BLOCKS, HEADINGS
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
_TELLING = frozenset(("hidden", "aria-hidden", "role", "style", "class", "id"))
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROOTS = frozenset(("html", "body", "article", "main"))
_UNNAMED = frozenset((*_ROOTS, "blockquote"))
"""Elements whose names say nothing. A quotation from a social network is called a tweet, and is text."""
_HIDDEN_SHARE = 0.5
_GUARDED_SHARE = 0.25


def structural(tree: PageTree, sizes: Sequence[float]) -> list[int]:
    """The outermost elements that are left out for what they are: menus, hidden ones, comments.

    `sizes` are the numbers of characters in each element. What holds half of the text stays, as it wraps
    the article, unless it is a comment.
    """
    most = _HIDDEN_SHARE * sizes[0]
    return _outermost(
        tree,
        [
            _is_structural(tree, i) and (sizes[i] < most or is_comments(tree.names[i]))
            for i in range(len(tree))
        ],
    )


def by_name(tree: PageTree, points: Sequence[float], skipped: Sequence[bool]) -> list[int]:
    """The outermost elements that are left out for their names. `points` are those of each element."""
    holds_body = tree.totals([_is_marked(tree, i) and not skipped[i] for i in range(len(tree))])
    holds_block = tree.totals([tag in BLOCKS for tag in tree.tags])
    together = _together(tree, points)
    found = [False] * len(tree)
    for index, named in enumerate(tree.names):
        if not named or not holds_block[index] or tree.tags[index] in _UNNAMED:
            continue
        names = _telling_names(tree, index)
        if not is_boilerplate(names):
            continue
        if is_beside(names):
            found[index] = points[index] <= _HIDDEN_SHARE * points[0]
        else:
            share = together[tree.attributes[index].get("class", "")]
            found[index] = not holds_body[index] and (
                not points[index] or share < _GUARDED_SHARE * points[0]
            )
    return _outermost(tree, found)


def _together(tree: PageTree, points: Sequence[float]) -> dict[str, float]:
    """The points of all elements with the same classes, as an article may be cut into many of them. One
    inside another is not counted again."""
    found: dict[str, float] = {}
    ends: dict[str, int] = {}
    for index, attributes in enumerate(tree.attributes):
        classes = attributes.get("class", "")
        if index >= ends.get(classes, 0):
            ends[classes] = tree.ends[index]
            found[classes] = found.get(classes, 0.0) + points[index]
    return found


def flags(tree: PageTree, removed: Sequence[int]) -> list[bool]:
    """A flag for each element, set in the elements removed and in all that they contain."""
    found = [False] * len(tree)
    for index in removed:
        found[index : tree.ends[index]] = [True] * (tree.ends[index] - index)
    return found


def _outermost(tree: PageTree, chosen: Sequence[bool]) -> list[int]:
    found: list[int] = []
    for index, is_chosen in enumerate(chosen):
        if is_chosen and not (found and index < tree.ends[found[-1]]):
            found.append(index)
    return found


def _is_structural(tree: PageTree, index: int) -> bool:
    tag, attributes = tree.tags[index], tree.attributes[index]
    if tag in ASIDE:
        return True
    if attributes.keys().isdisjoint(_TELLING) or tag in _ROOTS:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role", "") in _ROLES
        or bool(_INVISIBLE.search(attributes.get("style", "")))
        or is_comments(tree.names[index])
    )


def _is_marked(tree: PageTree, index: int) -> bool:
    return (
        tree.tags[index] in ("article", "main")
        or tree.attributes[index].get("itemprop") == "articleBody"
    )


def _telling_names(tree: PageTree, index: int) -> tuple[str, ...]:
    """The names of an element without an id that is made of a heading."""
    names = tree.names[index]
    id = tree.attributes[index].get("id", "").strip()
    if id and (tree.tags[index] in HEADINGS or is_slug_like(id)):
        return names[:-1]
    return names
