"""The tags and texts of sanitized markup.

It is the output of an HTML5 parser, which closes every element, quotes every value and escapes what is
no tag: each "<" begins a tag and each ">" ends one. So markup is cut at these, in a fraction of the time
that an expression or another parser takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from search.reading.formats.html.elements import ASIDE, INLINE

Token = tuple[str, str, str]
"""A tag without its "<" and ">"; this ">"; and the text after it, where references are not read yet."""

_PERMALINK = re.compile(r"<a\b[^>]*+>\s*+[¶#§🔗]\s*+</a>")
"""A sign that links to the heading before it."""
_HASH = re.compile(r"#\s*+<")
_CREDITS = re.compile(r" (?:(?:itemprop|rel)=\"[^\"]*\b(?:author|datePublished)\b|datetime=\")")
_CREDITED = ("aside", "footer")
_META = re.compile(r'<footer class="[^"]*(?<![^\W_])(?:meta|submitted|byline)(?![^\W_])')
"""A footer that says who wrote an article and when, which may stand before its text."""
_LONGEST_CREDITS = 300
_SHORTEST_BOX = 200
_ASIDE_TAG = re.compile(rf"<(/?)({'|'.join(sorted(ASIDE))}|article)[ >]")
_ASIDE_OR_BODY = re.compile(
    rf"<(/?)({'|'.join(sorted(ASIDE))})(?=[ >])|itemprop=\"articleBody\"|<main(?=[ >])"
)
_ATTRIBUTE = re.compile(r'([^=\s]++)="([^"]*+)"')
_LONG = 4_000
"""Characters of the markup of a menu, whose text says no more than the number of its links."""


class Aside(NamedTuple):
    """What an element of `ASIDE` contains: the number of its links, and its markup; "" if there is much
    of both."""

    links: int
    markup: str

    @property
    def text(self) -> str:
        pieces = (
            f"{' ' * _parts_words(tag)}{text}" for tag, _, text in tokens_of(f"<p>{self.markup}")
        )
        return " ".join(plain("".join(pieces)).split())


def tokens_of(markup: str) -> list[Token]:
    """The tags and texts of markup that begins with a tag."""
    return [piece.partition(">") for piece in _without_permalinks(markup)[1:].split("<")]


def without_asides(markup: str) -> tuple[str, list[Aside]]:
    """Markup without what is in menus and other elements of `ASIDE`, and what was in each of these. What
    says who wrote the article, and when, is kept, and so are its boxes."""
    kept: list[str] = []
    asides: list[Aside] = []
    start = first = depth = articles = 0
    has_others = False
    for tag in _ASIDE_TAG.finditer(markup):
        if tag[2] == "article":
            articles += -1 if tag[1] else 1
            continue
        depth += -1 if tag[1] else 1
        if depth == 1 and not tag[1]:
            first, name, has_others = markup.index(">", tag.start()) + 1, tag[2], False
            kept.append(markup[start:first])
        elif depth == 0:
            inside = markup[first : tag.start()]
            if ('itemprop="articleBody"' in inside or "<main" in inside) and (
                freed := _with_bodies(markup)
            ):
                return without_asides(freed)
            is_marked = (
                name in _CREDITED
                and not has_others
                and bool(_CREDITS.search(inside) or (articles and _META.search(kept[-1])))
            )
            links = inside.count("<a ") + inside.count("<a>")
            is_read = is_marked or not links or name == "figcaption" or len(inside) <= _LONG
            asides.append(Aside(links, inside if is_read else ""))
            if is_marked and len(asides[-1].text) <= _LONGEST_CREDITS:
                kept.append(inside)
            elif articles and name == "aside" and not has_others and _is_box(inside, asides[-1]):
                head, _, attributes = kept[-1].rpartition("<aside")
                kept[-1:] = (f"{head}<div{attributes}", inside)
                asides.pop()
            start = tag.start()
        else:
            has_others = True
    return "".join((*kept, markup[start:])), asides


def _is_box(inside: str, aside: Aside) -> bool:
    """Whether what stands beside the text in an article belongs to it: a text without links."""
    return not aside.links and "<button" not in inside and len(aside.text) >= _SHORTEST_BOX


def _with_bodies(markup: str) -> str:
    """Markup with a `div` in place of each element of `ASIDE` that holds the body of the article; "" if
    none does."""
    open_tags: list[re.Match[str]] = []
    renamed: list[re.Match[str]] = []
    holding = 0
    for found in _ASIDE_OR_BODY.finditer(markup):
        if not found[2]:
            holding = len(open_tags)
        elif not found[1]:
            open_tags.append(found)
        elif open_tags:
            opened = open_tags.pop()
            if len(open_tags) < holding:
                holding = len(open_tags)
                renamed += (opened, found)
    parts: list[str] = []
    start = 0
    for tag in sorted(renamed, key=re.Match.start):
        parts += (markup[start : tag.start(2)], "div")
        start = tag.end(2)
    return "".join((*parts, markup[start:])) if parts else ""


def _without_permalinks(markup: str) -> str:
    has_sign = "¶" in markup or "§" in markup or "🔗" in markup or _HASH.search(markup)
    return _PERMALINK.sub("", markup) if has_sign else markup


def _parts_words(tag: str) -> bool:
    return tag.lstrip("/").partition(" ")[0] not in INLINE


def plain(text: str) -> str:
    """A text of the markup without character references: a parser writes no others."""
    if "&" not in text:
        return text
    for reference, character in _REFERENCES:
        text = text.replace(reference, character)
    return text


_REFERENCES = (
    ("&nbsp;", "\xa0"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&amp;", "&"),
)
"""The last one makes the "&" that begins none of the others."""


@lru_cache(maxsize=2_048)
def attributes_of(tag: str) -> Mapping[str, str]:
    """The attributes of a tag."""
    return parsed_attributes(tag)


def parsed_attributes(text: str) -> Mapping[str, str]:
    """The values by name of what a tag has as attributes: `name="value" …`."""
    found = _ATTRIBUTE.findall(text)
    return {name: plain(value) for name, value in found} if "&" in text else dict(found)
