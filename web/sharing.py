"""Which other sites may let their scripts read what is for programs (CORS, the Fetch standard)."""

from __future__ import annotations

from functools import partial

from flask import Flask, Response, request

from web.addresses import MCP, may_be_shared

EVERYBODY = "*"
READ = "GET, HEAD, OPTIONS"
SENT = (
    "Accept, Content-Type, If-None-Match, Last-Event-ID, Mcp-Method, Mcp-Name, Mcp-Protocol-Version,"
    " Mcp-Session-Id"
)
"""Headers that a script may send: those of a conditional request, and of MCP."""
SEEN = "Content-Disposition, ETag, Last-Modified, Link, Retry-After, X-Request-ID"
"""Headers of an answer that a script may see."""
DAY = "86400"


def share(app: Flask, origins: frozenset[str]) -> None:
    """Let scripts of the sites `origins` read the addresses of `app` that are for programs."""
    if origins:
        app.after_request(partial(_shared, origins))


def _shared(origins: frozenset[str], response: Response) -> Response:
    if not may_be_shared(request.path):
        return response
    is_open = EVERYBODY in origins
    if not is_open:
        response.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    if not origin or not (is_open or origin.lower() in origins):
        return response
    response.headers["Access-Control-Allow-Origin"] = EVERYBODY if is_open else origin
    response.headers["Access-Control-Expose-Headers"] = SEEN
    if request.method == "OPTIONS":
        methods = f"{READ}, POST" if request.path == MCP else READ
        response.headers["Access-Control-Allow-Methods"] = methods
        response.headers["Access-Control-Allow-Headers"] = SENT
        response.headers["Access-Control-Max-Age"] = DAY
    return response
