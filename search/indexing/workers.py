"""Tasks carried out on several processes, each writing segments of its own.

Batches go to whichever process is free, over a pipe; at most one batch a process is under way, so
memory stays bounded. A process ends by itself when the pipe closes, also when the reindex is killed.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from pathlib import Path

from search.errors import BackissueError
from search.indexing.tasks import (
    LineTask,
    Outcome,
    Sink,
    Task,
    WrittenSegment,
    perform,
)

BATCH_TASKS = 64
BATCH_BYTES = 2_000_000


class WorkerDied(BackissueError):
    """A process of the reindex ended before its work was done."""


Message = list[Outcome] | list[WrittenSegment]


def carry_out(
    archive: Path, tasks: Iterable[Task], sink: Sink, jobs: int
) -> Iterator[list[Outcome] | list[WrittenSegment]]:
    """The outcomes of all tasks, a list a batch, and last the segments that were written.

    With one job, or one batch, the work is done in this process.
    """
    batches = _batches(tasks)
    first = list(islice(batches, 2))
    if jobs == 1 or len(first) < 2:
        for batch in chain(first, batches):
            yield perform(archive, batch, sink)
        yield sink.finish()
    else:
        yield from _spread(archive, chain(first, batches), sink, jobs)


def _spread(
    archive: Path, batches: Iterable[list[Task]], sink: Sink, jobs: int
) -> Iterator[list[Outcome] | list[WrittenSegment]]:
    idle = [_start(archive, sink) for _ in range(jobs)]
    busy: list[Connection] = []
    for batch in batches:
        if not idle:
            ready = _ready(busy)
            yield _received(ready)
            busy.remove(ready)
            idle.append(ready)
        connection = idle.pop()
        _sent(connection, batch)
        busy.append(connection)
    while busy:
        ready = _ready(busy)
        yield _received(ready)
        busy.remove(ready)
        idle.append(ready)
    for connection in idle:
        _sent(connection, [])
    for connection in idle:
        yield _received(connection)
        connection.close()


def _start(archive: Path, sink: Sink) -> Connection:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    context.Process(target=_serve, args=(there, archive, sink), daemon=True).start()
    there.close()
    return here


def _serve(connection: Connection, archive: Path, sink: Sink) -> None:
    """The main loop of a process: an empty batch ends it."""
    try:
        while batch := connection.recv():
            connection.send(perform(archive, batch, sink))
        connection.send(sink.finish())
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return
    except OSError as error:
        connection.send(error)


def _ready(connections: list[Connection]) -> Connection:
    ready = wait(connections)[0]
    assert isinstance(ready, Connection)
    return ready


def _sent(connection: Connection, batch: list[Task]) -> None:
    try:
        connection.send(batch)
    except BrokenPipeError:
        raise _died() from None


def _received(connection: Connection) -> Message:
    try:
        message: Message | OSError = connection.recv()
    except (EOFError, ConnectionResetError):
        raise _died() from None
    if isinstance(message, OSError):
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
