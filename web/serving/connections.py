"""The loop of a worker: all connections, what each waits for, and until when."""

from __future__ import annotations

import os
import selectors
import socket
import time
from collections import deque
from contextlib import suppress
from typing import Any

from web.serving import refusals
from web.serving.arrival import Arrival, arrival
from web.serving.asking import asking, asks_for_health
from web.serving.connection import Connection, Stage
from web.serving.door import Door
from web.serving.exchange import Exchange
from web.serving.loads import Loads, Share
from web.serving.refusals import Refusal
from web.serving.registry import Registry
from web.serving.waiting import Step, Waiting

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
SIFT = 0.05
"""Seconds between two looks at requests that wait."""

_REFUSED = {
    Arrival.LONG_HEAD: refusals.LONG_HEAD,
    Arrival.UNSIZED: refusals.UNSIZED,
    Arrival.TOO_LARGE: refusals.TOO_LARGE,
}


class Connections:
    """Everything but `_work`, which runs in the request threads, is done by the thread of the loop."""

    def __init__(self, worker: Any, loads: Loads, place: int) -> None:
        self._worker = worker
        self._limits = worker.limits
        self._share = Share(loads, place)
        self._refused = 0
        self._patience = worker.limits.idle
        self._now = self._looked = self._sifted = time.monotonic()
        self._done: deque[Connection] = deque()
        self._selector = selectors.DefaultSelector()
        self._all = Registry(self._selector, self._share, self._limits.connections)
        self._door = Door(worker.sockets, self._selector, self._accepted)
        self._waiting = Waiting(worker.cfg.threads, self._limits.at_once, self._work)

    def __len__(self) -> int:
        return len(self._all)

    def open(self) -> None:
        self._selector.register(self._worker.PIPE[0], READ, None)
        self._share.tell()
        self._door.open()

    def stop_accepting(self) -> None:
        """Answer what has been asked, and let go of those who ask nothing for a moment."""
        self._door.close()
        self._patience = self._limits.linger
        for each in self._all:
            if each.stage is Stage.READING:
                each.deadline = min(each.deadline, self._now + self._limits.linger)

    def close(self) -> None:
        for each in self._all:
            self._all.drop(each)
        self._selector.close()

    def turn(self, seconds: float) -> None:
        """Wait for something to do, at most that long, and do it."""
        wait = self._door.wait(self._now)
        events = self._selector.select(seconds if wait is None else min(seconds, wait))
        self._now = time.monotonic()
        for key, mask in events:
            if isinstance(key.data, Connection):
                self._on_client(key.data, mask)
            elif key.data is None:
                with suppress(BlockingIOError):
                    os.read(key.fd, 4096)
        while self._done:
            self._after(self._done.popleft())
        # Newcomers last: who has left is no longer counted when shares are compared.
        for key, _ in events:
            if key.data in self._worker.sockets:
                self._door.knock(key.data, self._share, self._now)
        self._door.look_again(self._now)
        if self._now - self._sifted > SIFT:
            self._refuse_late()
        if self._now - self._looked > seconds:
            self._look_round()

    def _accepted(self, accepted: socket.socket, client: Any, server: Any) -> None:
        connection = Connection(accepted, client, server, self._now, self._now + self._limits.head)
        self._all.add(connection)
        self._on_client(connection, READ)  # most requests come with the connection
        if connection.stage is Stage.READING and connection in self._all:
            self._all.watch(connection, READ)

    def _on_client(self, connection: Connection, mask: int) -> None:
        if mask & WRITE:
            self._write(connection)
        elif connection.receive():
            self._read(connection)
        elif connection.ended or connection.failed:
            self._on_end(connection)

    def _on_end(self, connection: Connection) -> None:
        """The client sends no more; it may still want the answer to what it has asked."""
        if connection.stage is Stage.WORKING:
            self._all.watch(connection, 0)
        else:
            self._all.drop(connection)

    def _read(self, connection: Connection) -> None:
        if connection.stage is Stage.LEAVING:
            connection.received.clear()
        elif connection.stage is Stage.READING:
            self._proceed(connection)
        elif len(connection.received) > self._limits.head_bytes + self._limits.body_bytes:
            self._all.watch(connection, 0)

    def _proceed(self, connection: Connection) -> None:
        """Begin with the request if it has arrived."""
        if connection.began is None:
            connection.began = connection.touched = self._now
            connection.deadline = self._now + self._limits.head
        match arrival(connection.received, self._limits):
            case Arrival.WHOLE:
                self._enqueue(connection)
            case Arrival.BODY:
                connection.deadline = connection.began + self._limits.head + self._limits.body
            case Arrival.HEAD:
                pass
            case refused:
                self._leave(connection, self._said(_REFUSED[refused], connection.received))

    def _enqueue(self, connection: Connection) -> None:
        self._all.touch(connection, self._now)
        data = bytes(connection.received)
        connection.received.clear()
        # A site that is asked too much must not look dead: platforms would restart it.
        is_first = not self._waiting.has_first and asks_for_health(data, self._worker.prefix)
        if not is_first and len(self._waiting) >= self._limits.waiting:
            self._refuse(connection, data)
            return
        connection.exchange = Exchange(
            self._worker, data, connection.client, connection.server, connection.outbox
        )
        connection.stage = Stage.WORKING
        self._waiting.put(connection, is_first)

    def _work(self, connection: Connection, let_others: Step) -> None:
        """In a request thread: make an answer or a piece of it, and send what the client takes."""
        exchange = connection.exchange
        assert exchange
        exchange.advance(let_others)
        connection.flush()
        needs_loop = not (exchange.keeps and exchange.is_over) or connection.outbox.waiting
        self._done.append(connection)
        # What arrives after this look is found by the loop, which then finds the connection done.
        if needs_loop or exchange.rest or connection.received or not connection.watched:
            self._wake()

    def _wake(self) -> None:
        with suppress(BlockingIOError):
            os.write(self._worker.PIPE[1], b"\0")

    def _after(self, connection: Connection) -> None:
        """A request thread has left the connection."""
        connection.stage = Stage.WRITING
        connection.touched = self._now
        connection.deadline = self._now + self._limits.write
        if connection.failed:
            self._all.drop(connection)
        elif connection.outbox.waiting:
            self._all.watch(connection, WRITE)
        else:
            self._sent(connection)

    def _write(self, connection: Connection) -> None:
        before = connection.outbox.sent
        connection.flush()
        if connection.failed:
            self._all.drop(connection)
        elif not connection.outbox.waiting:
            self._sent(connection)
        elif connection.outbox.sent > before:
            connection.touched = self._now
            connection.deadline = self._now + self._limits.write

    def _sent(self, connection: Connection) -> None:
        """All that was made so far has gone: go on making, expect the next request, or part."""
        exchange = connection.exchange
        if exchange and not exchange.is_over:
            self._all.watch(connection, 0)
            connection.stage = Stage.WORKING
            self._waiting.put(connection)
        elif exchange and exchange.keeps and not connection.ended:
            self._expect(connection, exchange.rest)
        elif connection.received or (exchange and exchange.rest):
            self._leave(connection, b"")
        else:
            self._all.drop(connection)

    def _expect(self, connection: Connection, rest: bytes) -> None:
        connection.stage = Stage.READING
        connection.exchange = connection.began = None
        connection.outbox.sent = 0
        connection.received[:0] = rest
        connection.deadline = self._now + self._patience
        self._all.watch(connection, READ)
        if connection.received:
            self._proceed(connection)

    def _refuse(self, connection: Connection, request: bytes) -> None:
        """Most have sent one request and no more; under load each call of the system counts."""
        self._refused += 1
        text = self._said(refusals.BUSY, request)
        if connection.watched or connection.received:
            self._leave(connection, text)
            return
        connection.exchange = None
        connection.outbox.sendall(text)
        connection.flush()
        self._all.drop(connection)

    def _said(self, refusal: Refusal, received: bytes | bytearray) -> bytes:
        """A refusal in the form that the client wants, as far as its request has come."""
        return refusals.encoded(refusal, asking(received, self._worker.prefix))

    def _leave(self, connection: Connection, text: bytes) -> None:
        """Say that, and wait a little for the client to read it: to close while something unread is
        here would make the system throw away what was sent."""
        connection.exchange = None
        connection.outbox.sendall(text)
        connection.flush()
        with suppress(OSError):
            connection.socket.shutdown(socket.SHUT_WR)
        connection.received.clear()
        connection.stage = Stage.LEAVING
        self._all.discount(connection)
        connection.deadline = self._now + self._limits.linger
        if connection.failed or connection.ended:
            self._all.drop(connection)
        else:
            self._all.watch(connection, READ)

    def _refuse_late(self) -> None:
        self._sifted = self._now
        for each in self._waiting.take_late(self._now - self._limits.wait):
            assert each.exchange
            self._refuse(each, each.exchange.data)

    def _look_round(self) -> None:
        """Part from those that are overdue, and count who still asks for pages."""
        self._looked = self._now
        for each in self._all:
            if each.deadline < self._now:
                self._overdue(each)
        self._all.recount(self._now)
        # Who is refused must be told soon, so the loop gets more turns then; threads answer no fewer.
        self._waiting.limit(1 if self._refused else self._limits.at_once)
        if self._refused:
            self._worker.log.warning("Refused %d requests: too many at once.", self._refused)
            self._refused = 0

    def _overdue(self, connection: Connection) -> None:
        if connection.stage is Stage.WORKING:
            return
        if connection.stage is Stage.READING and connection.began is not None:
            self._leave(connection, self._said(refusals.LATE, connection.received))
        else:
            self._all.drop(connection)
