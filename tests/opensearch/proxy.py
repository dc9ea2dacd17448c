"""A proxy before a cluster that refuses some of the documents of bulk requests, as a cluster does that
is too busy for them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

Refuses = Callable[[str], bool]
"""Says whether a document, as JSON, is refused this time."""

BUSY = {"status": 429, "error": {"type": "rejected_execution_exception", "reason": "queue is full"}}


@contextmanager
def refusing(url: str, refuses: Refuses) -> Iterator[str]:
    """The address of a proxy before the cluster at `url`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = self.path
            if path.split("?")[0].endswith("/_bulk"):
                status, answer = 200, _bulk(url, path.split("?")[0], body, refuses)
            else:
                status, answer = _forwarded(url + path, self.command, body)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_any

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _bulk(url: str, path: str, body: bytes, refuses: Refuses) -> bytes:
    """Run the actions that are not refused; the answer lists its items in the order of the actions."""
    actions = list(_actions(body.decode().split("\n")))
    refused = [len(lines) > 1 and refuses(lines[1]) for lines in actions]
    passed = [
        "\n".join(lines) for lines, is_out in zip(actions, refused, strict=True) if not is_out
    ]
    items: Iterator[Any] = iter(())
    errors = any(refused)
    if passed:
        sent = ("\n".join(passed) + "\n").encode()
        _, answer = _forwarded(url + path, "POST", sent)
        decoded = json.loads(answer)
        items, errors = iter(decoded["items"]), errors or decoded["errors"]
    merged = [{"index": BUSY} if is_out else next(items) for is_out in refused]
    return json.dumps({"errors": errors, "items": merged}).encode()


def _actions(lines: list[str]) -> Iterator[list[str]]:
    rest = iter(lines)
    for line in rest:
        if line:
            yield [line] if line.startswith('{"delete"') else [line, next(rest)]


def _forwarded(url: str, method: str, body: bytes) -> tuple[int, bytes]:
    headers = {"Content-Type": "application/json"}
    try:
        with urlopen(Request(url, body or None, headers, method=method), timeout=60) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()
