"""Pages made harmless before anything else reads them.

A page is untrusted. nh3, an HTML5 parser, rebuilds it from the elements and attributes that are named
here, so all that runs in a browser is removed. Depth and number of elements are bounded, because the time
of that parser grows faster than linearly with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import nh3

from search.reading.formats.html.elements import ASIDE, BLOCKS, INLINE, REMOVED
from search.reading.formats.html.nesting import UNCLOSED, is_plain, is_too_deep
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
_OWN_ATTRIBUTES = {
    "a": {"href"},
    "img": {"alt", "src"},
    "ol": {"start"},
    "abbr": {"title"},
    "time": {"title"},
}
_MAX_TAGS = 200_000
_MAX_UNKNOWN = 200
_RAW = frozenset(("xmp", "plaintext", "noembed", "noframes"))
"""Elements in which nothing is markup, so that nh3 would write what is in them as it is."""
_KNOWN = _KEPT | REMOVED | UNCLOSED | _RAW
_GROUPING = re.compile(r"</?(?!script|style|p\b|br\b|h[1-6]\b)[a-z][^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][\w:-]*")
_BEGINNING = re.compile(r"<([a-zA-Z][\w:-]*)")
"""A tag, and one that begins an element, without attributes and ">"."""


def sanitized(body: str) -> str:
    """The body of a page as harmless markup; scripts in it are removed, but cost time.

    Elements of unknown names are kept, so that the words around them do not touch. If elements are nested
    deeper than in any real page, those that only group others are removed. Raises `Unreadable` if there
    are too many elements. The first check protects nh3, whose time grows with the square of the depth.
    """
    body = within_limits(body)
    names = _BEGINNING.findall(body)
    if not is_plain(names, body.count("<")) and is_too_deep(_TAG.findall(body)):
        body = _GROUPING.sub(" ", body)
        names = _BEGINNING.findall(body)
        if is_too_deep(_TAG.findall(body)):
            raise Unreadable("has elements in elements without end: save the article alone")
    clean = _cleaner(_unknown(names)).clean(body)
    if clean.count("<") > _MAX_TAGS:
        raise Unreadable(f"has more than {_MAX_TAGS // 2:,} elements: save the article alone")
    return clean


def _unknown(names: Sequence[str]) -> tuple[str, ...]:
    """The names of elements that HTML does not have, such as those that a page defines for itself."""
    others = {name.lower() for name in set(names) - _KNOWN} - _KNOWN
    return tuple(sorted(others)[:_MAX_UNKNOWN])


@lru_cache(maxsize=8)
def _cleaner(unknown: Sequence[str]) -> nh3.Cleaner:
    """What cleans a page in which there are such elements; most pages have none."""
    return nh3.Cleaner(
        tags={*_KEPT, *unknown},
        clean_content_tags={*REMOVED},
        attributes={"*": _ATTRIBUTES, **_OWN_ATTRIBUTES},
        link_rel=None,
    )
