"""HTML pages as articles: the head gives the fields, the sanitised body the paragraphs.

A page is untrusted. It is first rebuilt by nh3, an HTML5 parser that keeps only the elements and
attributes named here; what runs in a browser is gone before anything else looks at the body. Text
of pages is not mended as that of Markdown is: it did not come through print.
"""

from __future__ import annotations

import re
from dataclasses import replace

import nh3
from bs4 import BeautifulSoup
from bs4.dammit import UnicodeDammit

from search.config.archive import ArchiveConfig
from search.model.facets import AUTHOR
from search.reading.decoding import decode, is_utf8, refuse_binary
from search.reading.draft import Draft
from search.reading.formats.html.html_metadata import metadata
from search.reading.formats.html.main_text import Line, body_lines
from search.reading.formats.html.visible_fields import byline_in, date_in, heading_in, standfirst_in
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
_DEEPEST = 60
_DEEPEST_READ = 1_000
_MOST_TAGS = 200_000
_NESTING = frozenset(
    "a article b blockquote center div em font header i main ol section span strong table u ul".split()
)
_GROUPING = re.compile(r"</?(?!script|style|p\b|br\b|h[1-6]\b)\w[^>]{0,10000}>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(\w+)")
_HEAD_END = re.compile(r"</head\s*>|<(?:body|div|p|table|article|h1)\b", re.IGNORECASE)
_LONGEST_HEAD = 1_000_000


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of an HTML page; raises `Unreadable` if it is not text."""
    text, odd = _decoded(data)
    page = metadata(BeautifulSoup(_head(text), "lxml"), text, config.facets)
    body = BeautifulSoup(_sanitised(text), "lxml")
    for selector in config.dropped_selectors:
        for element in body.select(selector):
            element.decompose()
    title = page.title or heading_in(body)
    authors = page.facets.get(AUTHOR) or byline_in(body)
    published = page.published or date_in(body)
    standfirst = standfirst_in(body)
    lines = body_lines(body, title)
    summary = standfirst or _own_summary(page.summary, lines)
    kept = [line for line in lines if _plain(line.text) != _plain(summary)]
    return replace(
        page,
        title=title,
        facets={**page.facets, AUTHOR: authors},
        published=published,
        summary=summary,
        paragraphs=tuple((line.text, line.kind) for line in kept),
        warnings=(odd,) if odd else (),
    )


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a page: UTF-8 or by its byte order mark, else as the page declares."""
    if is_utf8(data):
        return decode(data)
    refuse_binary(data)
    markup = UnicodeDammit(data, is_html=True)
    if not (markup.unicode_markup and markup.declared_html_encoding):
        return decode(data)
    return markup.unicode_markup, ""


def _head(text: str) -> str:
    """The part of a page that holds its meta elements."""
    end = _HEAD_END.search(text, 0, _LONGEST_HEAD)
    return text[: end.start() if end else _LONGEST_HEAD]


def _sanitised(text: str) -> str:
    """The body as harmless markup, flattened if it is nested deeper than any page is.

    The first check is for nh3's sake, whose time grows with the square of the depth.
    """
    end = re.search(r"</head\s*>", text, re.IGNORECASE)
    rest = text[end.end() :] if end else text
    if _depth(_TAG.findall(rest)) > _DEEPEST_READ:
        rest = _GROUPING.sub(" ", rest)
    clean = nh3.clean(
        rest,
        tags=_KEPT,
        clean_content_tags=_DROPPED,
        attributes={"*": _ATTRIBUTES},
        link_rel=None,
    )
    tags = _TAG.findall(clean)
    if len(tags) > _MOST_TAGS:
        raise Unreadable(f"has more than {_MOST_TAGS // 2:,} elements: save the article alone")
    if _depth(tags) <= _DEEPEST:
        return clean
    return nh3.clean(clean, tags={"p", "h1", "h2", "h3", "br"}, attributes={})


def _depth(tags: list[tuple[str, str]]) -> int:
    """How deep elements that group or format others are nested at the most."""
    depth = deepest = 0
    for end, name in tags:
        if name.lower() in _NESTING:
            depth += -1 if end else 1
            deepest = max(deepest, depth)
    return deepest


def _own_summary(description: str, lines: list[Line]) -> str:
    """The description, unless it only repeats how the text begins."""
    start = _plain(description)
    opening = _plain(" ".join(line.text for line in lines[:4]))
    repeated = start[:60] in opening and not any(
        _plain(description) == _plain(x.text) for x in lines
    )
    return "" if repeated else description


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
