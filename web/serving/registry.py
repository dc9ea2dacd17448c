"""All connections of a worker: which the selector looks at, and which ask for pages."""

from __future__ import annotations

import selectors
from collections.abc import Iterator
from contextlib import suppress

from web.serving.connection import Connection, Stage
from web.serving.loads import Share

ACTIVE = 5.0
"""Seconds after its last request for which a connection counts as one that asks for pages."""


class Registry:
    """The open connections. Those that ask for pages are the worker's share of the load."""

    def __init__(self, selector: selectors.BaseSelector, share: Share, most: int) -> None:
        self._selector = selector
        self._share = share
        self._most = most
        self._all: set[Connection] = set()

    def __contains__(self, connection: Connection) -> bool:
        return connection in self._all

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Connection]:
        return iter([*self._all])

    def add(self, connection: Connection) -> None:
        if len(self._all) >= self._most:
            self._make_room()
        self._all.add(connection)
        self._share.change(1)

    def drop(self, connection: Connection) -> None:
        """Close a connection, whatever it is waiting for."""
        self.watch(connection, 0)
        self._all.discard(connection)
        self._share.change(-connection.is_active)
        if connection.stage is not Stage.WORKING and connection.exchange:
            connection.exchange.abandon()
        with suppress(OSError):
            connection.socket.close()

    def watch(self, connection: Connection, events: int) -> None:
        """Have the selector look for these events at a connection; 0 for none."""
        before, connection.watched = connection.watched, events
        if before == events:
            return
        if not before:
            self._selector.register(connection.socket, events, connection)
        elif not events:
            self._selector.unregister(connection.socket)
        else:
            self._selector.modify(connection.socket, events, connection)

    def touch(self, connection: Connection, now: float) -> None:
        """A request has come on a connection."""
        connection.touched = now
        if not connection.is_active:
            connection.is_active = True
            self._share.change(1)

    def discount(self, connection: Connection) -> None:
        """It gets no more pages, however long its client stays."""
        self._share.change(-connection.is_active)
        connection.is_active = False

    def recount(self, now: float) -> None:
        for each in self._all:
            each.is_active = _asks(each, now)
        self._share.change(sum(each.is_active for each in self._all) - self._share.load)

    def _make_room(self) -> None:
        """Drop the connection that has done nothing for the longest time."""
        idle = (each for each in self._all if each.stage is not Stage.WORKING)
        oldest = min(idle, key=lambda each: each.touched, default=None)
        if oldest:
            self.drop(oldest)


def _asks(connection: Connection, now: float) -> bool:
    if connection.stage is Stage.LEAVING:
        return False
    return connection.stage is Stage.WORKING or now - connection.touched < ACTIVE
