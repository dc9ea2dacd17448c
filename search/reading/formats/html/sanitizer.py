"""Pages made harmless before anything else reads them.

A page is untrusted. nh3, an HTML5 parser, rebuilds it from the elements and attributes that are named
here, so all that runs in a browser is removed. Depth and number of elements are bounded, because the time
of that parser grows faster than linearly with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import nh3

from search.reading.formats.html.elements import ASIDE, BLOCKS, INLINE, REMOVED
from search.reading.formats.html.parser_limits import within_limits
from search.reading.records import Unreadable

_KEPT = BLOCKS | INLINE | ASIDE | {"figure"}
_ATTRIBUTES = {
    "class",
    "id",
    "itemprop",
    "content",
    "role",
    "rel",
    "datetime",
    "hidden",
    "aria-hidden",
    "style",
}
_MAX_DEPTH = 500
"""Nesting of elements that nh3 gets."""
_MAX_FORMATTING = 100
"""Nesting of elements that the parser opens again in each block, if they are not closed."""
_MAX_TAGS = 200_000
_MAX_UNKNOWN = 200
_UNCLOSED = frozenset(
    "p li dd dt tr td th thead tbody tfoot caption colgroup option optgroup rp rt rb rtc html head body"
    " br hr img input meta link area base col embed source track wbr param frame keygen".split()
)
"""Elements that have no end, or whose end may be left out."""
_RAW = frozenset(("xmp", "plaintext", "noembed", "noframes"))
"""Elements in which nothing is markup, so that nh3 would write what is in them as it is."""
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_GROUPING = re.compile(r"</?(?!script|style|p\b|br\b|h[1-6]\b)[a-z][^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][\w:-]*")


def sanitized(body: str) -> str:
    """The body of a page as harmless markup; scripts in it are removed, but cost time.

    Elements of unknown names are kept, so that the words around them do not touch. If elements are nested
    deeper than in any real page, those that only group others are removed. Raises `Unreadable` if there
    are too many elements. The first check protects nh3, whose time grows with the square of the depth.
    """
    body = within_limits(body)
    tags = _tags(body)
    if _is_too_deep(tags):
        body = _GROUPING.sub(" ", body)
        tags = _tags(body)
        if _is_too_deep(tags):
            raise Unreadable("has elements in elements without end: save the article alone")
    clean = nh3.clean(
        body,
        tags={*_KEPT, *_unknown(tags)},
        clean_content_tags={*REMOVED},
        attributes={"*": _ATTRIBUTES, "a": {"href"}},
        link_rel=None,
    )
    if clean.count("<") > _MAX_TAGS:
        raise Unreadable(f"has more than {_MAX_TAGS // 2:,} elements: save the article alone")
    return clean


def _tags(text: str) -> list[str]:
    """The tags of a text in order, without attributes and without ">"."""
    return _TAG.findall(text)


def _unknown(tags: Sequence[str]) -> list[str]:
    """The names of elements that HTML does not have, such as those that a page defines for itself."""
    known = _KEPT | REMOVED | _UNCLOSED | _RAW
    return sorted({_name(tag) for tag in set(tags)} - known)[:_MAX_UNKNOWN]


def _name(tag: str) -> str:
    return tag.lstrip("</").lower()


def _is_too_deep(tags: Sequence[str]) -> bool:
    steps = {tag: _step(tag) for tag in set(tags)}
    formatting = {tag for tag in steps if _name(tag) in _FORMATTING}
    nested = [tag for tag in tags if tag in formatting]
    return _is_deeper(tags, steps, _MAX_DEPTH) or _is_deeper(nested, steps, _MAX_FORMATTING)


def _step(tag: str) -> int:
    """What a tag adds to the depth: nothing if its element needs no end."""
    if _name(tag) in _UNCLOSED:
        return 0
    return -1 if tag.startswith("</") else 1


def _is_deeper(tags: Sequence[str], steps: Mapping[str, int], limit: int) -> bool:
    """Whether elements are nested deeper; ends without a beginning do not count.

    With such ends the sum of all steps is too low by at most its own minimum, which clears nearly every
    page without a loop.
    """
    sums = list(accumulate(map(steps.__getitem__, tags), initial=0))
    return max(sums) - min(sums) > limit and _depth(steps[tag] for tag in tags) > limit


def _depth(steps: Iterable[int]) -> int:
    depth = deepest = 0
    for step in steps:
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
    return deepest
