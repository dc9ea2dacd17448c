"""A search as an Atom feed (RFC 4287), which news readers follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from search.model.part import Part
from search.result_formats.answer import Answer
from search.result_formats.feed_entry import (
    UNDATED,
    FeedEntry,
    feed_entry,
    published_at,
    tag_uri,
)
from search.result_formats.feed_titles import title_of
from search.result_formats.paths import search_path
from search.result_formats.well_formed import xml_text

NAME = "atom"


def render(answer: Answer) -> Iterator[str]:
    """The head of the feed, then its entries."""
    hits = answer.scan()
    yield _head(answer, answer.part.after(hits.total), hits.total)
    for hit in hits:
        yield _entry(feed_entry(hit, answer))
    yield "</feed>\n"


def _head(answer: Answer, following: Part | None, total: int) -> str:
    request = answer.request
    own = answer.address(search_path(request, NAME, answer.part))
    links = [_link("self", own, "application/atom+xml")]
    links.append(_link("alternate", answer.address(search_path(request)), "text/html"))
    if following:
        address = answer.address(search_path(request, NAME, following))
        links.append(_link("next", address, "application/atom+xml"))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"{_element('id', tag_uri(answer, search_path(request, NAME)))}"
        f"{_element('title', title_of(answer))}"
        f"{_element('updated', _time(published_at(answer)))}"
        f"{_person(answer.title or 'Backissue')}"
        f"{''.join(links)}"
        f"{_element('opensearch:totalResults', str(total))}"
    )


def _entry(entry: FeedEntry) -> str:
    published = _element("published", _time(entry.published)) if entry.published else ""
    categories = (f'<category term="{xml_text(each)}"/>\n' for each in entry.categories)
    return (
        "<entry>\n"
        f"{_element('id', entry.id)}"
        f"{_element('title', entry.title)}"
        f"{_element('updated', _time(entry.published or UNDATED))}"
        f"{published}"
        f"{_link('alternate', entry.url, 'text/html')}"
        f"{''.join(map(_person, entry.authors))}"
        f"{''.join(categories)}"
        f'<content type="html">{xml_text(entry.html)}</content>\n'
        "</entry>\n"
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{xml_text(text)}</{name}>\n"


def _person(name: str) -> str:
    return f"<author><name>{xml_text(name)}</name></author>\n"


def _link(relation: str, address: str, media_type: str) -> str:
    return f'<link rel="{relation}" type="{media_type}" href="{xml_text(address)}"/>\n'


def _time(when: datetime) -> str:
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")
