"""What the rules make of the tag that begins an element.

Tags of which no rule says anything are alike but for their names, so only the others are judged, and each
text only once. Rules look at elements that are `notable` alone: they are a few of those of a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from search.reading.formats.html.elements import ASIDE, BLOCKS, HEADINGS, INLINE, VOID
from search.reading.formats.html.name_rules import (
    BESIDE,
    BODY,
    CAPTION,
    COMMENTS,
    PICTURE,
    STANDFIRST,
    is_boilerplate,
    is_slug_like,
    kept_told_by,
    told_by,
)
from search.reading.formats.html.tokens import parsed_attributes

SOFT = "\0"
"""Where an element was removed, or an unknown one begins or ends: a space if words would touch."""
LONG = 300
"""Characters of a tag; longer ones are rare."""
LINK, NAMED = 1, 2
"""Marks that inline elements give to the text in them: it is a link, or named as boilerplate."""

_NOTABLE = ASIDE | HEADINGS | set("article main table img li dd blockquote pre".split())
_NOTED = frozenset(("itemprop", "datetime", "content", "hidden", "aria-hidden", "role", "style"))
"""Attributes of which rules ask whether an element has them."""
_LEADING = ("a", "img")
_TARGET = re.compile(r'(?<![^ ])(?:href|src|alt)="[^"]*+" ?')
_ROLES = frozenset(
    ("navigation", "banner", "complementary", "contentinfo", "dialog", "search", "menu")
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROOTS = frozenset(("html", "body", "article", "main"))
_UNNAMED = frozenset((*_ROOTS, "blockquote"))
"""Elements whose names say nothing. A quotation from a social network is called a tweet, and is text."""


_Kind = tuple[str | None, bool, bool, bool]


def _kind(tag: str) -> _Kind:
    is_block = tag in BLOCKS
    inline = "\n" if tag == "br" else "" if tag in INLINE else SOFT
    return None if is_block else inline, is_block, tag in VOID, tag in _NOTABLE


_KINDS = {tag: _kind(tag) for tag in BLOCKS | INLINE | ASIDE | VOID}
_UNKNOWN = _kind("")
"""Of an element its bound, whether it is a block, is void, is notable."""


class TagFacts:
    """What a tag says. `bound` is what the beginning and the end of the element are in a text: None the
    border of a block, "" nothing, SOFT the border of an unknown element, or a line break. `mark` is what
    the element gives to its text if it is an inline one."""

    is_left_out = False
    """Whether the element is left out for what it is: a menu, hidden, or readers' comments."""
    item = ""
    """The value of `itemprop`."""
    attributes: Mapping[str, str] = {}
    """Those of a tag that has one of `_NOTED`."""

    def __init__(self, tag: str, is_link: bool, told: int, of_classes: int) -> None:
        """`told` is what all names say, `of_classes` what they say without an id that is made of a
        heading."""
        self.tag = tag
        self.bound, self.is_block, self.is_void, is_notable = _KINDS.get(tag, _UNKNOWN)
        self.is_notable = is_notable or bool(told)
        self.is_comments = bool(told & COMMENTS)
        self.is_body = bool(told & BODY)
        self.is_beside = bool(told & BESIDE)
        self.is_plainly_beside = bool(of_classes & BESIDE)
        self.is_boilerplate = is_boilerplate(of_classes) and tag not in _UNNAMED
        self.is_standfirst = bool(told & STANDFIRST)
        self.is_picture = bool(told & PICTURE)
        self.is_caption = bool(told & CAPTION)
        is_named = is_boilerplate(told) and not self.is_block
        self.mark = LINK * is_link + NAMED * is_named
        self.is_left_out = tag in ASIDE or (self.is_comments and tag not in _ROOTS)


def facts_of(texts: Sequence[str]) -> list[TagFacts]:
    """What tags say; each text stands between a "<" and ">". What is long is judged each time, so that
    what is kept is bounded."""
    if max(map(len, texts)) <= LONG:
        return [*map(_kept_facts_of, texts)]
    return [_kept_facts_of(text) if len(text) <= LONG else _facts_of_text(text) for text in texts]


def _facts_of_text(text: str) -> TagFacts:
    tag, has_attributes, rest = text.partition(" ")
    if not has_attributes and "-" not in tag:
        return _told(tag)
    if tag not in _LEADING:
        return _facts_of(tag, False, rest)
    is_link = tag == "a" and 'href="' in rest
    others = _TARGET.sub("", rest)
    if not others:
        return _told(tag, is_link)
    judge = _kept_facts_of_leading if len(others) <= LONG else _facts_of
    return judge(tag, is_link, others)


_kept_facts_of = lru_cache(maxsize=16_384)(_facts_of_text)


def _facts_of(tag: str, is_link: bool, rest: str) -> TagFacts:
    attributes = parsed_attributes(rest)
    told_by_name = kept_told_by if len(rest) <= LONG else told_by
    told = kept_told_by(tag[:LONG]) if "-" in tag else 0
    for name in attributes.get("class", "").split():
        told |= told_by_name(name)
    of_classes = told
    if (id := attributes.get("id", "").strip()) and (by_id := told_by_name(id)):
        told |= by_id
        if tag not in HEADINGS and not is_slug_like(id):
            of_classes |= by_id
    if _NOTED.isdisjoint(attributes):
        return _told(tag, is_link, told, of_classes)
    facts = TagFacts(tag, is_link, told, of_classes)
    facts.is_notable, facts.attributes = True, attributes
    facts.item = attributes.get("itemprop", "")
    if _is_hidden(attributes) and tag not in _ROOTS:
        facts.is_left_out = True
    return facts


_kept_facts_of_leading = lru_cache(maxsize=2_048)(_facts_of)
"""Links and pictures have many other attributes in common."""


@lru_cache(maxsize=8_192)
def _told(tag: str, is_link: bool = False, told: int = 0, of_classes: int = 0) -> TagFacts:
    return TagFacts(tag, is_link, told, of_classes)


def names_in(attributes: Mapping[str, str]) -> list[str]:
    """The classes and the id."""
    names = attributes["class"].split() if "class" in attributes else []
    if id := attributes.get("id", "").strip():
        names.append(id)
    return names


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role", "") in _ROLES
        or bool(_INVISIBLE.search(attributes.get("style", "")))
    )
