"""What searches made lately and may need again, in a bounded number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Protocol, TypeVar

BYTES = 40 << 20
"""What is kept of one generation: a frequent word takes about 8 bytes for each article of the archive, so
that an archive of 200,000 articles keeps some twenty of these and thousands of others."""


class Weighed(Protocol):
    """Something of a known size."""

    @property
    def nbytes(self) -> int: ...


Made = TypeVar("Made", bound=Weighed)


class Recent:
    """Values by key, of which those that were not used for longest give way. Safe for many threads."""

    def __init__(self, limit: int = BYTES) -> None:
        self._limit = limit
        self._size = 0
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The value of a key, or what `make` returns, which is then kept. Two threads may make it at the
        same time: waiting would take as long."""
        with self._lock:
            found: Made | None = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
                return found
        made = make()
        with self._lock:
            self._add(key, made)
        return made

    def _add(self, key: Hashable, made: Weighed) -> None:
        if key in self._values or made.nbytes > self._limit:
            return
        self._values[key] = made
        self._size += made.nbytes
        while self._size > self._limit:
            _, oldest = self._values.popitem(last=False)
            self._size -= oldest.nbytes
