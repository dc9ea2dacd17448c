"""The table of contents of an EPUB: which chapters it has, and where each begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from search.reading.records import Unreadable
from search.reading.xml_trees import (
    Element,
    attribute,
    child,
    local,
    named,
    path_of,
    text_of,
    xml_tree,
)
from search.reading.zipped_parts import ZippedParts

_MOST_DEPTH = 20


class Entry(NamedTuple):
    """A line of the contents: a part, a mark in it ("": its beginning), and how deep it is, from 0."""

    title: str
    path: str
    mark: str
    depth: int


class Contents(NamedTuple):
    """The lines in their order, and of some parts what they are."""

    entries: tuple[Entry, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()


def contents_of(parts: ZippedParts, path: str) -> Contents:
    """The contents in a part: the navigation of EPUB 3, or the NCX of EPUB 2. One that cannot be read is
    empty: then each part is a chapter."""
    try:
        root = xml_tree(parts.get(path), path) if path else None
    except Unreadable:
        root = None
    if root is None:
        return Contents()
    if maps := named(root, "navMap"):
        return Contents(tuple(_points(maps[0], path, 0)))
    navs = {attribute(each, "type"): each for each in reversed(named(root, "nav"))}
    lists = navs.get("toc", next(iter(navs.values()), None))
    kinds: tuple[tuple[str, str], ...] = ()
    if (landmarks := navs.get("landmarks")) is not None:
        kinds = tuple(
            (path_of(attribute(each, "href"), path)[0], attribute(each, "type"))
            for each in named(landmarks, "a")
        )
    return Contents(() if lists is None else tuple(_lines(lists, path, -1)), kinds)


def _points(parent: Element, base: str, depth: int) -> Iterator[Entry]:
    """The lines of an NCX."""
    for point in parent.iterchildren("{*}navPoint") if depth < _MOST_DEPTH else ():
        content = child(point, "content")
        if content is not None:
            place = path_of(attribute(content, "src"), base)
            yield Entry(text_of(child(point, "navLabel")), *place, depth)
        yield from _points(point, base, depth + 1)


def _lines(parent: Element, base: str, depth: int) -> Iterator[Entry]:
    """The lines of a navigation: links in items of nested lists."""
    for element in parent if depth < _MOST_DEPTH else ():
        name = local(element.tag)
        if name == "a" and attribute(element, "href"):
            yield Entry(text_of(element), *path_of(attribute(element, "href"), base), max(depth, 0))
        elif name:
            yield from _lines(element, base, depth + (name == "ol"))
