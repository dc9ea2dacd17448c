"""An open generation, and how many use it: it is closed as soon as it is replaced and nobody does."""

from __future__ import annotations

from threading import Lock

from search.engines.whoosh.generation import Generation
from search.engines.whoosh.searching.searcher import Searcher
from search.model.results import Item, Scan

KEPT = 24 << 20
"""Bytes of posting lists and the like that a process keeps of a generation. To read one again takes less
time than to search it, and what the system keeps of the files is shared by all processes."""
_STEP = 100
"""Items of a scan after which its memory is looked at."""


class Opened:
    """An open generation. Whoever uses `searcher` calls `enter` before and `leave` afterwards.

    Without the count its files and memory would last until the garbage collector finds them.
    """

    def __init__(self, generation: Generation, time_limit: float) -> None:
        self.states = generation.states()
        self.searcher = Searcher(generation, time_limit)
        self.generation = generation
        self._users = 1
        """One is who serves it, until `retire`."""
        self._lock = Lock()

    def enter(self) -> bool:
        """Begin to use it; False if it was closed meanwhile."""
        with self._lock:
            if not self._users:
                return False
            self._users += 1
            return True

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users:
                return
        self.searcher.close()

    def bound_memory(self) -> None:
        """Let go what searches have read, if it is much. Other searches may be running."""
        segments = self.searcher.segments
        if sum(segment.kept_bytes for segment in segments) > KEPT:
            for segment in segments:
                segment.forget()

    def retire(self) -> None:
        """Close it when its last user has left."""
        self.leave()


class UsedScan(Scan[Item]):
    """A scan; the generation that it is of is used until its last item is made, or nobody wants more."""

    def __init__(self, scan: Scan[Item], opened: Opened) -> None:
        super().__init__(scan.total, scan.items)
        self._opened: Opened | None = opened if opened.enter() else None
        self._made = 0

    def __next__(self) -> Item:
        try:
            item = super().__next__()
        except BaseException:
            self.close()
            raise
        self._made += 1
        if self._opened is not None and not self._made % _STEP:
            self._opened.bound_memory()
        return item

    def close(self) -> None:
        opened, self._opened = self._opened, None
        super().close()
        if opened is not None:
            opened.leave()

    def __del__(self) -> None:
        self.close()
