"""What was made lately and may be needed again, in a bounded number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Protocol, TypeVar


class Weighed(Protocol):
    """Something of a known size."""

    @property
    def nbytes(self) -> int: ...


Made = TypeVar("Made", bound=Weighed)
_ENTRY = 512
"""What a value and its key take besides the bytes of the value: words that occur nowhere have none."""


class Recent:
    """Values by key, of which those that were not used for longest give way. Safe for many threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The value of a key, or what `make` returns, which is then kept. Two threads may make it at the
        same time: waiting would take as long."""
        found: Made | None = self.find(key)
        if found is None:
            found = make()
            self.add(key, found)
        return found

    def find(self, key: Hashable) -> Any:
        """The value of a key; None if it is not kept."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
            return found

    def add(self, key: Hashable, made: Weighed) -> None:
        """Keep a value, unless it is too large or its key has one."""
        with self._lock:
            if key in self._values or _weight(made) > self._limit:
                return
            self._values[key] = made
            self._size += _weight(made)
            while self._size > self._limit:
                _, oldest = self._values.popitem(last=False)
                self._size -= _weight(oldest)


def _weight(value: Weighed) -> int:
    return value.nbytes + _ENTRY
