"""What stands in a heading besides the title: a kicker above it, a subtitle below it, a date, a section.

An element with such a name is no part of the title if a title of the head has the rest; any other is none
if the rest alone is a title of the head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from search.reading.clean_text import plain_words
from search.reading.date_parsing import find_day, without_days
from search.reading.formats.html.element_text import text_of
from search.reading.formats.html.page_tree import PageTree

_KICKER = re.compile(
    r"kicker|eyebrow|dachzeile|spitzmarke|roofline|pretitle|rubrik|vorspann|unterzeile|antetitulo|volanta"
    r"|(?:top|over|super|sub|pre|above|upper)[-_]?(?:line|title|head(?:ing|line)?)"
    r"|(?<![^\W_])(?:label|categor(?:y|ies)|section|topic|meta|date|time|tags?|deck)(?![^\W_])",
    re.IGNORECASE,
)
_SIGNS = " \t:|·•–—-/"
_WORD = re.compile(r"\w+")


class Parted(NamedTuple):
    """A title, and what else its heading says, dates among it."""

    title: str
    rest: str


def parted(tree: PageTree, heading: int, titles: Sequence[str], known: Set[str]) -> Parted | None:
    """The title and the rest of a heading; None if all of it is the title. `titles` are those of the
    head, `known` these and their parts, in plain words."""
    inner = _inner(tree, heading)
    children = [each for each in tree.children(inner) if _text(tree, each)]
    if not children:
        return None
    named = [each for each in children if _is_kicker(tree, each)]
    whole = plain_words(_text(tree, inner))
    first_parts = {plain_words(text.partition(":")[0]) for text in titles if ":" in text}
    if whole in {*map(plain_words, titles)} and children[0] not in named:
        return None
    is_title = any(_holds(text, whole) for text in titles)
    ends = [] if is_title else [[children[0]], [children[-1]]]
    for dropped in (named, *ends):
        title = _text(tree, inner, dropped)
        words = plain_words(title)
        is_first_part = children[-1] in dropped and words in first_parts
        is_titled = (words in known and not is_first_part) or (
            dropped is named and (not titles or any(_holds(text, words) for text in titles))
        )
        if words and words != whole and is_titled:
            rest = (_text(tree, each) for each in dropped)
            return Parted(title, ": ".join(rest))
    return None


def _inner(tree: PageTree, heading: int) -> int:
    """The heading, or the element that holds all of its text."""
    while len(inside := [*tree.children(heading)]) == 1:
        if tree.sizes[inside[0]] < tree.sizes[heading]:
            break
        heading = inside[0]
    return heading


def _is_kicker(tree: PageTree, index: int) -> bool:
    is_named = any(map(_KICKER.search, tree.names(index)))
    return is_named or tree.tags[index] == "time" or _is_date(_text(tree, index))


def _is_date(text: str) -> bool:
    return find_day(text) is not None and not _WORD.search(without_days(text))


def _text(tree: PageTree, index: int, without: Sequence[int] = ()) -> str:
    """The text of an element without some of its children and the signs around them."""
    return text_of(tree, index, without).strip(_SIGNS)


def _holds(title: str, words: str) -> bool:
    return f" {words} " in f" {plain_words(title)} "
