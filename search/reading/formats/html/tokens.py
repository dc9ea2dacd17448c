"""The tags and texts of sanitized markup.

It is the output of an HTML5 parser, which closes every element, quotes every value and escapes what is
no tag, so one expression reads it, in a third of the time that another parser takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

from search.reading.formats.html.elements import ASIDE, INLINE

Token = tuple[str, str, str]
"""A tag and the text after it: the name, with "/" before it if the tag is an end; attributes; text."""

_TOKEN = re.compile(r'<([^\s>]++)((?>(?:[^">]++"[^"]*+")*))>([^<]*+)')
_PERMALINK = re.compile(r"<a\b[^>]*+>\s*+[¶#§🔗]\s*+</a>")
"""A sign that links to the heading before it."""
_CREDITS = re.compile(r" (?:(?:itemprop|rel)=\"[^\"]*\b(?:author|datePublished)\b|datetime=\")")
_CREDITED = ("aside", "footer")
_LONGEST_CREDITS = 300
_ASIDE_TAG = re.compile(rf"<(/?)({'|'.join(sorted(ASIDE))})[ >]")
_ATTRIBUTE = re.compile(r' ([^=]++)="([^"]*+)"')
_LONG = 4_000
"""Characters of the markup of a menu, whose text says no more than the number of its links."""


class Aside(NamedTuple):
    """What an element of `ASIDE` contains: the number of its links, and its text; "" if there is much of
    both."""

    links: int
    text: str


def tokens_of(markup: str) -> list[Token]:
    return _TOKEN.findall(_PERMALINK.sub("", markup))


def without_asides(markup: str) -> tuple[str, list[Aside]]:
    """Markup without what is in menus and other elements of `ASIDE`, and what was in each of these. What
    says who wrote the article, and when, is kept."""
    kept: list[str] = []
    asides: list[Aside] = []
    start = first = depth = 0
    has_others = False
    for tag in _ASIDE_TAG.finditer(markup):
        depth += -1 if tag[1] else 1
        if depth == 1 and not tag[1]:
            first, name, has_others = markup.index(">", tag.start()) + 1, tag[2], False
            kept.append(markup[start:first])
        elif depth == 0:
            inside = markup[first : tag.start()]
            is_marked = not has_others and name in _CREDITED and bool(_CREDITS.search(inside))
            links = inside.count("<a ") + inside.count("<a>")
            is_told = is_marked or not links or name == "figcaption" or len(inside) <= _LONG
            asides.append(Aside(links, _text(inside) if is_told else ""))
            if is_marked and len(asides[-1].text) <= _LONGEST_CREDITS:
                kept.append(inside)
            start = tag.start()
        else:
            has_others = True
    return "".join((*kept, markup[start:])), asides


def _text(markup: str) -> str:
    tokens = tokens_of(f"<p>{markup}")
    parts = (text if name.lstrip("/") in INLINE else f" {text}" for name, _, text in tokens)
    return " ".join(plain("".join(parts)).split())


def plain(text: str) -> str:
    """A text without character references."""
    return unescape(text) if "&" in text else text


def attributes_of(text: str) -> Mapping[str, str]:
    """The values by name of what a token has as attributes: ` name="value" …`."""
    found = _ATTRIBUTE.findall(text)
    return {name: plain(value) for name, value in found} if "&" in text else dict(found)
