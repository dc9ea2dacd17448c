"""The worker that gunicorn runs: `worker_class` in gunicorn.conf.py names it.

One loop reads requests and writes answers for all connections, and hands whole requests to a few
threads. So a client that is slow or silent costs a descriptor and some memory, and nobody's time. What a
request is, and what an answer looks like, is gunicorn's business as in its own workers.
"""

from __future__ import annotations

import os
import sys
import time
from types import FrameType
from typing import Any

from gunicorn.workers.base import Worker

from search.storage import memory
from web.serving.connections import Connections
from web.serving.limits import Limits
from web.serving.loads import Loads
from web.serving.mounting import prefix
from web.serving.quiet import Quiet

TURN = 0.5
"""Seconds between two looks at what is overdue."""
SWITCH = 0.0005
"""Seconds for which a computing thread may keep the loop waiting; Python's default is ten times that,
at each call of the system."""

_BLOCKS, _FREE = 4 << 20, 8 << 20
"""Bytes of blocks that go back to the system at once, and of what may stay free. An array over the
documents of a large segment group has half a megabyte or one: if each went back, its pages would be new
every time, and an OR of four words in 200,000 articles take 16 ms of processor time instead of 13."""


class BufferingWorker(Worker):
    """A gunicorn worker for HTTP/1 over plain sockets; `threads` is how many requests are computed at
    once. gunicorn.conf.py gives it `place`, its number among the workers, and `loads`, theirs."""

    alive: bool
    is_hurried: bool = False
    prefix: str = ""
    place: int = 0
    loads: Loads | None = None

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        if cfg.is_ssl or cfg.proxy_protocol != "off":
            raise ValueError(
                "This worker speaks plain HTTP: leave TLS to the proxy in front of it."
            )

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.limits = Limits.of(self.cfg.worker_connections, self.cfg.keepalive)

    def init_process(self) -> None:
        # gunicorn answers an address without it, such as that of a health check, with 500.
        self.prefix = prefix(os.environ.pop("SCRIPT_NAME", ""))
        sys.setswitchinterval(SWITCH)
        memory.give_back(_BLOCKS, _FREE)
        super().init_process()

    def count(self) -> bool:
        """Count a request; whether its connection may stay open."""
        self.nr += 1
        if self.nr >= self.max_requests and self.alive:
            self.log.info("Autorestarting worker after current request.")
            self.alive = False
        return bool(self.alive and self.cfg.keepalive)

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """End without waiting for clients. gunicorn's own worker raises an exception here, which comes
        out of whatever runs at that moment: out of the start of a thread, with a stack trace."""
        self.alive, self.is_hurried = False, True
        self.cfg.worker_int(self)

    def run(self) -> None:
        connections = Connections(self, self.loads or Loads(), self.place)
        connections.open()
        quiet = Quiet()
        while self.alive and self.ppid == os.getppid():
            self.notify()
            connections.turn(TURN)
            quiet.look(self.nr, time.monotonic())
        connections.stop_accepting()
        end = time.monotonic() + self.cfg.graceful_timeout
        while connections and time.monotonic() < end and not self.is_hurried:
            self.notify()
            connections.turn(TURN)
        connections.close()
