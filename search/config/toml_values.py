"""Values of a TOML file, checked; each error names the file, the key and what is expected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import soupsieve

from search.errors import BadConfig


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a TOML file; `name` is its dotted name, "" for the whole file."""

    file: Path
    name: str
    values: Mapping[str, Any]

    def error(self, key: str, reason: str) -> BadConfig:
        return BadConfig(f"{self.file}: {self._dotted(key)} cannot be used: {reason}.")

    def check_keys(self, known: Iterable[str]) -> None:
        """Raise `BadConfig` for a key that does not exist, with the nearest that does."""
        keys = tuple(known)
        for key in self.values:
            if key not in keys:
                near = get_close_matches(key, keys, 1, 0.5)
                hint = f"did you mean “{near[0]}”?" if near else f"use one of {', '.join(keys)}."
                raise BadConfig(f"{self.file}: there is no setting {self._dotted(key)}: {hint}")

    def section(self, key: str) -> Section:
        """The table `key`, empty if it is missing."""
        values = self.values.get(key, {})
        if not isinstance(values, dict):
            raise self.error(key, f"write it as a table, [{self._dotted(key)}]")
        return Section(self.file, self._dotted(key), values)

    def string(self, key: str, default: str = "") -> str:
        return str(self._typed(key, default, str, 'a text in quotes, such as "News"'))

    def string_like(self, key: str, pattern: str, expected: str) -> str:
        value = self.string(key)
        if value and not re.fullmatch(pattern, value):
            raise self.error(key, f"“{value}” is not {expected}")
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self.string(key, default)
        if value not in choices:
            raise self.error(key, f"“{value}” is none of {', '.join(choices)}")
        return value

    def boolean(self, key: str, default: bool) -> bool:
        return bool(self._typed(key, default, bool, "true or false"))

    def number(self, key: str, default: float) -> float:
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, "give a number")
        return float(value)

    def strings(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts."""
        values = self.values.get(key, list(default))
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self.error(key, 'give a list of texts, such as ["one", "two"]')
        return tuple(values)

    def selectors(self, key: str) -> tuple[str, ...]:
        """A list of CSS selectors."""
        found = self.strings(key)
        for selector in found:
            try:
                soupsieve.compile(selector)
            except (soupsieve.SelectorSyntaxError, NotImplementedError):
                raise self.error(key, f"“{selector}” is not a CSS selector") from None
        return found

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A table from text to text."""
        section = self.section(key)
        return tuple((name, section.string(name)) for name in section.values)

    def _typed(self, key: str, default: Any, kind: type, expected: str) -> Any:
        value = self.values.get(key, default)
        if not isinstance(value, kind):
            raise self.error(key, f"give {expected}")
        return value

    def _dotted(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key
