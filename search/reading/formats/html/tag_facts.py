"""What the rules make of the tag that begins an element.

Tags of which no rule says anything are alike but for their names, so only the others are judged, and each
text only once. Rules look at elements that are `notable` alone: they are a few of those of a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from search.reading.formats.html.elements import ASIDE, BLOCKS, HEADINGS, INLINE, VOID
from search.reading.formats.html.name_rules import (
    BESIDE,
    BODY,
    CAPTION,
    COMMENTS,
    PICTURE,
    PRODUCT,
    STANDFIRST,
    UNSEEN,
    is_boilerplate,
    is_slug_like,
    kept_meaning_of,
    meaning_of,
)
from search.reading.formats.html.tokens import parsed_attributes

SOFT = "\0"
"""Where an element was removed, or an unknown one begins or ends: a space if words would touch."""
LONG = 300
"""Characters of a tag; longer ones are rare."""
LINK, NAMED = 1, 2
"""Marks that inline elements give to the text in them: it is a link, or named as boilerplate."""

_NOTABLE = ASIDE | HEADINGS | set("article main figure table img li dd blockquote pre form".split())
_NOTED = frozenset(
    ("itemprop", "datetime", "content", "title", "hidden", "aria-hidden", "role", "style")
)
"""Attributes of which rules ask whether an element has them."""
_LEADING = ("a", "img")
_TARGET = re.compile(r'(?<![^ ])(?:href|src|alt)="[^"]*+" ?')
_ROLES = frozenset(
    ("navigation", "banner", "complementary", "contentinfo", "dialog", "search", "menu")
)
_INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*50",
    re.IGNORECASE,
)
"""Styles with which nobody sees an element; one that is clipped is for screen readers."""
_FOLDED = re.compile(
    r"accord[ie]+on|collaps|tab-?(?:panel|pane|content)|faq|toggle-?content|expandable",
    re.IGNORECASE,
)
_STREAMED = re.compile(r"S:[0-9a-f]+")
"""The ids that React gives to parts of a page that it sends late, which scripts move and show."""
_ROOTS = frozenset(("html", "body", "article", "main"))
_UNNAMED = frozenset((*_ROOTS, "blockquote"))
"""Elements whose names say nothing. A quotation from a social network is called a tweet, and is text."""


class _Kind(NamedTuple):
    """What the name of an element says: as in `TagFacts`."""

    bound: str | None
    is_block: bool
    is_void: bool
    is_notable: bool


def _kind(tag: str) -> _Kind:
    is_block = tag in BLOCKS
    inline = "\n" if tag == "br" else "" if tag in INLINE else SOFT
    return _Kind(None if is_block else inline, is_block, tag in VOID, tag in _NOTABLE)


_KINDS = {tag: _kind(tag) for tag in BLOCKS | INLINE | ASIDE | VOID}
_UNKNOWN = _kind("")
_NO_ATTRIBUTES: Mapping[str, str] = {}


class TagFacts(NamedTuple):
    """What a tag says. `bound` is what the beginning and the end of the element are in a text: None the
    border of a block, "" nothing, SOFT the border of an unknown element, or a line break. `mark` is what
    the element gives to its text if it is an inline one.

    What is `is_left_out` is left out for what it is: a menu, hidden, or readers' comments. The names say
    the rest; an id that is made of a heading has no part in `is_plainly_beside` and `is_boilerplate`.
    `attributes` are those of a tag that has one of `_NOTED`, `item` the value of `itemprop`.
    """

    tag: str
    bound: str | None
    is_block: bool
    is_void: bool
    is_notable: bool
    mark: int
    is_left_out: bool
    is_comments: bool
    is_body: bool
    is_beside: bool
    is_plainly_beside: bool
    is_boilerplate: bool
    is_product: bool
    is_standfirst: bool
    is_picture: bool
    is_caption: bool
    attributes: Mapping[str, str]
    item: str


def facts_of(texts: Sequence[str]) -> list[TagFacts]:
    """What tags say; each text stands between a "<" and ">". What is long is judged each time, so that
    what is kept is bounded."""
    if max(map(len, texts)) <= LONG:
        return [*map(_kept_facts_of, texts)]
    return [_kept_facts_of(text) if len(text) <= LONG else _facts_of_text(text) for text in texts]


def _facts_of_text(text: str) -> TagFacts:
    tag, has_attributes, rest = text.partition(" ")
    if not has_attributes and "-" not in tag:
        return _shared(tag)
    if tag not in _LEADING:
        return _facts_of(tag, False, rest)
    is_link = tag == "a" and 'href="' in rest
    others = _TARGET.sub("", rest)
    if not others:
        return _shared(tag, is_link)
    judge = _kept_facts_of_leading if len(others) <= LONG else _facts_of
    return judge(tag, is_link, others)


_kept_facts_of = lru_cache(maxsize=16_384)(_facts_of_text)


def _facts_of(tag: str, is_link: bool, rest: str) -> TagFacts:
    attributes = parsed_attributes(rest)
    meaning_of_name = kept_meaning_of if len(rest) <= LONG else meaning_of
    meaning = kept_meaning_of(tag[:LONG]) if "-" in tag else 0
    for name in attributes.get("class", "").split():
        meaning |= meaning_of_name(name)
    id = attributes.get("id", "").strip()
    by_id = meaning_of_name(id) if id else 0
    is_of_heading = by_id and (tag in HEADINGS or is_slug_like(id))
    others = meaning if is_of_heading else meaning | by_id
    if _NOTED.isdisjoint(attributes):
        return _shared(tag, is_link, meaning | by_id, others)
    return _judged(tag, is_link, meaning | by_id, others, attributes)


_kept_facts_of_leading = lru_cache(maxsize=2_048)(_facts_of)
"""Links and pictures have many other attributes in common."""


def _judged(
    tag: str, is_link: bool, meaning: int, others: int, attributes: Mapping[str, str]
) -> TagFacts:
    """The facts of a tag. `meaning` is that of all its names, `others` that of the names without an id
    that is made of a heading."""
    kind = _KINDS.get(tag, _UNKNOWN)
    is_comments = bool(meaning & COMMENTS)
    is_named = is_boilerplate(meaning) and not kind.is_block
    is_hidden = bool(meaning & UNSEEN) or (bool(attributes) and _is_hidden(tag, attributes))
    return TagFacts(
        tag=tag,
        bound=kind.bound,
        is_block=kind.is_block,
        is_void=kind.is_void,
        is_notable=kind.is_notable or bool(meaning or attributes),
        mark=LINK * is_link + NAMED * is_named,
        is_left_out=tag in ASIDE or ((is_comments or is_hidden) and tag not in _ROOTS),
        is_comments=is_comments,
        is_body=bool(meaning & BODY),
        is_beside=bool(meaning & BESIDE),
        is_plainly_beside=bool(others & BESIDE),
        is_boilerplate=is_boilerplate(others) and tag not in _UNNAMED,
        is_product=bool(others & PRODUCT),
        is_standfirst=bool(meaning & STANDFIRST),
        is_picture=bool(meaning & PICTURE),
        is_caption=bool(meaning & CAPTION),
        attributes=attributes,
        item=attributes.get("itemprop", ""),
    )


@lru_cache(maxsize=8_192)
def _shared(tag: str, is_link: bool = False, meaning: int = 0, others: int = 0) -> TagFacts:
    """The facts of a tag without attributes that are noted: of most tags, which are alike."""
    return _judged(tag, is_link, meaning, others, _NO_ATTRIBUTES)


def names_in(attributes: Mapping[str, str]) -> list[str]:
    """The classes and the id."""
    names = attributes["class"].split() if "class" in attributes else []
    if id := attributes.get("id", "").strip():
        names.append(id)
    return names


def _is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether readers do not see an element, or need not. A paragraph that is hidden from screen readers
    alone is text: paywalls fade such ones out. So is what one click shows."""
    if attributes.get("role", "") in _ROLES:
        return True
    is_hidden = (
        ("hidden" in attributes and not _STREAMED.fullmatch(attributes.get("id", "")))
        or (attributes.get("aria-hidden") == "true" and tag != "p")
        or bool(_INVISIBLE.search(attributes.get("style", "")))
    )
    return is_hidden and not _is_folded(attributes)


def _is_folded(attributes: Mapping[str, str]) -> bool:
    """Whether an element is a panel of tabs, or a part of a list that unfolds."""
    return attributes.get("role") == "tabpanel" or any(map(_FOLDED.search, names_in(attributes)))
