"""Accepting connections, in fair shares with the other workers."""

from __future__ import annotations

import selectors
from collections.abc import Callable
from typing import Any

from web.serving.loads import Share

YIELD = 0.02
"""Seconds for which a new connection is left to a worker that has less to do."""
MOST_AT_ONCE = 16

Accepted = Callable[[Any, Any, Any], None]
"""Called with a new socket, the client's address and ours."""


class Door:
    """The listening sockets of a worker. Each connection is counted before the next is accepted, so that
    the workers know of each other when they decide."""

    def __init__(
        self, listeners: list[Any], selector: selectors.BaseSelector, accepted: Accepted
    ) -> None:
        self._listeners = listeners
        self._selector = selector
        self._accepted = accepted
        self._again: float | None = None
        self._is_open = False

    def open(self) -> None:
        self._is_open = True
        self._watch()

    def close(self) -> None:
        if self._is_open and self._again is None:
            self._unwatch()
        self._is_open, self._again = False, None

    def knock(self, listener: Any, share: Share, now: float) -> None:
        """Somebody waits at `listener`: let them in, or for a moment let a worker with less do so."""
        for _ in range(MOST_AT_ONCE):
            if share.is_more():
                self._unwatch()
                self._again = now + YIELD
                return
            if not self._accept(listener):
                return

    def wait(self, now: float) -> float | None:
        """Seconds until `look_again` has something to do."""
        return None if self._again is None else max(self._again - now, 0.0)

    def look_again(self, now: float) -> None:
        """Let in whom the others have left standing."""
        if self._again is None or now < self._again:
            return
        self._again = None
        for listener in self._listeners:
            self._accept(listener)
        self._watch()

    def _accept(self, listener: Any) -> bool:
        try:
            socket, client = listener.accept()
        except OSError:  # another worker was faster, the client has gone, or files have run out
            return False
        socket.setblocking(False)
        self._accepted(socket, client, listener.getsockname())
        return True

    def _watch(self) -> None:
        for listener in self._listeners:
            self._selector.register(listener, selectors.EVENT_READ, listener)

    def _unwatch(self) -> None:
        for listener in self._listeners:
            self._selector.unregister(listener)
