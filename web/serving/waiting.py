"""Whole requests that wait for a thread, in the order in which they came but for one."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from web.serving.connection import Connection

Step = Callable[[], None]


class Waiting:
    """A queue, and the threads that work it off.

    At most `at_once` requests are worked on, since threads take turns at computing and the loop of the
    worker has to have its turn, too. `work` is called with a connection and a function: a request that
    turns out to be slow calls that, and then no longer keeps another from being begun.
    """

    def __init__(
        self, threads: int, at_once: int, work: Callable[[Connection, Step], None]
    ) -> None:
        self._work = work
        self._turns = 0
        self._at_once = at_once
        self._queue: deque[Connection] = deque()
        self._first: Connection | None = None
        self._changed = threading.Condition()
        for number in range(threads):
            threading.Thread(target=self._run, name=f"request-{number}", daemon=True).start()

    def __len__(self) -> int:
        return len(self._queue)

    @property
    def has_first(self) -> bool:
        """Whether one waits that goes before all others."""
        return self._first is not None

    def put(self, connection: Connection, is_first: bool = False) -> None:
        """`is_first` is for one at a time, which goes before all others and is never late."""
        with self._changed:
            if is_first:
                self._first = connection
                self._queue.appendleft(connection)
            else:
                self._queue.append(connection)
            self._changed.notify()

    def take_late(self, before: float) -> list[Connection]:
        """Those that came before that time and that no thread has begun; they wait no longer."""
        with self._changed:
            waiting = (each for each in self._queue if each is not self._first)
            late = [each for each in waiting if _is_late(each, before)]
            for each in late:
                self._queue.remove(each)
        return late

    def limit(self, at_once: int) -> None:
        """Work on so many from now on."""
        with self._changed:
            self._at_once = at_once
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._queue and self._turns < self._at_once)
                connection = self._queue.popleft()
                if connection is self._first:
                    self._first = None
                self._turns += 1
            turn = _Turn(self._end_turn)
            self._work(connection, turn.end)
            turn.end()

    def _end_turn(self) -> None:
        with self._changed:
            self._turns -= 1
            self._changed.notify()


class _Turn:
    """The turn of one thread, which ends once."""

    def __init__(self, ended: Step) -> None:
        self._ended: Step | None = ended

    def end(self) -> None:
        ended, self._ended = self._ended, None
        if ended:
            ended()


def _is_late(connection: Connection, before: float) -> bool:
    exchange = connection.exchange
    return exchange is not None and not exchange.is_begun and exchange.arrived < before
