"""Pages made harmless before anything else reads them.

A page is untrusted. nh3, an HTML5 parser, rebuilds it from the elements and attributes that are named
here, so all that runs in a browser is removed. Depth and number of elements are bounded, because the time
of that parser grows faster than linearly with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import nh3

from search.reading.formats.html.elements import ASIDE, BLOCKS, INLINE, REMOVED
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
_NOT_NESTED = frozenset((*_UNCLOSED, *map(str.upper, _UNCLOSED)))
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_GROUPING = re.compile(r"</?(?!script|style|p\b|br\b|h[1-6]\b)[a-z][^<>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(/?)(script|style)\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")


def sanitized(text: str) -> str:
    """The body of a page as harmless markup.

    Elements of unknown names are kept, so that the words around them do not touch. If elements are nested
    deeper than in any real page, those that only group others are removed. Raises `Unreadable` if there
    are too many elements. The first check protects nh3, whose time grows with the square of the depth.
    """
    end = re.search(r"</head\s*>", text, re.IGNORECASE)
    rest = without_scripts(text[end.end() :] if end else text)
    tags = _tags(rest)
    if _is_too_deep(tags):
        rest = _GROUPING.sub(" ", rest)
        tags = _tags(rest)
        if _is_too_deep(tags):
            raise Unreadable("has elements in elements without end: save the article alone")
    clean = nh3.clean(
        rest,
        tags={*_KEPT, *_unknown(tags)},
        clean_content_tags={*REMOVED},
        attributes={"*": _ATTRIBUTES, "a": {"href"}},
        link_rel=None,
    )
    if clean.count("<") > _MAX_TAGS:
        raise Unreadable(f"has more than {_MAX_TAGS // 2:,} elements: save the article alone")
    return clean


def without_scripts(text: str) -> str:
    """A page without its scripts and styles, which are most of many pages. One that is never closed
    stays, for nh3 to remove."""
    kept: list[str] = []
    start = 0
    inside = ""
    opened = 0
    for tag in _SCRIPT.finditer(text):
        name = tag[2].lower()
        if not inside and not tag[1]:
            inside, opened = name, tag.start()
        elif tag[1] and name == inside:
            kept.append(text[start:opened])
            start = text.find(">", tag.end()) + 1 or len(text)
            inside = ""
    return " ".join((*kept, text[start:]))


def _tags(text: str) -> list[tuple[str, str]]:
    """The tags of a text in order: "/" or "", and the name of the element."""
    return _TAG.findall(text)


def _unknown(tags: Sequence[tuple[str, str]]) -> list[str]:
    """The names of elements that HTML does not have, such as those that a page defines for itself."""
    known = _KEPT | REMOVED | _UNCLOSED
    names = {name for _, name in tags}
    return sorted({name.lower() for name in names} - known)[:_MAX_UNKNOWN]


def _is_too_deep(tags: Sequence[tuple[str, str]]) -> bool:
    return (
        _depth(tags) > _MAX_DEPTH
        or _depth([tag for tag in tags if tag[1].lower() in _FORMATTING]) > _MAX_FORMATTING
    )


def _depth(tags: Sequence[tuple[str, str]]) -> int:
    """The greatest nesting of elements, apart from those that need no end."""
    depth = deepest = 0
    for end, name in tags:
        if name not in _NOT_NESTED:
            depth = max(0, depth - 1) if end else depth + 1
            deepest = max(deepest, depth)
    return deepest
