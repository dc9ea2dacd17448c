"""Sentences about an answer that an engine gives and a page or a command says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence in English with gaps `%(name)s`, and what fills them: texts, numbers, or words of which
    any may hold. Where a number decides on its form, `count` is that number and `many` the plural.

    It is a value, so that a page can say it in another language; `str` says it in English.
    """

    one: str
    many: str = ""
    count: int | None = None
    values: Mapping[str, str | int | tuple[str, ...]] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        text = self.one if self.count in (None, 1) else self.many
        return text % {name: _filling(value) for name, value in self.values.items()}


def _filling(value: str | int | tuple[str, ...]) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, str):
        return value
    return " or ".join(f"“{each}”" for each in value)
