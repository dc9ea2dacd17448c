"""A name for each request, which the log, the answer and a reader who reports a fault all give."""

from __future__ import annotations

import re
from uuid import uuid4

from flask import Flask, Response, g, request

HEADER = "X-Request-ID"
_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+/=@-]{0,127}")


def identify(app: Flask) -> None:
    """Give every request of `app` the id that a proxy gave it, or a new one if that is none."""

    def begin() -> None:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _SANE.fullmatch(given) else uuid4().hex

    def end(response: Response) -> Response:
        response.headers[HEADER] = request_id()
        return response

    app.before_request(begin)
    app.after_request(end)


def request_id() -> str:
    """The id of this request."""
    found: str = g.request_id
    return found
