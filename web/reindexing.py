"""A reindex that is started by HTTP, by whoever has the token; without a token there is no such page."""

from __future__ import annotations

import time
from hashlib import blake2b
from hmac import compare_digest
from http import HTTPStatus

from flask import Blueprint, Response, abort, jsonify, request

from web import problems
from web.guesses import MINUTE
from web.links import REINDEX
from web.problem_details import details
from web.site import site

blueprint = Blueprint("reindexing", __name__)


@blueprint.post(REINDEX)
def start() -> Response:
    """202 when a reindex has begun, 409 while one is running."""
    if refused := _refusal():
        return refused
    settings = site().settings
    is_busy = site().preparation().reindexing is not None
    has_begun = not is_busy and site().background.start(settings.archive, settings.index)
    return _told(HTTPStatus.ACCEPTED if has_begun else HTTPStatus.CONFLICT)


@blueprint.get(REINDEX)
def look() -> Response:
    """How far a reindex is, or what the last one did."""
    return _refusal() or _told(HTTPStatus.OK)


def _told(status: HTTPStatus) -> Response:
    address = f"{request.script_root}{REINDEX}"
    running = site().preparation().reindexing
    values: dict[str, object] = {"running": running is not None}
    if running:
        values |= {"progress": str(running), "percent": running.percent}
        values |= {"articles": running.articles, "started": running.started}
    elif summary := site().background.summary():
        values["summary"] = summary
    response = jsonify({**values, "address": address})
    response.status_code = status
    response.cache_control.no_store = True
    if status == HTTPStatus.ACCEPTED:
        response.headers["Location"] = address
    return response


def _refusal() -> Response | None:
    """The answer to those who may not; 404 if nobody may."""
    token = site().settings.reindex_token
    if not token:
        abort(404)
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if compare_digest(_digest(given.strip()), _digest(token)) and scheme.lower() == "bearer":
        return None
    is_too_many = site().guesses.is_too_many(time.monotonic())
    status = HTTPStatus.TOO_MANY_REQUESTS if is_too_many else HTTPStatus.UNAUTHORIZED
    message = "Send the token: Authorization: Bearer and what BACKISSUE_REINDEX_TOKEN is set to."
    response = problems.response(details(status, status.phrase, message))
    response.headers["WWW-Authenticate"] = "Bearer"
    if is_too_many:
        response.headers["Retry-After"] = str(int(MINUTE))
    return response


def _digest(text: str) -> bytes:
    """Of one length for all tokens, so that comparing two takes one time."""
    return blake2b(text.encode(errors="surrogateescape")).digest()
