"""Writing many documents in chunks of bounded size, several of which are in flight at once.

Documents that the cluster is too busy for are sent again; those that it refuses are reported.
"""

from __future__ import annotations

import json
import logging
import time
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from search.engines.opensearch.client import Client, Patience, pauses
from search.engines.opensearch.documents import Document
from search.errors import IndexUnreachable

CHUNK = 4_000_000
"""The approximate size of a chunk in bytes."""
IN_FLIGHT = 2
"""Chunks that a process has sent without an answer yet."""

_BUSY = (429, 502, 503, 504)
_ITEMS = {"filter_path": "errors,items.*.status,items.*.error.type,items.*.error.reason"}

logger = logging.getLogger(__name__)

Owner = TypeVar("Owner")


class Action(NamedTuple, Generic[Owner]):
    """The lines for one document in a bulk request, and its owner, which a refusal names."""

    lines: bytes
    owner: Owner


class Refusal(NamedTuple, Generic[Owner]):
    """A document that the cluster did not take: its owner, and the reason."""

    owner: Owner
    reason: str


def index_action(document: Document, owner: Owner) -> Action[Owner]:
    """Write a document; it replaces the one with the same id."""
    action = _encoded({"index": {"_id": document.id, "routing": document.key}})
    return Action(f"{action}\n{document.json}\n".encode(), owner)


def delete_action(id: str, key: str, owner: Owner) -> Action[Owner]:
    """Delete a document, if it exists."""
    action = _encoded({"delete": {"_id": id, "routing": key}})
    return Action(f"{action}\n".encode(), owner)


@dataclass(slots=True)
class Bulk(Generic[Owner]):
    """Sends actions to an index, in any order.

    Memory is bounded: while IN_FLIGHT chunks are in flight, `add` waits. Raises `IndexUnreachable` if
    the cluster cannot be reached for as long as `patience` allows.
    """

    client: Client
    index: str
    patience: Patience
    waited: float = 0.0
    """Seconds that `add` and `finish` waited for the cluster."""
    _chunk: list[Action[Owner]] = field(default_factory=list)
    _size: int = 0
    _in_flight: deque[Future[list[Refusal[Owner]]]] = field(default_factory=deque)
    _refused: list[Refusal[Owner]] = field(default_factory=list)
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(IN_FLIGHT, "bulk")
    )

    def add(self, actions: Iterable[Action[Owner]]) -> None:
        for action in actions:
            self._chunk.append(action)
            self._size += len(action.lines)
            if self._size >= CHUNK:
                self._send()

    def finish(self) -> list[Refusal[Owner]]:
        """Wait until everything is written; returns what was refused since the last call."""
        self._send()
        while self._in_flight:
            self._collect()
        refused, self._refused = self._refused, []
        return refused

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)

    def _send(self) -> None:
        if not self._chunk:
            return
        while len(self._in_flight) >= IN_FLIGHT:
            self._collect()
        chunk, self._chunk, self._size = self._chunk, [], 0
        future = self._threads.submit(send, self.client, self.index, chunk, self.patience)
        self._in_flight.append(future)

    def _collect(self) -> None:
        began = time.monotonic()
        self._refused += self._in_flight.popleft().result()
        self.waited += time.monotonic() - began


def send(
    client: Client, index: str, actions: Sequence[Action[Owner]], patience: Patience
) -> list[Refusal[Owner]]:
    """Send a chunk; returns what the cluster did not take.

    Actions that it is too busy for are repeated for as long as `patience` allows. Raises
    `IndexUnreachable` if it was too busy for all of them: then the cluster is at fault, not a document.
    """
    deadline, count = time.monotonic() + patience.busy, len(actions)
    refused: list[Refusal[Owner]] = []
    for pause in pauses():
        busy: list[Action[Owner]] = []
        reasons: list[str] = []
        for action, status, reason in _attempt(client, index, actions, patience):
            if status in _BUSY:
                busy.append(action)
                reasons.append(reason)
            else:
                refused.append(Refusal(action.owner, reason))
        if not busy:
            return refused
        if time.monotonic() + pause >= deadline:
            if len(busy) == count:
                raise _too_busy(client, reasons[0])
            given_up = zip(busy, reasons, strict=True)
            return refused + [Refusal(action.owner, reason) for action, reason in given_up]
        logger.warning(
            "The cluster is too busy for %d of %d documents (%s): sending them again in %.1f s.",
            *(len(busy), len(actions), reasons[0][:200], pause),
        )
        time.sleep(pause)
        actions = busy
    raise AssertionError


def _too_busy(client: Client, reason: str) -> IndexUnreachable:
    return IndexUnreachable(
        f"The OpenSearch cluster at {', '.join(client.address.hosts)} was too busy to take any document"
        f" ({reason[:200]}): nothing was published. Run it again when the cluster has less to do."
    )


def _attempt(
    client: Client, index: str, actions: Sequence[Action[Owner]], patience: Patience
) -> list[tuple[Action[Owner], int, str]]:
    """The actions that failed, each with a status and the reason."""
    body = b"".join(action.lines for action in actions)
    answer = client.call("POST", f"/{index}/_bulk", body, _ITEMS, patience)
    if not answer["errors"]:
        return []
    failed = []
    for action, item in zip(actions, answer["items"], strict=True):
        (result,) = item.values()
        if error := result.get("error"):
            reason = f"{error.get('type')}: {error.get('reason')}"
            failed.append((action, int(result["status"]), reason))
    return failed


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
