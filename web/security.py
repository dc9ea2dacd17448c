"""What browsers may do with our pages, and how long they keep them; safe queries of requests."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Flask, Request, Response, request

from web import styles

POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
WITHOUT_OPENER = ("none", "same-origin")
"""Whence a reader comes if no page of another site can have a hold on the window. To be parted from such
a page costs a process of the browser, which is some 50 ms until the first paint."""
FRESH = 2
ONLY_TLS = "max-age=31536000"
"""Strict-Transport-Security where readers come by TLS, which a trusted proxy says."""

_GOOD = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
_ASCII = "".join(map(chr, range(0x21, 0x7F)))


class SafeRequest(Request):
    """A request whose query is plain ASCII: raw bytes in it, which may be no UTF-8, are quoted."""

    def __init__(self, environ: dict[str, Any], *args: Any, **options: Any) -> None:
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():
            environ = {**environ, "QUERY_STRING": quote(query, safe=_ASCII, encoding="latin-1")}
        super().__init__(environ, *args, **options)


def secure(app: Flask) -> None:
    """Put security and caching headers on every response of `app`."""
    app.request_class = SafeRequest
    app.after_request(_with_headers)
    app.after_request(_with_caching)


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", f"{POLICY}; {styles.sources()}")
    if request.headers.get("Sec-Fetch-Site") not in WITHOUT_OPENER:
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", ONLY_TLS)
    return response


def _with_caching(response: Response) -> Response:
    """Browsers keep good pages for as long as a new generation may go unseen, then ask again; pages that
    depend on what a reader chose they ask for each time. A stream has validators of its own: its text
    is not there yet."""
    if "Cache-Control" in response.headers or response.direct_passthrough:
        return response
    if response.status_code not in _GOOD or request.method not in ("GET", "HEAD"):
        response.cache_control.no_store = True
        return response
    response.cache_control.private = True
    response.cache_control.max_age = 0 if "Cookie" in response.vary else FRESH
    if not response.is_streamed:
        response.add_etag()
        response.make_conditional(request)
    return response
