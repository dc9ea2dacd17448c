"""A reindex tells those who serve the index how far it is."""

from __future__ import annotations

import time
from pathlib import Path

from search.engines.whoosh import running
from search.model.preparation import Reindexing

EVERY = 0.5
"""Seconds between two tellings."""


class ToldProgress:
    """Implements `search.indexing.progress.Progress` by a file in the index folder; used by the holder
    of its lock."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._started = time.time()
        self._size = self._done = self._articles = 0
        self._told = 0.0

    def begin(self, size: int) -> None:
        self._size, self._done, self._articles = max(size, 1), 0, 0
        self._tell("Indexing")

    def advance(self, size: int, articles: int) -> None:
        self._done += size
        self._articles += articles
        if time.monotonic() - self._told > EVERY:
            self._tell("Indexing")

    def phase(self, name: str) -> None:
        self._tell(name)

    def _tell(self, phase: str) -> None:
        self._told = time.monotonic()
        running.tell(
            self._index,
            Reindexing(phase, self._done, self._size, self._articles, self._started),
        )
