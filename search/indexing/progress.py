"""How a reindex tells how it gets on."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told about a reindex while it runs."""

    def begin(self, size: int) -> None:
        """Reading starts; `size` bytes are to be read."""

    def advance(self, size: int, articles: int) -> None:
        """So many more bytes were read, and so many articles were found in them."""

    def phase(self, name: str) -> None:
        """Another part of the work starts."""


class Silent:
    """Nobody is told."""

    def begin(self, size: int) -> None: ...

    def advance(self, size: int, articles: int) -> None: ...

    def phase(self, name: str) -> None: ...
