"""The title of a page: what its main heading, its `<title>` and its metadata agree on.

Metadata is often made for search engines and social networks, and `<title>` has the name of the site. The
heading is what readers see, but that of some pages is the site's. So the heading is the title if the head
confirms it: if it is a part of `<title>` or of the metadata, or has most of their words. Otherwise it is
what the head says, without the name of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.reading.formats.html.page_tree import SOFT, PageTree

_BAR = re.compile(
    r"\s*[|｜│￨]\s*|\s+(?:[·•»«›‹–—-]|::|//)\s+|\s*[－–—](?=[^\x00-\u2fff])\s*|\s+[-–—](?=\s|$)"
)
_WORD = re.compile(r"\w+")
_LONGEST = 400
_MOST_HEADINGS = 12
_AGREEING = 0.6
"""The share of the head's words that a heading must have."""


@dataclass(frozen=True, slots=True)
class HeadTitles:
    """What the head of a page gives: the titles in its metadata with their origins, the best first; the
    text of `<title>`; and the names of the site."""

    given: tuple[tuple[str, str], ...] = ()
    element: str = ""
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it was found, and the number of the element that shows it, if one does."""

    text: str
    origin: str
    heading: int | None


def title_of(tree: PageTree, head: HeadTitles) -> Title:
    headings = list(_headings(tree))
    sites = {_plain(site) for site in head.sites}
    own = [(text, index) for text, index in headings if _plain(text) not in sites]
    said, origin = _said(head, sites)
    for text, index in own:
        if _is_confirmed(text, said, head, sites):
            return Title(text, "h1", index)
    if said:
        return Title(said, origin, _shown(tree, headings, said))
    for text, index in own or headings:
        return Title(text, "h1", index)
    return Title("", "", None)


def _headings(tree: PageTree) -> Iterator[tuple[str, int]]:
    """The texts of the main headings, and of what is marked as the headline, with their elements."""
    yield from _with_texts(
        tree,
        [
            index
            for index, tag in enumerate(tree.tags)
            if tag == "h1" or tree.attributes[index].get("itemprop") == "headline"
        ],
    )


def _with_texts(tree: PageTree, elements: Sequence[int]) -> Iterator[tuple[str, int]]:
    found = elements[:_MOST_HEADINGS]
    texts = _texts(tree, found)
    for index in sorted(found, key=lambda index: (tree.tags[index] != "h1", index)):
        if 0 < len(texts[index]) <= _LONGEST:
            yield texts[index], index


def _texts(tree: PageTree, elements: Sequence[int]) -> dict[int, str]:
    """The texts of elements, by number."""
    pieces: dict[int, list[str]] = {element: [] for element in elements}
    for index, piece in tree.pieces if elements else ():
        for element in elements:
            if tree.is_inside(index, element):
                pieces[element].append(piece or " ")
    return {
        index: " ".join("".join(texts).replace(SOFT, " ").split())
        for index, texts in pieces.items()
    }


def _said(head: HeadTitles, sites: set[str]) -> tuple[str, str]:
    """The title by the head alone, and its origin."""
    for text, origin in head.given:
        if parts := _own_parts(text, sites):
            return (text if len(parts) == len(_parts(text)) else " – ".join(parts)), origin
    parts = _own_parts(head.element, sites)
    if len(parts) == len(_parts(head.element)):
        return max(parts, key=lambda part: len(part.split()), default=""), "title"
    return " – ".join(parts), "title"


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BAR.split(text) if part and part.strip()]


def _own_parts(text: str, sites: set[str]) -> list[str]:
    """The parts of a title between bars, without the first or the last one if that is the site."""
    parts = _parts(text)
    if len(parts) > 1 and _plain(parts[-1]) in sites:
        return parts[:-1]
    return parts[1:] if len(parts) > 1 and _plain(parts[0]) in sites else parts


def _is_confirmed(heading: str, said: str, head: HeadTitles, sites: set[str]) -> bool:
    """Whether a heading is the title: a part of what the head says, or most of its words and more."""
    plain = _plain(heading)
    if not plain:
        return False
    for text in (head.element, *(text for text, _ in head.given)):
        parts = [_plain(part) for part in _own_parts(text, sites)]
        if plain == _plain(text) or (plain in parts and _is_leading(parts, plain)):
            return True
    words, own = _WORD.findall(_plain(said)), _WORD.findall(plain)
    common = len({*words} & {*own})
    return bool(words) and common >= _AGREEING * len({*words}) and len(own) >= len(words)


def _is_leading(parts: Sequence[str], plain: str) -> bool:
    """Whether a part stands first or is by far the longest: the last one is more often the site."""
    return parts[0] == plain or len(plain) >= 2 * max(len(part) for part in parts if part != plain)


def _shown(tree: PageTree, headings: Sequence[tuple[str, int]], said: str) -> int | None:
    """The heading that is most like the title of the head."""
    words = {*_WORD.findall(_plain(said))}
    scores = [(len(words & {*_WORD.findall(_plain(text))}), -index) for text, index in headings]
    best = max(scores, default=(0, 0))
    if best[0] or len(headings) == 1:
        return -best[1]
    lower = [index for index, tag in enumerate(tree.tags) if tag in ("h2", "h3")]
    wanted = _plain(said)
    return next((at for text, at in _with_texts(tree, lower) if _plain(text) == wanted), None)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
