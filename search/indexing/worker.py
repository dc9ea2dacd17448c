"""A process of a reindex, as it sees itself: batches in, outcomes and finished segments out.

It works on one batch while a thread receives the next. It ends by itself when the pipe closes, even if
the reindex is killed.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from queue import Queue
from threading import Thread
from typing import NamedTuple

from search.errors import BackissueError
from search.indexing.clock import Clock
from search.indexing.sink import Sink, Written
from search.indexing.tasks import Origin, Outcome, Task, run_tasks
from search.storage import memory

_NEW_OBJECTS = 50_000
"""Objects after which garbage is looked for: a page has as many, and next to no garbage in cycles."""

_BLOCKS, _KEPT = 4 << 20, 8 << 20
"""Bytes: the arrays of a batch of texts have up to 2 MB, several at once. If these go back each time,
that costs an eighth of the processor time of a reindex."""

_LARGE = 1 << 20
"""Bytes of a record that leaves much free memory between what is in use: 40 MB after damaged pages."""


class Answer(NamedTuple):
    """The outcomes of a batch, and what the sink has written completely since the last answer.

    An address in an outcome counts once its segment was among `written`.
    """

    outcomes: Sequence[Outcome]
    written: Sequence[Written]


def serve(connection: Connection, clock: Clock, origin: Origin, sink: Sink) -> None:
    """The main loop of a process: an empty batch ends it."""
    memory.give_back(_BLOCKS, _KEPT)
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    waiting: Queue[list[Task]] = Queue(1)
    Thread(target=_fill, args=(connection, waiting), daemon=True).start()
    try:
        for number in count():
            batch = waiting.get()
            outcomes = run_tasks(origin, batch, sink, partial(clock.reading, number))
            written = sink.completed() if batch else sink.finish()
            connection.send(Answer(outcomes, written))
            if not batch:
                return
            if written or any(each.size >= _LARGE for each in outcomes):
                memory.trim()
    except (BrokenPipeError, KeyboardInterrupt):
        return
    except (OSError, BackissueError) as error:
        connection.send(error)


def _fill(connection: Connection, waiting: Queue[list[Task]]) -> None:
    """Move batches from the pipe into a queue. If the pipe closes, nobody waits for an answer."""
    batch = None
    while batch != []:
        try:
            batch = connection.recv()
        except (EOFError, OSError):
            os._exit(1)
        waiting.put(batch)
