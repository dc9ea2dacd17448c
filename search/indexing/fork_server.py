"""The server from which the processes of a reindex are forked, begun before they are asked for.

It imports what they need while the command that wants them still imports what it needs itself.
"""

from __future__ import annotations

import multiprocessing
import os
from itertools import islice
from multiprocessing import forkserver
from pathlib import Path

_LOOKED_AT = 1_000
"""Files and folders at the top of an archive that are looked at before all are."""


def begin(preloaded: str) -> None:
    """Begin the server, which imports the module `preloaded`, if it does not run yet. It ends with this
    process."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([preloaded])
    forkserver.ensure_running()


def may_be_needed(archive: Path, published: Path) -> bool:
    """Whether a reindex is likely to read something: nothing was published yet, or the archive, or what
    stands at its top, is newer than the file `published`. Only a guess: a server that is not needed costs
    a third of a second of another processor, and one that begins late as long a wait."""
    if not published.exists():
        return True
    try:
        since = published.stat().st_mtime
        with os.scandir(archive) as entries:
            newest = max(
                (each.stat(follow_symlinks=False).st_mtime for each in islice(entries, _LOOKED_AT)),
                default=0.0,
            )
        return max(newest, archive.stat().st_mtime) > since
    except OSError:
        return False
