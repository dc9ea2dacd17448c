"""For language models: the tools of the archive at /mcp (streamable HTTP of the Model Context Protocol).

A request is answered by the official server, which is an ASGI application, in an event loop of its own:
nothing is kept between two requests, so it does not matter which worker gets them, and no thread waits
for anybody.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import anyio
from flask import Blueprint, Response, abort, request
from mcp.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from werkzeug.exceptions import MethodNotAllowed

from search.mcp.archive import Archive
from search.mcp.server import server_of
from web.addresses import MCP
from web.deadlines import deadline
from web.sharing import EVERYBODY
from web.site import base_address, config, site, title

MOST = 64 * 1024
"""Bytes of a request."""
PATIENCE = 5.0
"""Seconds that a message may take beside the search."""
Message = MutableMapping[str, Any]

blueprint = Blueprint("mcp", __name__)


@blueprint.post(MCP)
def answer() -> Response:
    """One message of a client."""
    if not _may_ask(request.headers.get("Origin", "")):
        abort(403, "Scripts of a site may ask only if BACKISSUE_CORS names it.")
    request.max_content_length = MOST
    body, base = request.get_data(cache=False), base_address()
    archive = Archive(
        site().engine, config().facets, lambda path: f"{base}{path}", title(), deadline()
    )
    exchange = _Exchange(body)
    longest = site().settings.time_limit + PATIENCE
    anyio.run(_run, server_of(lambda: archive, title()), exchange, longest)
    response = Response(bytes(exchange.sent), exchange.status, exchange.headers)
    response.cache_control.no_store = True
    return response


@blueprint.route(MCP, methods=["GET", "DELETE"])
def refuse() -> NoReturn:
    """There is no stream of messages that nobody asked for, and no session to end."""
    raise MethodNotAllowed(["POST"])


def _may_ask(origin: str) -> bool:
    """Whether a browser's page of that origin may: a page that was called by another name may not, even
    if that name leads here (DNS rebinding). Other programs send no origin."""
    allowed = site().settings.origins
    return not origin or EVERYBODY in allowed or origin.lower() in allowed


@dataclass(slots=True)
class _Exchange:
    """A request whose body has come, and the answer to it, as ASGI messages."""

    body: bytes
    status: int = 500
    headers: list[tuple[str, str]] = field(default_factory=list)
    sent: bytearray = field(default_factory=bytearray)
    is_read: bool = False

    async def receive(self) -> Message:
        if self.is_read:
            await anyio.sleep_forever()  # the client stays until it has its answer
        self.is_read = True
        return {"type": "http.request", "body": self.body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = [
                (k.decode("latin-1"), v.decode("latin-1")) for k, v in message["headers"]
            ]
        else:
            self.sent += message.get("body", b"")


async def _run(server: Server[Any], exchange: _Exchange, longest: float) -> None:
    """Whatever a message asks for, the thread is back after `longest` seconds: raises `TimeoutError`."""
    manager = StreamableHTTPSessionManager(
        server, json_response=True, stateless=True, max_request_body_size=MOST
    )
    with anyio.fail_after(longest):
        async with manager.run():
            await manager.handle_request(_scope(), exchange.receive, exchange.send)


def _scope() -> Message:
    """This request, as ASGI describes one."""
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in request.headers]
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": MCP,
        "query_string": b"",
        "headers": headers,
    }
