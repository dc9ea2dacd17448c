"""How many processes a reindex may start, and how many words each may hold, with the given memory.

The figures were measured, as proportional set sizes, on news articles and on damaged HTML pages.
"""

from __future__ import annotations

from dataclasses import dataclass

_MAIN = 85
"""MB of the process that distributes the work, and of the server that the others are forked from."""
_FIXED = 125
"""MB of a process that reads and writes articles: Python, libraries and a vocabulary."""
_READING = 40
"""MB beside these while a large page is read; few pages take more, seldom two at once."""
_MILLION_WORDS = 18
"""MB for each million words that a segment under construction holds."""
_LEAST, _MOST = 1_000_000, 12_000_000


@dataclass(frozen=True, slots=True)
class Budget:
    """The number of processes, and the number of words at which each closes its segment."""

    jobs: int
    segment_words: int


def within(memory: int, jobs: int) -> Budget:
    """The budget for `memory` MB and at most `jobs` processes; at least one process."""
    fixed = _FIXED + _READING
    smallest = fixed + _MILLION_WORDS * _LEAST // 1_000_000
    fitting = max(1, min(jobs, (memory - _MAIN) // smallest))
    each = (memory - _MAIN) / fitting - fixed
    words = int(each / _MILLION_WORDS * 1_000_000)
    return Budget(fitting, min(max(words, _LEAST), _MOST))
