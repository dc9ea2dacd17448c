"""What a process of a reindex is reading now, and since when: it writes this, its parent looks.

It is memory that both share. So it costs a microsecond for each record, and the parent learns it even
if the process is stuck in a library that lets no other thread run.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import NamedTuple


class Reading(NamedTuple):
    """A task that is being read: its batch and its index there, both counted from 0, and for how many
    seconds."""

    batch: int
    task: int
    seconds: float


class Clock:
    def __init__(self, context: BaseContext) -> None:
        self._values = context.RawArray("d", 3)

    @contextmanager
    def reading(self, batch: int, task: int) -> Iterator[None]:
        """In the process: the task is read inside this context."""
        self._values[1:] = [batch, task]
        self._values[0] = time.monotonic()
        try:
            yield
        finally:
            self._values[0] = 0.0

    def now(self) -> Reading | None:
        """In the parent: what is being read, None if the process does something else."""
        began, batch, task = self._values[:]
        if not began or began != self._values[0]:
            return None
        return Reading(int(batch), int(task), time.monotonic() - began)
