"""Running the tasks of a reindex in several processes, each with a sink of its own.

Batches go over a pipe to whichever process is free. A process has two, so that it need not wait, and
memory stays bounded. There is always a process, even with one job: a file may take so long, or so much
memory, that only the end of the process helps. Then it is killed, the file is reported, and
another process reads the rest of the batch. Segments that it had completed are kept. Of the one that it
was writing nothing is left: its articles have addresses in a segment that is never reported, so
they count as not read (see `ReadChanges.settle`), and are read again at the end.

Processes are forked from a server that has imported all but the parsers, which each imports for the
files that it meets: a reindex of a few records waits for little. One that has begun before
(`fork_server`) is used as it is.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from queue import SimpleQueue
from threading import Thread
from types import ModuleType

from search.errors import BackissueError
from search.indexing import worker
from search.indexing.clock import Clock
from search.indexing.sink import Sink, Written
from search.indexing.tasks import Origin, Outcome, Task, inaccessible
from search.indexing.worker import Answer
from search.reading import patience

_AHEAD = 2
"""Batches that a process has at once: the current one and the next."""
BATCH_TASKS = 64
BATCH_BYTES = 500_000
_LOOK = 0.05
"""Seconds between two looks at the clocks of the processes."""

_DIED = "ended the process that read it, perhaps for lack of memory"


class WorkerDied(BackissueError):
    """A process of the reindex ended before its work was done."""

    def __init__(self) -> None:
        super().__init__(
            "A process of the reindex ended before its work was done, perhaps for lack of memory:"
            " nothing was published, the index is as it was. Try again with --jobs 1."
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """At most `jobs` processes, and `file_seconds` for reading one record; more if its format takes
    patience."""

    jobs: int
    file_seconds: float

    def seconds(self, task: Task) -> float:
        """How long reading the record of a task may take."""
        return self.file_seconds * patience(task.file_name, task.format)

    def reason(self, task: Task) -> str:
        return (
            f"took longer than {self.seconds(task):g} s: it is left as it was; simplify or split it, or"
            " raise BACKISSUE_FILE_SECONDS"
        )


Message = Sequence[Outcome] | Sequence[Written]


def run_in_processes(
    origin: Origin, tasks: Iterable[Task], sink: Sink, limits: Limits
) -> Iterator[Message]:
    """The outcomes of all tasks, one list per batch, and what the sinks have written.

    A task at which the process died or exceeded a limit has an outcome that says so. Raises
    `WorkerDied` if a process ends while it reads nothing.
    """
    pool = _Pool(origin, sink, limits)
    try:
        yield from pool.run(_batches(tasks))
    finally:
        pool.close()


class _Pool:
    def __init__(self, origin: Origin, sink: Sink, limits: Limits) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([worker.__name__, type(sink).__module__])
        self._origin, self._sink, self._limits = origin, sink, limits
        self._workers: list[_Worker] = []
        self._again: deque[list[Task]] = deque()

    def run(self, batches: Iterator[list[Task]]) -> Iterator[Message]:
        while True:
            self._distribute(batches)
            if not any(each.batches for each in self._workers):
                break
            yield from self._receive()
        for each in self._workers:
            each.give([])
        for each in self._workers:
            yield each.receive().written

    def close(self) -> None:
        for each in self._workers:
            each.end()

    def _distribute(self, batches: Iterator[list[Task]]) -> None:
        """Give batches to processes as long as one is free."""
        while self._is_any_free():
            batch = self._again.popleft() if self._again else next(batches, None)
            if batch is None:
                return
            self._freest().give(batch)

    def _is_any_free(self) -> bool:
        is_free = (len(each.batches) < _AHEAD for each in self._workers)
        return len(self._workers) < self._limits.jobs or any(is_free)

    def _freest(self) -> _Worker:
        """The process with the fewest batches, a new one if all have some."""
        freest = min(self._workers, key=lambda each: len(each.batches), default=None)
        if freest is None or (freest.batches and len(self._workers) < self._limits.jobs):
            return self._start()
        return freest

    def _start(self) -> _Worker:
        started = _Worker(self._context, self._origin, self._sink)
        self._workers.append(started)
        return started

    def _receive(self) -> Iterator[Message]:
        """The messages that are there; waits for one, or until some process exceeds its limit."""
        busy = {each.connection: each for each in self._workers if each.batches}
        for ready in wait(busy, _LOOK):
            assert isinstance(ready, Connection)
            if answer := busy.pop(ready).answer():
                yield answer.outcomes
                yield answer.written
            else:
                yield from self._replace(self._by(ready), _DIED)
        for each in busy.values():
            now = each.clock.now()
            if now and now.batch == each.answered and now.seconds > self._limits.file_seconds:
                task = each.batches[0][now.task]
                if now.seconds > self._limits.seconds(task):
                    yield from self._replace(each, self._limits.reason(task))

    def _by(self, connection: Connection) -> _Worker:
        return next(each for each in self._workers if each.connection is connection)

    def _replace(self, dead: _Worker, reason: str) -> Iterator[Message]:
        """End a process, and report the file that it was reading; its other tasks are run again."""
        dead.kill()
        while answer := dead.answer():
            yield answer.outcomes
            yield answer.written
        self._workers.remove(dead)
        dead.end()
        now = dead.clock.now()
        if now and now.batch == dead.answered:
            tasks = dead.batches[0]
            yield [inaccessible(tasks[now.task], reason)]
            dead.batches[0] = tasks[: now.task] + tasks[now.task + 1 :]
        elif reason == _DIED:
            raise WorkerDied
        self._again.extendleft(reversed([batch for batch in dead.batches if batch]))


class _Worker:
    """A process, as its parent sees it: `batches` have been given and not `answered` yet."""

    def __init__(self, context: ForkServerContext, origin: Origin, sink: Sink) -> None:
        self.connection, there = context.Pipe()
        self.clock = Clock(context)
        self.batches: deque[list[Task]] = deque()
        self.answered = 0
        self._process = context.Process(
            target=worker.serve, args=(there, self.clock, origin, sink), daemon=True
        )
        with _no_main_module():
            self._process.start()
        there.close()
        self._outgoing: SimpleQueue[list[Task] | None] = SimpleQueue()
        Thread(target=_send_all, args=(self.connection, self._outgoing), daemon=True).start()

    def give(self, batch: list[Task]) -> None:
        """Send a batch without waiting: a process that is stuck receives nothing."""
        self.batches.append(batch)
        self._outgoing.put(batch)

    def receive(self) -> Answer:
        """Wait for the next answer; raises `WorkerDied`."""
        if answer := self.answer():
            return answer
        raise WorkerDied

    def answer(self) -> Answer | None:
        """The next answer, None if the process has ended; raises the error that it sent instead."""
        try:
            message: Answer | OSError | BackissueError = self.connection.recv()
        except (EOFError, OSError):
            return None
        if not isinstance(message, Answer):
            raise message
        self.batches.popleft()
        self.answered += 1
        return message

    def kill(self) -> None:
        self._process.kill()
        self._process.join()

    def end(self) -> None:
        self.kill()
        self._outgoing.put(None)


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Hide the program that runs from a process that starts: it would run it again, up to the line where
    it is now, for objects that we never send."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _send_all(connection: Connection, batches: SimpleQueue[list[Task] | None]) -> None:
    """Send batches until None, or until the process ends."""
    while (batch := batches.get()) is not None:
        try:
            connection.send(batch)
        except OSError:
            return


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += task.size
        if len(batch) >= BATCH_TASKS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
