"""An entry of a feed, whatever its notation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import quote, urlsplit

from search.model.dates import AnyDate, span_of
from search.model.facets import AUTHOR, LANGUAGE, SOURCE
from search.model.results import Hit
from search.result_formats.answer import Answer
from search.result_formats.paths import article_path, passage_path

_SINCE = "2026"
"""In tag URIs a time at which the host had its name. Never change it: every entry would be a new one."""
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of what has none: feeds ask for one, and it must never change."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A hit as an entry; `html` are its passages with the matches in <mark>, each with a link."""

    id: str
    title: str
    url: str
    published: datetime | None
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    html: str


def feed_entry(hit: Hit, answer: Answer) -> FeedEntry:
    """The entry of a hit. Its id outlasts reindexes, and never depends on the search."""
    is_part = answer.request.unit == "paragraph" and bool(hit.passages)
    path = passage_path(hit, hit.passages[0].anchor) if is_part else article_path(hit.id)
    categories = dict.fromkeys(
        value
        for each in answer.facets
        if each.name not in (AUTHOR, SOURCE, LANGUAGE)
        for value in hit.values(each.name)
    )
    return FeedEntry(
        id=tag_uri(answer, path),
        title=hit.title or "Untitled",
        url=answer.address(path),
        published=moment(hit.published),
        authors=hit.authors or tuple(filter(None, (hit.publisher or hit.source,))),
        categories=tuple(categories),
        html="".join(_paragraph(hit, each.html, each.anchor, answer) for each in hit.passages),
    )


def tag_uri(answer: Answer, path: str) -> str:
    """A name for what is at a path of the site (RFC 4151); it stays when the site moves from http to
    https."""
    host = urlsplit(answer.address("/")).hostname or "localhost"
    return f"tag:{quote(host.encode('idna').decode('ascii'), safe='.-')},{_SINCE}:{path}"


def moment(day: AnyDate | None) -> datetime | None:
    """The beginning of a day, month or year; None for no date."""
    return datetime.combine(span_of(day).first, time(), UTC) if day else None


def published_at(answer: Answer) -> datetime:
    """When the index was published."""
    try:
        found = datetime.fromisoformat(answer.updated)
    except ValueError:
        return UNDATED
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _paragraph(hit: Hit, html: str, anchor: str, answer: Answer) -> str:
    url = answer.address(passage_path(hit, anchor)).replace("&", "&amp;")
    return f'<p>{html} <a href="{url}">¶</a></p>'
