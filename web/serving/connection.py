"""A client's connection, as the loop of a worker sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from web.serving.exchange import Exchange, Outbox

PIECE = 64 * 1024
"""Bytes read at a time."""


class Stage(Enum):
    """READING: a request is expected or arriving. WORKING: it waits for a thread or has one; the
    exchange and the outbox are the thread's. WRITING: a client is slow to take an answer. LEAVING: all
    is said, and what the client still sends is thrown away."""

    READING = auto()
    WORKING = auto()
    WRITING = auto()
    LEAVING = auto()


@dataclass(slots=True, eq=False)
class Connection:
    """`touched` is when it last did something, `deadline` when it must have gone on. `began` is when the
    first byte of the request came that is arriving, `ended` whether the client will send no more."""

    socket: Any
    client: Any
    server: Any
    touched: float
    deadline: float
    stage: Stage = Stage.READING
    received: bytearray = field(default_factory=bytearray)
    outbox: Outbox = field(default_factory=Outbox)
    exchange: Exchange | None = None
    began: float | None = None
    ended: bool = False
    failed: bool = False
    is_active: bool = True
    watched: int = 0

    def receive(self) -> bool:
        """Read what is there; whether it was anything. Errors are the end of the connection."""
        try:
            data = self.socket.recv(PIECE)
        except BlockingIOError:
            return False
        except OSError:
            self.failed = True
            return False
        self.ended = not data
        self.received += data
        return bool(data)

    def flush(self) -> None:
        """Send what can be sent of the outbox; sets `failed` if the client has gone."""
        try:
            self.outbox.flush(self.socket)
        except OSError:
            self.failed = True
