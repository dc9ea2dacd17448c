"""Which generation of an index is served: the published one; while that cannot be had, a good one.

A generation that is open goes on when CURRENT, the folder or the disk goes, and when a damaged one is
published. If damage is found in the open one, or none is open yet, the newest whole one is taken.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from search.engines.whoosh import generations, last_check
from search.engines.whoosh.generation import FileStates, Generation, faults
from search.engines.whoosh.generations import NOWHERE, Pointer
from search.engines.whoosh.opened import Opened
from search.errors import IndexDamaged, IndexMissing
from search.model.results import Fault

_LOOK = 1.0
"""Seconds after which CURRENT is read though it seems to be as it was, and the files are looked at."""
_ATTEMPTS = 5

logger = logging.getLogger(__name__)

Seen = tuple[int, ...] | None


class _Damage(NamedTuple):
    """What a search found in a generation, and the states that its files had then."""

    states: FileStates
    reason: str


class Serving:
    """Follows the published generation of an index. Safe for many threads."""

    def __init__(self, index: Path, time_limit: float) -> None:
        self._index = index
        self._current_file = str(index / generations.CURRENT)
        self._time_limit = time_limit
        self._opened: Opened | None = None
        self._seen: Seen = None
        self._next_look = 0.0
        self._damaged: dict[str, _Damage] = {}
        """What searches found, by the identity of the generation."""
        self._examined: FileStates = {}
        """The states of the files of the open generation when all were read."""
        self._changing = Lock()
        self.fault: Fault | None = None

    def use(self) -> Opened:
        """The generation to search, entered; raises `IndexMissing` or `IndexDamaged`."""
        while True:
            opened = self._current()
            if opened.enter():
                return opened

    def give_up(self, damaged: Opened, error: IndexDamaged) -> bool:
        """Serve another generation than one in which damage was found; False if there is none."""
        last_check.forget(self._index)
        with self._changing:
            if self._opened is not damaged:
                return True
            found = _Damage(damaged.generation.states(), str(error))
            self._damaged[damaged.generation.identity] = found
            pointer, _ = self._pointer()
            for generation in self._others(pointer):
                if opened := self._open_if_whole(generation):
                    self._replace(opened, _fault(opened, error))
                    return True
            self._say(_fault(damaged, error))
            return False

    def close(self) -> None:
        with self._changing:
            if self._opened is not None:
                self._opened.retire()
            self._opened = None

    def _current(self) -> Opened:
        """What to search; while one thread opens another generation, the others use the last one."""
        opened = self._opened
        seen = _seen(self._current_file)
        if opened is not None and seen == self._seen and time.monotonic() < self._next_look:
            return opened
        if not self._changing.acquire(blocking=opened is None):
            assert opened is not None
            return opened
        try:
            return self._look(seen)
        finally:
            self._changing.release()

    def _look(self, seen: Seen) -> Opened:
        """Read CURRENT, and open what it names if that is another generation."""
        if seen != self._seen:
            self._damaged.clear()
        self._seen, self._next_look = seen, time.monotonic() + _LOOK
        for attempt in range(_ATTEMPTS):
            pointer, error = self._pointer()
            opened = self._opened
            if opened is not None and generations.is_pointed(
                self._index, pointer, opened.generation
            ):
                return self._stay(opened, pointer)
            try:
                return self._replace(self._open_published(pointer, error), None)
            except (IndexMissing, IndexDamaged) as failed:
                if attempt + 1 == _ATTEMPTS or self._pointer()[0] == pointer:
                    return self._instead(pointer, failed)
        raise AssertionError("the last attempt returns or raises")

    def _stay(self, opened: Opened, pointer: Pointer) -> Opened:
        """Go on with the published generation. If its files are not as they were, all are read once: if
        they hold the same they are opened again, else what is open goes on as long as it can."""
        generation = opened.generation
        damage = self._damaged.get(generation.identity)
        now = generation.states()
        if now == opened.states and None not in now.values() and damage is None:
            self._say(None)
        elif now != self._examined and (damage is None or now != damage.states):
            self._examined = now
            try:
                again = generations.pointed(self._index, pointer)
                found = faults(again)
                if not found:
                    self._damaged.pop(generation.identity, None)
                    return self._replace(Opened(again, self._time_limit), None)
            except IndexDamaged as error:
                found = [str(error)]
            self._say(_fault(opened, found[0]))
        return opened

    def _pointer(self) -> tuple[Pointer, IndexDamaged | None]:
        try:
            return generations.pointer(self._index), None
        except IndexDamaged as error:
            return NOWHERE, error

    def _open_published(self, pointer: Pointer, error: IndexDamaged | None) -> Opened:
        if error:
            raise error
        if pointer == NOWHERE and self._opened:
            raise IndexMissing(f"{self._index / generations.CURRENT} is no longer there.")
        generation = generations.pointed(self._index, pointer)
        if damage := self._damage_of(generation):
            raise IndexDamaged(damage)
        return Opened(generation, self._time_limit)

    def _instead(self, pointer: Pointer, error: IndexMissing | IndexDamaged) -> Opened:
        """What is served while the published generation cannot be opened."""
        opened = self._opened
        if opened is not None and not self._damage_of(opened.generation):
            self._say(_fault(opened, error))
            return opened
        for generation in self._others(pointer):
            if another := self._open_if_whole(generation):
                return self._replace(another, _fault(another, error))
        if opened is None:
            raise error
        return opened

    def _others(self, pointer: Pointer) -> Iterator[Generation]:
        """Other generations than the open one, best first."""
        serving = self._opened.generation.identity if self._opened else ""
        for generation in generations.best_first(self._index, pointer):
            if generation.identity != serving and not self._damage_of(generation):
                yield generation

    def _open_if_whole(self, generation: Generation) -> Opened | None:
        try:
            return Opened(generation, self._time_limit)
        except IndexDamaged:
            return None

    def _damage_of(self, generation: Generation) -> str:
        """What a search found in a generation whose files have not changed since."""
        damage = self._damaged.get(generation.identity)
        return damage.reason if damage and damage.states == generation.states() else ""

    def _replace(self, opened: Opened, fault: Fault | None) -> Opened:
        before, self._opened = self._opened, opened
        if before is not None:
            before.retire()
        self._say(fault)
        return opened

    def _say(self, fault: Fault | None) -> None:
        if fault and fault != self.fault:
            logger.error("%s", fault)
        elif self.fault and not fault:
            logger.warning("The published generation of %s is served again.", self._index)
        self.fault = fault


def _seen(file: str) -> Seen:
    """What tells that CURRENT, or a folder above it, was replaced; cheap enough for each search."""
    try:
        status = os.stat(file)
    except OSError:
        return None
    return (
        status.st_dev,
        status.st_ino,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )


def _fault(opened: Opened, reason: object) -> Fault:
    return Fault(opened.generation.name, opened.generation.info.published_at, str(reason))
