"""Where the chapters of a book begin: its files are cut by size as often as by chapters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from search.reading.formats.epub.contents import Entry

_LONG = 100_000
"""Characters of a chapter that is cut where the contents have lines below it."""
_MARK = re.compile(r"<[^<>]*?\s(?:xml:)?(?:id|name)\s*=\s*[\"']([^\"'<>]*)[\"'][^<>]*>")


class Chapter(NamedTuple):
    """A chapter: where it begins ("text/c1.xhtml#two"), its title in the contents, and its HTML."""

    place: str
    title: str
    html: str


def chapters_of(
    documents: Iterable[tuple[str, str]], entries: Sequence[Entry]
) -> Iterator[Chapter]:
    """The chapters of documents, given as paths and HTML in the order of reading.

    One begins with each document that the contents name; a document that they do not name goes on with
    the one before, if they have named any. Where they name several places in one document, each is one.
    """
    current: Chapter | None = None
    for path, html in documents:
        own = [entry for entry in entries if entry.path == path]
        if not own and current and current.title:
            current = current._replace(html=f"{current.html}\n{html}")
            continue
        for number, chapter in enumerate(_cut(path, html, own)):
            if number == 0 and not chapter.title and current and current.title and own:
                current = current._replace(html=f"{current.html}\n{chapter.html}")
                continue
            if current:
                yield current
            current = chapter
    if current:
        yield current


def _cut(path: str, html: str, entries: Sequence[Entry]) -> Iterator[Chapter]:
    """The chapters in one document; what stands before the first has no title."""
    marks = {found[1]: found.start() for found in reversed([*_MARK.finditer(html)])}
    starts: dict[int, Entry] = {}
    for entry in entries:
        at = marks.get(entry.mark, 0) if entry.mark else 0
        at = 0 if not _says_something(html[:at]) else at
        starts.setdefault(at, entry)
    places = sorted(_chosen(starts, len(html)))
    if not places or places[0]:
        places.insert(0, 0)
    for at, end in zip(places, [*places[1:], len(html)], strict=True):
        found = starts.get(at)
        mark = f"#{found.mark}" if found and at else ""
        yield Chapter(f"{path}{mark}", found.title if found else "", html[at:end])


def _chosen(starts: dict[int, Entry], end: int) -> set[int]:
    """The places where chapters begin: those of the highest lines, and in long chapters those below."""
    if not starts:
        return set()
    highest = min(entry.depth for entry in starts.values())
    chosen = {at for at, entry in starts.items() if entry.depth == highest}
    bounds = [*sorted(chosen), end]
    for at, after in pairwise(bounds):
        below = {each: entry for each, entry in starts.items() if at < each < after}
        if after - at > _LONG:
            chosen |= _chosen(below, after)
    if min(chosen) > min(starts):  # the lines before the first high one go on with what was before
        chosen |= {at for at in starts if at < min(chosen)}
    return chosen


def _says_something(html: str) -> bool:
    return bool(re.sub(r"<[^<>]*>|\s", "", html))
