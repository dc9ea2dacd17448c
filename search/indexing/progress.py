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


class Both:
    """Two receivers of the same progress."""

    def __init__(self, first: Progress, second: Progress) -> None:
        self._both = (first, second)

    def begin(self, size: int) -> None:
        for each in self._both:
            each.begin(size)

    def advance(self, size: int, articles: int) -> None:
        for each in self._both:
            each.advance(size, articles)

    def phase(self, name: str) -> None:
        for each in self._both:
            each.phase(name)
