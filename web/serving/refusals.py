"""Answers that need no thread: the whole text of each, made once."""

from __future__ import annotations

from dataclasses import dataclass

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

    status: str
    heading: str
    sentence: str
    headers: tuple[str, ...] = ()

    def encode(self) -> bytes:
        body = _PAGE.format(heading=self.heading, sentence=self.sentence)
        head = (
            f"HTTP/1.1 {self.status}",
            "Content-Type: text/html; charset=utf-8",
            f"Content-Length: {len(body)}",
            "Cache-Control: no-store",
            "Content-Security-Policy: default-src 'none'",
            "X-Content-Type-Options: nosniff",
            *self.headers,
            "Connection: close",
        )
        return "\r\n".join((*head, "", body)).encode("ascii")


BUSY = Refusal(
    "503 Service Unavailable",
    "Too many readers at once",
    "The archive has more to answer than it can at the moment. Please try again in a few seconds.",
    (f"Retry-After: {RETRY_AFTER}",),
).encode()

LATE = Refusal(
    "408 Request Timeout",
    "The request did not arrive in time",
    "Only a part of it has come. Please send it again.",
).encode()

LONG_HEAD = Refusal(
    "431 Request Header Fields Too Large",
    "This is too long",
    "The address and the headers of the request are longer than any page needs.",
).encode()

UNSIZED = Refusal(
    "411 Length Required",
    "How long is it?",
    "A request with a body has to say its length, in Content-Length.",
).encode()

TOO_LARGE = Refusal(
    "413 Content Too Large",
    "This is too long",
    "The archive is read, and takes nothing of that size.",
).encode()
