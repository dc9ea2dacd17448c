"""A search as the quiet log notes it: what was asked and how it went, and nothing about who asked."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass

MOST_TEXT = 300
"""Characters of a search that are noted."""
OLDER = ".1"
"""The suffix of the file that was full and put aside."""


@dataclass(frozen=True, slots=True)
class NotedSearch:
    """The `day` in ISO 8601, the words, how many hits there were and how long that took; whether filters
    narrowed the search."""

    day: str
    text: str
    total: int
    ms: float
    is_narrowed: bool = False

    def line(self) -> str:
        """A line of JSON."""
        values = {**asdict(self), "text": self.text[:MOST_TEXT], "ms": round(self.ms, 1)}
        return f"{json.dumps(values, ensure_ascii=False)}\n"

    @classmethod
    def from_line(cls, line: str) -> NotedSearch | None:
        """The inverse of `line`; None for what is no such line."""
        with suppress(ValueError, TypeError):
            values = json.loads(line)
            found = cls(**values)
            kinds = (found.day, str), (found.text, str), (found.total, int), (found.ms, int | float)
            return found if all(isinstance(value, kind) for value, kind in kinds) else None
        return None
