"""A search as an RSS 2.0 feed, for programs that do not read Atom."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import format_datetime

from search.result_formats.answer import Answer
from search.result_formats.feed_entry import FeedEntry, feed_entry, published_at
from search.result_formats.feed_titles import title_of
from search.result_formats.paths import search_path
from search.result_formats.well_formed import xml_text

NAME = "rss"


def render(answer: Answer) -> Iterator[str]:
    """The head of the channel, then its items."""
    hits = answer.scan()
    yield _head(answer)
    for hit in hits:
        yield _item(feed_entry(hit, answer))
    yield "</channel>\n</rss>\n"


def _head(answer: Answer) -> str:
    title = title_of(answer)
    own = xml_text(answer.address(search_path(answer.request, NAME, answer.part)))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"{_element('title', title)}"
        f"{_element('link', answer.address(search_path(answer.request)))}"
        f"{_element('description', f'Articles found: {title}')}"
        f"{_element('lastBuildDate', format_datetime(published_at(answer)))}"
        f'<atom:link rel="self" type="application/rss+xml" href="{own}"/>\n'
    )


def _item(entry: FeedEntry) -> str:
    date = _element("pubDate", format_datetime(entry.published)) if entry.published else ""
    return (
        "<item>\n"
        f"{_element('title', entry.title)}"
        f"{_element('link', entry.url)}"
        f'<guid isPermaLink="false">{xml_text(entry.id)}</guid>\n'
        f"{date}"
        f"{''.join(_element('dc:creator', each) for each in entry.authors)}"
        f"{''.join(_element('category', each) for each in entry.categories)}"
        f"{_element('description', entry.html)}"
        "</item>\n"
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{xml_text(text)}</{name}>\n"
