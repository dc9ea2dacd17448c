"""One writer at a time: the writer creates a document, the lock, and has to renew it.

If a writer is killed, another may take over when the lease is over, or at once on the same machine,
where a killed reindex is usually started again.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from search.engines.opensearch import state
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import Client, Patience, Refused
from search.engines.opensearch.index_names import Names
from search.errors import BackissueError, IndexUnreachable, ReindexRunning
from search.model.preparation import Preparation, Reindexing

SECONDS = 60.0
"""The duration of a lease, which is renewed after a third of it."""

logger = logging.getLogger(__name__)


class LeaseLost(BackissueError):
    """Another reindex took over because this one did not renew its lease."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """The holder of the lock: `machine` identifies a machine or container, `until` is in seconds since
    1970."""

    token: str
    host: str
    machine: str
    process: int
    until: float

    @property
    def is_gone(self) -> bool:
        """Whether its lease is over, or its process has ended."""
        if self.until < time.time():
            return True
        if not self.machine or self.machine != _machine():
            return False
        if self.process == os.getpid():
            return False
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False


_NOBODY = _Holder("", "nobody", "", 0, 0.0)


class Lease:
    """The lock of an index while it is held: call `check` before each step that changes the index."""

    def __init__(self, client: Client, path: str, token: str, version: dict[str, str]) -> None:
        self._client = client
        self._path = path
        self._token = token
        self._version = version
        self._renewed = time.monotonic()
        self._ended = threading.Event()
        self._is_lost = False

    def check(self) -> None:
        """Raise `LeaseLost` unless the lock is certainly held."""
        if self._is_lost or time.monotonic() - self._renewed > SECONDS:
            raise LeaseLost(
                "Another reindex took over while this one could not reach the cluster: nothing more is"
                " written. Run it again when the other one has finished."
            )

    def keep(self) -> None:
        """Renew the lease until `release`; runs in a thread of its own."""
        while not self._is_lost and not self._ended.wait(SECONDS / 3):
            began = time.monotonic()
            try:
                self.renew()
                self._renewed = began
            except IndexUnreachable as error:
                logger.warning("The lock could not be renewed: %s", error)

    def release(self) -> None:
        self._ended.set()
        if not self._is_lost:
            with suppress(Refused, IndexUnreachable):
                self._client.call("DELETE", self._path, params=self._version, patience=_SHORT)

    def renew(self) -> None:
        """Renew the lease. If that fails, an earlier attempt that seemed to fail may have renewed it."""
        try:
            self._version = _put(self._client, self._path, self._token, self._version)
        except Refused:
            found = _found(self._client, self._path)
            self._is_lost = found is None or found["_source"]["token"] != self._token
            self._version = _version(found) if found else {}


_SHORT = Patience(5.0, 10.0)


@contextmanager
def held(client: Client, names: Names) -> Iterator[Lease]:
    """Hold the lock of the indices with these names; raises `ReindexRunning` if another does."""
    state.create(client, names)
    token, path = secrets.token_hex(8), _path(names)
    lease = Lease(client, path, token, _acquire(client, names, path, token))
    threading.Thread(target=lease.keep, name="lease", daemon=True).start()
    try:
        yield lease
    finally:
        lease.release()


def preparation(address: Address) -> Preparation:
    """Whether a reindex holds the lock of the indices at an address; how far it is is not known."""
    client, names = Client(address, _SHORT), Names(address.prefix)
    try:
        found = _found(client, _path(names))
    except Refused:
        return Preparation()
    finally:
        client.close()
    if found is None or _Holder(**found["_source"]).is_gone:
        return Preparation()
    return Preparation(Reindexing("Indexing"))


def _path(names: Names) -> str:
    return f"/{names.state}/_doc/lock"


def _acquire(client: Client, names: Names, path: str, token: str) -> dict[str, str]:
    """Create the document, or take over the one of a writer that is gone; returns its version."""
    try:
        return _put(client, path, token, {"op_type": "create"})
    except Refused as error:
        found = _found(client, path)
        if error.status != 409 or found is None:
            raise
    holder = _holder(found["_source"])
    if holder.token == token:
        return _version(found)
    if not holder.is_gone:
        raise _running(names, holder)
    logger.warning("A reindex on %s was interrupted; this one goes on.", holder.host)
    try:
        return _put(client, path, token, _version(found))
    except Refused as error:
        if error.status == 409:
            raise _running(names, holder) from None
        raise


def _holder(source: dict[str, Any]) -> _Holder:
    """Who holds the lock; nobody can hold one that cannot be read."""
    try:
        return _Holder(**{**source, "until": float(source["until"])})
    except (KeyError, TypeError, ValueError):
        return _NOBODY


def _found(client: Client, path: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = client.call("GET", path, patience=_SHORT)
        return found
    except Refused as error:
        if error.status == 404:
            return None
        raise


def _put(client: Client, path: str, token: str, params: dict[str, str]) -> dict[str, str]:
    holder = _Holder(token, socket.gethostname(), _machine(), os.getpid(), time.time() + SECONDS)
    return _version(client.call("PUT", path, asdict(holder), params, _SHORT))


def _version(answer: dict[str, Any]) -> dict[str, str]:
    """The version of a document as the condition of a change to it."""
    return {
        "if_seq_no": str(answer["_seq_no"]),
        "if_primary_term": str(answer["_primary_term"]),
    }


def _running(names: Names, holder: _Holder) -> ReindexRunning:
    return ReindexRunning(
        f"Another reindex of {names.prefix} is running on {holder.host} (process {holder.process}):"
        " wait until it has finished."
    )


def _machine() -> str:
    """An id that only processes which see each other share; "" if it is not known."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text()
        return blake2b(
            (boot + os.readlink("/proc/self/ns/pid")).encode(), digest_size=8
        ).hexdigest()
    except OSError:
        return ""
