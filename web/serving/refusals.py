"""Answers that need no thread: pages for people, problem details for programs, and a sentence for those
of whom nothing is known yet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus

from web.problem_details import MEDIA_TYPE, details
from web.serving.asking import Asking

RETRY_AFTER = 2
"""Seconds after which a client that was refused may ask again."""

_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{heading}</title>
<h1>{heading}</h1>
<p>{sentence}</p>
</html>
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer after which the connection is closed."""

    status: HTTPStatus
    heading: str
    sentence: str
    headers: tuple[str, ...] = ()


BUSY = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Too many readers at once",
    "The archive has more to answer than it can at the moment. Please try again in a few seconds.",
    (f"Retry-After: {RETRY_AFTER}",),
)
LATE = Refusal(
    HTTPStatus.REQUEST_TIMEOUT,
    "The request did not arrive in time",
    "Only a part of it has come. Please send it again.",
)
LONG_HEAD = Refusal(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "This is too long",
    "The address and the headers of the request are longer than any page needs.",
)
UNSIZED = Refusal(
    HTTPStatus.LENGTH_REQUIRED,
    "How long is it?",
    "A request with a body has to say its length, in Content-Length.",
)
TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "This is too long",
    "The archive is read, and takes nothing of that size.",
)
LONG_ADDRESS = Refusal(
    HTTPStatus.REQUEST_URI_TOO_LONG,
    "This address is too long",
    "An address may have 8,000 characters: use fewer words or filters.",
)
UNREADABLE = Refusal(
    HTTPStatus.BAD_REQUEST,
    "This request cannot be read",
    "It is not as HTTP has it: see whether a space in the address is written as %20.",
)
UNMET = Refusal(
    HTTPStatus.EXPECTATION_FAILED,
    "This cannot be expected",
    "The request expects something that no page needs: send it without the header Expect.",
)
UNKNOWN_CODING = Refusal(
    HTTPStatus.NOT_IMPLEMENTED,
    "This way of sending is not known",
    "Send the request with its length, in Content-Length, and without Transfer-Encoding.",
)
FORBIDDEN = Refusal(
    HTTPStatus.FORBIDDEN, "This is not allowed", "The request comes by a way that is not allowed."
)
FAILED = Refusal(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something went wrong",
    "The fault is ours, and the log has the details. Please try again.",
)
_OF_PARSER = {
    each.status: each
    for each in (LONG_ADDRESS, LONG_HEAD, UNREADABLE, UNMET, UNKNOWN_CODING, FORBIDDEN, FAILED)
}


def of_status(status: int) -> Refusal:
    """What is said of a status that gunicorn has found."""
    return _OF_PARSER.get(HTTPStatus(status), FAILED)


@cache
def encoded(refusal: Refusal, asking: Asking) -> bytes:
    """The whole text of the answer."""
    kind, body = _body(refusal, asking)
    head = (
        f"HTTP/1.1 {refusal.status.value} {refusal.status.phrase}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "Content-Security-Policy: default-src 'none'",
        "X-Content-Type-Options: nosniff",
        *refusal.headers,
        "Connection: close",
    )
    sent = "" if asking is Asking.HEAD else body
    return "\r\n".join((*head, "", sent)).encode("ascii")


def _body(refusal: Refusal, asking: Asking) -> tuple[str, str]:
    """The media type, and the text."""
    if asking is Asking.PROGRAM:
        problem = details(refusal.status, refusal.heading, refusal.sentence)
        return MEDIA_TYPE, f"{json.dumps(problem)}\n"
    if asking is Asking.UNKNOWN:
        return "text/plain; charset=utf-8", f"{refusal.heading}. {refusal.sentence}\n"
    page = _PAGE.format(heading=refusal.heading, sentence=refusal.sentence)
    return "text/html; charset=utf-8", page
