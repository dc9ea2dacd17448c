"""Writing many documents: chunks of bounded size, some of them under way at once, what the cluster
is too busy for sent again, what it will not have reported.
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
"""Bytes of a chunk, about."""
UNDER_WAY = 2
"""Chunks that a process has sent and has no answer to."""

_BUSY = (429, 502, 503, 504)
_ITEMS = {"filter_path": "errors,items.*.status,items.*.error.type,items.*.error.reason"}

logger = logging.getLogger(__name__)

Of = TypeVar("Of")


class Action(NamedTuple, Generic[Of]):
    """The lines of one document in a bulk request, and what it belongs to."""

    lines: bytes
    of: Of


class Refusal(NamedTuple, Generic[Of]):
    """What the cluster did not take: what the document belonged to, and why."""

    of: Of
    reason: str


def written(document: Document, of: Of) -> Action[Of]:
    """Write a document, in place of the one with that id if there is one."""
    action = _encoded({"index": {"_id": document.id, "routing": document.key}})
    return Action(f"{action}\n{document.json}\n".encode(), of)


def deleted(id: str, key: str, of: Of) -> Action[Of]:
    """Delete a document; that there is none is as good."""
    action = _encoded({"delete": {"_id": id, "routing": key}})
    return Action(f"{action}\n".encode(), of)


@dataclass(slots=True)
class Bulk(Generic[Of]):
    """Sends actions to an index, in any order. Memory is bounded by the chunks under way: `add` waits
    for one of them when there are enough.

    Raises `IndexUnreachable` when the cluster cannot be reached for as long as `patience` says.
    """

    client: Client
    index: str
    patience: Patience
    waited: float = 0.0
    """Seconds that `add` and `finish` waited for the cluster."""
    _chunk: list[Action[Of]] = field(default_factory=list)
    _size: int = 0
    _under_way: deque[Future[list[Refusal[Of]]]] = field(default_factory=deque)
    _refused: list[Refusal[Of]] = field(default_factory=list)
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(UNDER_WAY, "bulk")
    )

    def add(self, actions: Iterable[Action[Of]]) -> None:
        for action in actions:
            self._chunk.append(action)
            self._size += len(action.lines)
            if self._size >= CHUNK:
                self._send()

    def finish(self) -> list[Refusal[Of]]:
        """Wait until all is written; what was refused since the last time."""
        self._send()
        while self._under_way:
            self._collect()
        refused, self._refused = self._refused, []
        return refused

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)

    def _send(self) -> None:
        if not self._chunk:
            return
        while len(self._under_way) >= UNDER_WAY:
            self._collect()
        chunk, self._chunk, self._size = self._chunk, [], 0
        future = self._threads.submit(send, self.client, self.index, chunk, self.patience)
        self._under_way.append(future)

    def _collect(self) -> None:
        began = time.monotonic()
        self._refused += self._under_way.popleft().result()
        self.waited += time.monotonic() - began


def send(
    client: Client, index: str, actions: Sequence[Action[Of]], patience: Patience
) -> list[Refusal[Of]]:
    """Send a chunk, and what the cluster is too busy for again and again for as long as `patience`
    says; what it did not take in the end.

    Raises `IndexUnreachable` if it was too busy for all of it: then the cluster is the matter, not
    some documents.
    """
    deadline, count = time.monotonic() + patience.whole, len(actions)
    refused: list[Refusal[Of]] = []
    for pause in pauses():
        busy: list[Action[Of]] = []
        reasons: list[str] = []
        for action, status, reason in _attempt(client, index, actions, patience):
            if status in _BUSY:
                busy.append(action)
                reasons.append(reason)
            else:
                refused.append(Refusal(action.of, reason))
        if not busy:
            return refused
        if time.monotonic() + pause >= deadline:
            if len(busy) == count:
                raise _too_busy(client, reasons[0])
            given_up = zip(busy, reasons, strict=True)
            return refused + [Refusal(action.of, reason) for action, reason in given_up]
        logger.warning(
            "The cluster is too busy for %d of %d documents (%s): sending them again in %.1f s.",
            *(len(busy), len(actions), reasons[0][:200], pause),
        )
        time.sleep(pause)
        actions = busy
    raise AssertionError


def _too_busy(client: Client, reason: str) -> IndexUnreachable:
    return IndexUnreachable(
        f"The OpenSearch cluster at {', '.join(client.address.hosts)} was too busy to take anything"
        f" ({reason[:200]}): nothing was published. Run it again when there is less to do for it."
    )


def _attempt(
    client: Client, index: str, actions: Sequence[Action[Of]], patience: Patience
) -> list[tuple[Action[Of], int, str]]:
    """The actions that were not carried out, each with a status and the reason."""
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
