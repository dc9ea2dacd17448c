"""When all files of the published generation were last read whole, and so which ones a reindex must read.

    INDEX/CHECKED       the identity of the generation, and the time (seconds since 1970)

A reindex that adds ten articles to a million would spend most of its time on reading the 7.6 GB that
it keeps. So what a large index keeps is read whole once in RECENT seconds; in between only what was
changed since it was published. Whoever meets damage removes CHECKED; then the next reindex reads
everything.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from search.engines.whoosh.generation import Generation
from search.storage import index_folders
from search.storage.regular_files import read_bytes

CHECKED = index_folders.CHECKED
RECENT = 20 * 3600.0
"""Seconds since the last check: a reindex at the same hour of each day reads everything."""
SMALL = 512 << 20
"""Bytes of files that are always read: at the rate of 7.6 GB in 3.4 s they take a quarter of a second."""
NEVER = 0.0


def last_check(index: Path, generation: Generation) -> float:
    """When all files of a generation were last read (seconds since 1970); `NEVER` if not known."""
    with suppress(OSError, ValueError):
        identity, at = read_bytes(index / CHECKED).decode().split()
        if identity == generation.identity:
            return float(at)
    return NEVER


def note(index: Path, generation: Generation, at: float) -> None:
    """Remember when all files of the published generation were read, if it is large. If that cannot be
    written, the next reindex reads them."""
    if not is_large(generation):
        return
    replacement = index / f"{CHECKED}.new"
    with suppress(OSError):
        replacement.unlink(missing_ok=True)  # it may be a link to a file of somebody
        replacement.write_text(f"{generation.identity} {int(at)}\n")
        os.replace(replacement, index / CHECKED)


def forget(index: Path) -> None:
    """Let the next reindex read everything, as damage was found."""
    with suppress(OSError):
        (index / CHECKED).unlink()


def is_recent(at: float) -> bool:
    """Whether a check is not too long ago; one in the future is none."""
    return 0 <= time.time() - at < RECENT


def is_large(generation: Generation) -> bool:
    """Whether its files take long to read. Those that cannot be seen count nothing."""
    states = (state for state in generation.states().values() if state)
    return sum(size for _, _, size, _ in states) > SMALL


def is_unchanged(generation: Generation, name: str) -> bool:
    """Whether a file was not written to since the second in which its generation was published."""
    published = datetime.fromisoformat(generation.info.published_at).timestamp()
    try:
        return os.stat(generation.folder / name).st_mtime < published
    except OSError:
        return False
