"""Whether a client has an answer already: an answer to an address changes only with the generation."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from hashlib import blake2b

from flask import Response, request

from search.model.results import Status
from web.site import base_address, site, title

FRESH = 2
"""Seconds for which browsers may keep an answer without asking."""


def not_modified(status: Status) -> Response | None:
    """304 if the client has what this generation answers; None otherwise. Nothing is searched."""
    if not request.if_none_match.contains_weak(_tag(status)):
        return None
    return with_validators(Response(status=304), status)


def with_validators(response: Response, status: Status) -> Response:
    """A response with its ETag, which is weak, as compressed answers have it too, and its date."""
    response.set_etag(_tag(status), weak=True)
    with suppress(ValueError):
        response.last_modified = datetime.fromisoformat(status.published_at)
    response.cache_control.private = True
    response.cache_control.max_age = FRESH
    return response


def _tag(status: Status) -> str:
    parts = (
        status.generation,
        status.published_at,
        site().assets.digest,  # another version of the site
        title(),
        base_address(),
        request.full_path,
    )
    return blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
