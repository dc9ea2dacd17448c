"""The loop of a worker that has more to answer than it can, turned by hand."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from web.serving.connections import Connections
from web.serving.limits import Limits
from web.serving.loads import FRESH, Loads

TURNS = 200
ASKED = b"GET /search?q=river HTTP/1.1\r\nHost: localhost\r\n\r\n"


@dataclass
class FullWorker:
    """What the loop needs of a worker whose queue has no place."""

    sockets: list[socket.socket]
    PIPE: tuple[int, int] = field(default_factory=os.pipe)
    limits: Limits = field(default_factory=lambda: Limits(1_000, 5.0, linger=60.0, waiting=0))
    cfg: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(threads=1))
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("full"))
    prefix: str = ""


class Loop:
    """The first of two workers, and the clients that connect to it."""

    def __init__(self, worker: FullWorker, held: ExitStack) -> None:
        self.loads = Loads()
        self.connections = Connections(worker, self.loads, 0)
        self._worker = worker
        self._held = held

    def client(self, text: bytes = b"") -> socket.socket:
        address = self._worker.sockets[0].getsockname()
        client = self._held.enter_context(socket.create_connection(address, timeout=10))
        client.sendall(text)
        return client

    def load(self) -> float:
        """What the other worker takes for the load of this one."""
        return self.loads.least_of_others(1, FRESH)  # however long ago it said so


@pytest.fixture
def loop() -> Iterator[Loop]:
    with ExitStack() as held:
        listener = held.enter_context(socket.create_server(("127.0.0.1", 0)))
        listener.setblocking(False)
        worker = FullWorker([listener])
        found = Loop(worker, held)
        found.connections.open()
        held.callback(found.connections.close)
        yield found


def _turned_until_refused(loop: Loop, client: socket.socket) -> bytes:
    """Turn the loop until the client has its answer, which ends with the connection."""
    client.setblocking(False)
    text = b""
    for _ in range(TURNS):
        loop.connections.turn(0.01)
        try:
            while piece := client.recv(65_536):
                text += piece
            return text
        except BlockingIOError:
            pass
    raise AssertionError(text)


def test_refused_clients_take_no_place(loop: Loop) -> None:
    clients = [loop.client(ASKED) for _ in range(40)]
    assert all(b" 503 " in _turned_until_refused(loop, each) for each in clients)
    assert len(loop.connections) == 0


def test_refused_clients_that_stay_do_not_keep_new_ones_out(loop: Loop) -> None:
    """They are no part of the load, or else this worker would leave its newcomers to the other."""
    clients = [loop.client() for _ in range(20)]
    for _ in clients:
        loop.connections.turn(0.01)
    assert loop.load() == len(clients)
    for each in clients:
        each.sendall(ASKED)
        assert b" 503 " in _turned_until_refused(loop, each)
    assert len(loop.connections) == len(clients)
    assert loop.load() == 0
