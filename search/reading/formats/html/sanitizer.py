"""Pages made harmless before anything else reads them.

A page is untrusted. nh3, an HTML5 parser, rebuilds it from the elements and attributes that are named
here, so all that runs in a browser is removed. Depth and number of elements are bounded, because the
time of the parsers grows faster than linearly with them.
"""

from __future__ import annotations

import re

import nh3

from search.reading.records import Unreadable

_KEPT = set(
    "html body div section article main header p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre"
    " table tbody thead tr td th span a em strong b i u q cite code sub sup small br hr figure time"
    " address abbr center font mark ins s".split()
)
_DROPPED = set(
    "script style noscript template nav aside footer button select textarea svg math iframe object"
    " embed video audio canvas figcaption dialog menu".split()
)
_ATTRIBUTES = {
    "class",
    "id",
    "itemprop",
    "role",
    "rel",
    "datetime",
    "hidden",
    "aria-hidden",
    "style",
}
_MAX_DEPTH = 60
"""Nesting of elements after sanitizing; what follows walks up from each line of text."""
_MAX_DEPTH_READ = 1_000
"""Nesting of elements that nh3 gets."""
_MAX_TAGS = 200_000
_NESTING = frozenset(
    "a article b blockquote center div em font header i main ol section span strong table u ul".split()
)
_GROUPING = re.compile(r"</?(?!script|style|p\b|br\b|h[1-6]\b)\w[^>]{0,10000}>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(\w+)")


def sanitized(text: str) -> str:
    """The body of a page as harmless markup.

    If elements are nested deeper than in any real page, those that only group others are removed.
    Raises `Unreadable` if there are too many elements. The first check protects nh3, whose time grows
    with the square of the depth.
    """
    end = re.search(r"</head\s*>", text, re.IGNORECASE)
    rest = text[end.end() :] if end else text
    if _depth(_TAG.findall(rest)) > _MAX_DEPTH_READ:
        rest = _GROUPING.sub(" ", rest)
    clean = nh3.clean(
        rest,
        tags=_KEPT,
        clean_content_tags=_DROPPED,
        attributes={"*": _ATTRIBUTES},
        link_rel=None,
    )
    tags = _TAG.findall(clean)
    if len(tags) > _MAX_TAGS:
        raise Unreadable(f"has more than {_MAX_TAGS // 2:,} elements: save the article alone")
    if _depth(tags) <= _MAX_DEPTH:
        return clean
    return nh3.clean(clean, tags={"p", "h1", "h2", "h3", "br"}, attributes={})


def _depth(tags: list[tuple[str, str]]) -> int:
    """The greatest nesting of elements that group or format others. `tags` are pairs of "/" or "" and the
    name of the element."""
    depth = deepest = 0
    for end, name in tags:
        if name.lower() in _NESTING:
            depth += -1 if end else 1
            deepest = max(deepest, depth)
    return deepest
