"""A reindex in a process of its own, one at a time for a server.

The process holds a lock on a file of the server's folder as long as it runs, whichever worker started
it and whether that still runs. gunicorn's first process uses this, too, so nothing of the site is
imported.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

NICE = 10
"""Searches come first."""
_END = 5.0
"""Seconds that a reindex has to end."""


class Background:
    """The reindex of a server, whose files are in `folder`: a new one if it is None and used."""

    def __init__(self, folder: Path | None) -> None:
        self._given = folder
        self._child: subprocess.Popen[bytes] | None = None

    @cached_property
    def _folder(self) -> Path:
        return self._given or Path(tempfile.mkdtemp(prefix="backissue-reindex-"))

    @property
    def _process(self) -> Path:
        return self._folder / "reindex.pid"

    @property
    def _summary(self) -> Path:
        return self._folder / "reindex.json"

    def start(self, archive: Path, index: Path | str) -> bool:
        """Begin one, unless one is running; whether that is so. What it says on standard error goes where
        the server's does."""
        lock = self._locked()
        if lock is None:
            return False
        self._reap()
        try:
            options = ("--json", "--progress")
            command = [sys.executable, "-m", "search.cli", "reindex", str(archive), *options]
            with self._summary.open("wb") as output:
                self._child = subprocess.Popen(
                    command,
                    env={**os.environ, "BACKISSUE_INDEX": str(index)},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    pass_fds=[lock],
                )
            os.ftruncate(lock, 0)
            os.pwrite(lock, str(self._child.pid).encode(), 0)
        finally:
            os.close(lock)
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._child.pid, NICE)
        return True

    def is_running(self) -> bool:
        if self._given is None and "_folder" not in vars(self):
            return False  # nothing was ever started
        lock = self._locked(fcntl.LOCK_SH)
        if lock is None:
            return True
        os.close(lock)
        self._reap()
        return False

    def summary(self) -> Mapping[str, Any] | None:
        """What the last one printed, None if there was none or it is running."""
        try:
            text = self._summary.read_bytes()
        except OSError:
            return None
        if self.is_running():
            return None
        with suppress(ValueError):
            values = json.loads(text)
            if isinstance(values, dict):
                return values
        return {"error": "The reindex was ended before it could say what it did."}

    def end(self) -> None:
        """End the one that is running, as the server ends."""
        end = time.monotonic() + _END
        is_told = False
        while self.is_running() and time.monotonic() < end:
            if not is_told:
                with suppress(OSError, ValueError):
                    os.kill(int(self._process.read_text()), signal.SIGTERM)
                    is_told = True
            time.sleep(0.02)

    def _reap(self) -> None:
        """Take leave of a child that has let go of the lock."""
        if self._child:
            self._child.wait()
            self._child = None

    def _locked(self, kind: int = fcntl.LOCK_EX) -> int | None:
        """The descriptor of the lock, None if a reindex holds it."""
        descriptor = os.open(self._process, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor
