"""HTML pages as articles: the head gives the fields, the sanitized body gives the paragraphs.

Paragraphs are not joined across page breaks as those of Markdown are: a page was not printed before it
was saved.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import BeautifulSoup

from search.config.archive import ArchiveConfig
from search.model.facets import AUTHOR
from search.reading.decoding import decode
from search.reading.draft import Draft
from search.reading.dropped_texts import dropped_beginnings, is_dropped
from search.reading.formats.html.declared_encoding import declared_label
from search.reading.formats.html.html_metadata import metadata
from search.reading.formats.html.main_text import Line, body_lines
from search.reading.formats.html.sanitizer import sanitized
from search.reading.formats.html.visible_fields import byline_in, date_in, heading_in, standfirst_in

_HEAD_END = re.compile(r"</head\s*>|<(?:body|div|p|table|article|h1)\b", re.IGNORECASE)
_MAX_HEAD = 1_000_000


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of an HTML page; raises `Unreadable` if it is not text."""
    text, odd = decode(data, declared_label(data))
    page = metadata(BeautifulSoup(_head(text), "lxml"), text, config.facets)
    body = BeautifulSoup(sanitized(text), "lxml")
    for selector in config.dropped_selectors:
        for element in body.select(selector):
            element.decompose()
    title = page.title or heading_in(body)
    authors = page.facets.get(AUTHOR) or byline_in(body)
    published = page.published or date_in(body)
    dropped = dropped_beginnings(config)
    standfirst = standfirst_in(body)
    if is_dropped(standfirst, dropped):
        standfirst = ""
    lines = [each for each in body_lines(body, title) if not is_dropped(each.text, dropped)]
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


def _head(text: str) -> str:
    """The part of a page with its meta elements."""
    end = _HEAD_END.search(text, 0, _MAX_HEAD)
    return text[: end.start() if end else _MAX_HEAD]


def _own_summary(description: str, lines: list[Line]) -> str:
    """The description, or "" if it only repeats the beginning of the text."""
    start = _plain(description)
    opening = _plain(" ".join(line.text for line in lines[:4]))
    repeated = start[:60] in opening and not any(
        _plain(description) == _plain(x.text) for x in lines
    )
    return "" if repeated else description


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
