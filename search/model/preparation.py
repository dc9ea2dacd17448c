"""What is being done for an index, told to those who find none yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reindexing:
    """A reindex that is running: `phase` in words, `done` of `total` bytes read (0 of 0 while that is not
    known), `articles` in them, and when it began, in seconds since 1970 (0.0 if that is not known)."""

    phase: str
    done: int = 0
    total: int = 0
    articles: int = 0
    started: float = 0.0

    @property
    def percent(self) -> int | None:
        """How much has been read; None if that is not known."""
        return min(100 * self.done // self.total, 100) if self.total else None

    def __str__(self) -> str:
        """ "Indexing, 43 %"."""
        return self.phase if self.percent is None else f"{self.phase}, {self.percent} %"


@dataclass(frozen=True, slots=True)
class Preparation:
    """Whether an index is being written, and whether it is there but may not be read."""

    reindexing: Reindexing | None = None
    is_forbidden: bool = False
