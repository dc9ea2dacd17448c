"""Answers that need no search: those that a client has already, and those that were made lately.

Within a generation, and a day, an answer follows from the request alone, so its ETag is known before it
is made, and a client that has it gets 304. Others get the answer as it was made for the last who asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from http import HTTPStatus

from flask import Flask, Response, g, request
from werkzeug.datastructures import Headers

from search.model.noted_search import NotedSearch
from search.storage.recent import Recent
from web.edition import edition
from web.language import language
from web.preferences import COOKIE, View
from web.search_log import note_again, noted_search
from web.site import base_address, fault, site, title
from web.styles import comes_from_elsewhere

BYTES = 8 << 20
"""What a process keeps: some 500 pages of results, compressed, or 300 with their style sheets."""
_HEAD = 1_000
"""Bytes that an answer takes beside its body, about."""
_ENDPOINTS = frozenset(
    {
        "formats.json",
        "over_time.data",
        "over_time.page",
        "over_time.table",
        "pages.article",
        "pages.browse",
        "pages.front",
        "pages.search",
    }
)
"""Whose answers are small and often asked for."""
_OF_THE_FIRST = ("Content-Length", "Server-Timing")
"""Headers that say how one answer was made or sent."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer as it was made, compressed, and what the log of searches notes of it."""

    body: bytes
    headers: Headers
    noted: NotedSearch | None

    @property
    def nbytes(self) -> int:
        return len(self.body) + _HEAD


def keep(app: Flask) -> None:
    """Keep answers of `app`. To be called before compression is: what is compressed is kept."""
    recent = Recent(BYTES)

    def find() -> Response | None:
        if request.endpoint not in _ENDPOINTS or request.method not in ("GET", "HEAD"):
            return None
        g.published = published = _published()
        g.tag = tag = _tag(published)
        if request.if_none_match.contains_weak(tag):
            unchanged = Response(status=HTTPStatus.NOT_MODIFIED)
            if request.endpoint == "pages.search":
                unchanged.vary.add("Cookie")
            return _counted(unchanged, "not modified")
        found: _Answer | None = recent.find(tag)
        if found is None:
            return None
        del g.tag
        note_again(found.noted)
        return _counted(Response(found.body, headers=found.headers.copy()), "again")

    def take(response: Response) -> Response:
        tag: str | None = g.pop("tag", None)
        if tag is None or not _is_whole(response) or g.published != _published():
            return response
        response.set_etag(tag, weak=True)
        if response.status_code == HTTPStatus.OK:
            headers = Headers([each for each in response.headers if each[0] not in _OF_THE_FIRST])
            recent.add(tag, _Answer(response.get_data(), headers, noted_search()))
        return response

    app.before_request(find)
    app.after_request(take)


def incomplete() -> None:
    """Say that this answer lacks something that the next one may have: it is not kept."""
    g.incomplete = True


def _is_whole(response: Response) -> bool:
    is_good = response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
    return is_good and not response.is_streamed and "incomplete" not in g


def _counted(response: Response, how: str) -> Response:
    site().metrics.kept.labels(how).inc()
    return response


def _published() -> tuple[str, str, str]:
    """What is published, which may change while an answer is made."""
    status, wrong = site().engine.status(), fault()
    return status.generation, status.published_at, str(wrong or "")


def _tag(published: tuple[str, str, str]) -> str:
    """A digest of all that an answer follows from."""
    parts = (
        *published,
        site().assets.digest,
        edition(),
        title(),
        base_address(),
        request.full_path,
        language().tag,
        datetime.now(UTC).date().isoformat(),  # citations say when a page was read
        View.of_cookie(request.cookies.get(COOKIE, "")).cookie,
        "styles inside" if comes_from_elsewhere() else "",
        "gzip" if request.accept_encodings.quality("gzip") > 0 else "",
    )
    return blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
