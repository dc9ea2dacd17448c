"""Memory that was used for a moment goes back to the system.

A search over frequent words makes arrays of many megabytes, and so does the writing of a segment. glibc
learns from them to keep such blocks for later, in a heap for each thread; after some slow searches a
worker of the site has several times the memory that it needs, for good. With limits that are set it
learns nothing.
"""

from __future__ import annotations

import ctypes

_MOST_HEAPS, _MAPPED_FROM, _KEPT = -8, -3, -1
"""The numbers of M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD in malloc.h."""
_MB = 1 << 20


def give_back(blocks_from: int = _MB, kept: int = _MB) -> None:
    """Set the limits of this process, if its C library has such. Blocks of `blocks_from` bytes and more
    go back at once, smaller ones when more than `kept` bytes are free at the end of the heap. Each page
    of the next one is new: what is needed time and again should be kept."""
    set_limit = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_limit is not None:
        set_limit(_MOST_HEAPS, 2)
        set_limit(_MAPPED_FROM, blocks_from)
        set_limit(_KEPT, kept)


def trim() -> None:
    """Give back all pages that are free, also those between blocks in use: some milliseconds."""
    give = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if give is not None:
        give(0)
