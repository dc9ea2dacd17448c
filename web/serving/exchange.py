"""One request and its answer, on the time of a request thread but never waiting for the client."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator
from datetime import timedelta
from typing import Any

from gunicorn.http import wsgi
from gunicorn.http.errors import NoMoreData
from gunicorn.http.parser import RequestParser

from web.serving import refusals
from web.serving.asking import asking
from web.serving.mounting import mount
from web.slow_searches import LET_OTHERS

_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
SLICE = 0.1
"""Seconds after which an answer that is streamed lets others have the thread."""


class Outbox:
    """What is to be sent, in place of the socket that gunicorn writes answers to."""

    def __init__(self) -> None:
        self.waiting = bytearray()
        self.sent = 0

    def sendall(self, data: bytes) -> None:
        self.waiting += data

    def send(self, data: bytes) -> int:
        self.sendall(data)
        return len(data)

    def gettimeout(self) -> float:
        """As of a socket that never waits."""
        return 0.0

    def flush(self, socket: Any) -> None:
        """Send what a socket takes at once; raises `OSError` if the client has gone."""
        while self.waiting:
            try:
                count = socket.send(self.waiting)
            except BlockingIOError:
                return
            del self.waiting[:count]
            self.sent += count


class Exchange:
    """A request that has arrived whole, as bytes, and the making of its answer in steps.

    `advance` is called by one thread at a time, again once the outbox was sent, until `is_over`. Then
    `keeps` says whether the connection stays open, and `rest` are the bytes that followed the request.
    """

    def __init__(self, worker: Any, data: bytes, client: Any, server: Any, outbox: Outbox) -> None:
        self.arrived = time.monotonic()
        self.data = data
        self.is_begun = False
        self.is_over = False
        self.keeps = False
        self.rest = b""
        self._worker = worker
        self._client = client
        self._server = server
        self._outbox = outbox
        self._most = worker.limits.ahead_bytes
        self._until = 0.0
        self._let_others: Callable[[], None] | None = None
        self._steps = self._run(RequestParser(worker.cfg, [data], client))

    def advance(self, let_others: Callable[[], None]) -> None:
        """Make a piece of the answer; the site may call `let_others` if it will take long."""
        self.is_begun = True
        self._let_others = let_others
        self._until = time.monotonic() + SLICE
        try:
            next(self._steps)
        except StopIteration:
            self.is_over = True

    def abandon(self) -> None:
        """Give up: the client has gone."""
        self._steps.close()

    def _run(self, parser: Any) -> Generator[None]:
        request = None
        try:
            request = next(parser)
            yield from self._answer(request)
            self.keeps = self.keeps and bool(parser.finish_body())
            self.rest = parser.unreader.take_buffered()
        except (NoMoreData, StopIteration):
            self.keeps = False
        except Exception as error:
            self.keeps = False
            self._fail(request, error)

    def _answer(self, request: Any) -> Generator[None]:
        cfg = self._worker.cfg
        response, environ = wsgi.create(request, self._outbox, self._client, self._server, cfg)
        # gunicorn's own test of who may send X-Forwarded headers has no public name.
        mount(environ, self._worker.prefix, request._peer_is_trusted_proxy())
        environ["wsgi.multithread"] = True
        environ[LET_OTHERS] = self._let_others
        if not self._worker.count():
            response.force_close()
        body = self._worker.wsgi(environ, response.start_response)
        try:
            for chunk in body:
                response.write(chunk)
                if len(self._outbox.waiting) > self._most or time.monotonic() > self._until:
                    yield
            response.close()
        finally:
            taken = timedelta(seconds=time.monotonic() - self.arrived)
            self._worker.log.access(response, request, environ, taken)
            if hasattr(body, "close"):
                body.close()
        self.keeps = not response.should_close()

    def _fail(self, request: Any, error: Exception) -> None:
        """Say what is wrong, unless a part of another answer has been sent already. gunicorn finds and
        logs it."""
        if self._outbox.sent:
            self._worker.log.error("An answer was cut short.", exc_info=error)
            return
        self._outbox.waiting.clear()
        found = Outbox()
        self._worker.handle_error(request, found, self._client, error)
        status = _STATUS.match(found.waiting)
        refusal = refusals.of_status(int(status[1]) if status else 500)
        self._outbox.sendall(refusals.encoded(refusal, asking(self.data, self._worker.prefix)))
