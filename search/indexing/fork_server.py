"""The server from which the processes of a reindex are forked, begun before they are asked for.

It imports what they need while the command that wants them still imports what it needs itself.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver


def begin(preloaded: str) -> None:
    """Begin the server, which imports the module `preloaded`, if it does not run yet. It ends with this
    process."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([preloaded])
    forkserver.ensure_running()
