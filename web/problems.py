"""The kinds of errors for programs, which are problem details."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Response, current_app

from web.language import N_
from web.problem_details import MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of error. `name` is the place on the page /api that its type leads to, `meaning` what it
    says there; `title` is the same for every error of the kind. Pages translate both."""

    name: str
    status: HTTPStatus
    title: str
    meaning: str


BAD_PARAMETER = Problem(
    "bad-parameter",
    HTTPStatus.BAD_REQUEST,
    N_("This search cannot be read"),
    N_("The value of a parameter cannot be used; parameter names it, detail says what can."),
)
PAGE_BEYOND = Problem(
    "page-beyond",
    HTTPStatus.NOT_FOUND,
    N_("There is no such page"),
    N_("The page comes after the last one."),
)
NOT_READY = Problem(
    "not-ready",
    HTTPStatus.SERVICE_UNAVAILABLE,
    N_("There is nothing to search yet"),
    N_("There is no index, or it is damaged; /readyz says more."),
)
UNREACHABLE = Problem(
    "unreachable",
    HTTPStatus.SERVICE_UNAVAILABLE,
    N_("The archive does not answer"),
    N_("The cluster that holds the index cannot be reached."),
)
TOO_LONG = Problem(
    "too-long",
    HTTPStatus.SERVICE_UNAVAILABLE,
    N_("This search takes too long"),
    N_("A search for all hits did not end in time: narrow it."),
)
BUSY = Problem(
    "busy",
    HTTPStatus.SERVICE_UNAVAILABLE,
    N_("Too many slow searches at once"),
    N_("Others that need much time come first: ask again."),
)
DOWNLOADING = Problem(
    "downloading",
    HTTPStatus.SERVICE_UNAVAILABLE,
    N_("Too many downloads at once"),
    N_("Others are downloading: ask again, or for fewer hits."),
)
PROBLEMS = (BAD_PARAMETER, PAGE_BEYOND, NOT_READY, UNREACHABLE, TOO_LONG, BUSY, DOWNLOADING)


def response(body: dict[str, Any]) -> Response:
    """The answer that a problem is."""
    text = f"{current_app.json.dumps(body)}\n"
    return Response(text, int(body["status"]), mimetype=MEDIA_TYPE)
