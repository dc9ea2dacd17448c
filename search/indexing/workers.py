"""Tasks carried out on several processes, each writing segments of its own.

Batches go to whichever process is free, over a pipe. A process has one batch under way and the next
one waiting, taken in by a thread of its own, so that it is never idle while one is being sent; so
memory stays bounded. A process ends by itself when the pipe closes, also when the reindex is killed.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from queue import Queue
from threading import Thread

from search.errors import BackissueError
from search.indexing.sink import Sink, Written
from search.indexing.tasks import LineTask, Origin, Outcome, Task, perform

_AHEAD = 2
"""Batches that a process has at once: the one under way, and the next."""
BATCH_TASKS = 64
BATCH_BYTES = 2_000_000


class WorkerDied(BackissueError):
    """A process of the reindex ended before its work was done."""


Message = list[Outcome] | Sequence[Written]


def carry_out(origin: Origin, tasks: Iterable[Task], sink: Sink, jobs: int) -> Iterator[Message]:
    """The outcomes of all tasks, a list a batch, and last what the sinks tell.

    With one job, or one batch, the work is done in this process.
    """
    batches = _batches(tasks)
    first = list(islice(batches, 2))
    if jobs == 1 or len(first) < 2:
        for batch in chain(first, batches):
            yield perform(origin, batch, sink)
        yield sink.finish()
    else:
        yield from _spread(origin, chain(first, batches), sink, jobs)


def _spread(
    origin: Origin, batches: Iterable[list[Task]], sink: Sink, jobs: int
) -> Iterator[Message]:
    connections = [_start(origin, sink) for _ in range(jobs)]
    free = connections * _AHEAD
    busy: list[Connection] = []
    for batch in batches:
        if not free:
            yield from _answer(busy, free)
        connection = free.pop(0)
        _sent(connection, batch)
        busy.append(connection)
    while busy:
        yield from _answer(busy, free)
    for connection in connections:
        _sent(connection, [])
    for connection in connections:
        yield _received(connection)
        connection.close()


def _answer(busy: list[Connection], free: list[Connection]) -> Iterator[Message]:
    """Wait for what became of a batch; its process can be given another."""
    ready = _ready(busy)
    yield _received(ready)
    busy.remove(ready)
    free.append(ready)


def _start(origin: Origin, sink: Sink) -> Connection:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    context.Process(target=_serve, args=(there, origin, sink), daemon=True).start()
    there.close()
    return here


def _serve(connection: Connection, origin: Origin, sink: Sink) -> None:
    """The main loop of a process: an empty batch ends it."""
    waiting: Queue[list[Task] | None] = Queue(1)
    Thread(target=_take_in, args=(connection, waiting), daemon=True).start()
    try:
        while batch := waiting.get():
            connection.send(perform(origin, batch, sink))
        if batch is not None:
            connection.send(sink.finish())
    except (BrokenPipeError, KeyboardInterrupt):
        return
    except (OSError, BackissueError) as error:
        connection.send(error)


def _take_in(connection: Connection, waiting: Queue[list[Task] | None]) -> None:
    """Put what comes over the pipe into a queue; None when the pipe is closed."""
    batch: list[Task] | None = None
    while batch != []:
        try:
            batch = connection.recv()
        except (EOFError, OSError):
            batch = []
            waiting.put(None)
        else:
            waiting.put(batch)


def _ready(connections: list[Connection]) -> Connection:
    ready = wait(set(connections))[0]
    assert isinstance(ready, Connection)
    return ready


def _sent(connection: Connection, batch: list[Task]) -> None:
    try:
        connection.send(batch)
    except BrokenPipeError:
        while True:  # until what was wrong, if the process could say it
            _received(connection)


def _received(connection: Connection) -> Message:
    try:
        message: Message | OSError | BackissueError = connection.recv()
    except (EOFError, ConnectionResetError):
        raise _died() from None
    if isinstance(message, OSError | BackissueError):
        raise message
    return message


def _died() -> WorkerDied:
    return WorkerDied(
        "A process of the reindex ended before its work was done, perhaps for want of memory: nothing"
        " was published, the index is as it was. Try again with --jobs 1."
    )


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.record.data) if isinstance(task, LineTask) else task.size
        if len(batch) >= BATCH_TASKS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
