"""How a reindex reports its progress."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives the progress of a reindex."""

    def begin(self, size: int) -> None:
        """Reading starts; `size` bytes will be read."""

    def advance(self, size: int, articles: int) -> None:
        """`size` more bytes were read, which held `articles`."""

    def phase(self, name: str) -> None:
        """The part of the work with that name starts."""


class Silent:
    """Shows nothing."""

    def begin(self, size: int) -> None: ...

    def advance(self, size: int, articles: int) -> None: ...

    def phase(self, name: str) -> None: ...
