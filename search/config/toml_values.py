"""Values of a TOML file, checked; each error names the file, the key and what is expected."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from search.errors import BadConfig

MAX_LENGTH = 300
"""Characters of a text, unless its setting has another limit."""
MAX_ITEMS = 5_000
"""Entries of a list or table, unless its setting has another limit."""
MAX_NUMBER = 1_000_000_000

_IS_SELECTOR = "search.config.selectors:is_selector"
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a TOML file; `name` is its dotted name, "" for the whole file.

    All texts are one line: composed Unicode (NFC), white space as single spaces.
    """

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

    def check_size(self, most: int) -> None:
        """Raise `BadConfig` if the table has more than `most` entries."""
        if len(self.values) > most:
            reason = f"it has {len(self.values):,} entries, and at most {most:,} are allowed"
            raise BadConfig(f"{self.file}: {self.name} cannot be used: {reason}.")

    def section(self, key: str) -> Section:
        """The table `key`, empty if it is missing."""
        values = self.values.get(key, {})
        if not isinstance(values, dict):
            raise self.error(key, f"write it as a table, [{self._dotted(key)}]")
        return Section(self.file, self._dotted(key), values)

    def string(self, key: str, default: str = "", most: int = MAX_LENGTH) -> str:
        """A text of at most `most` characters."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.error(key, 'give a text in quotes, such as "News"')
        return self._line(key, value, most)

    def string_like(self, key: str, pattern: str, expected: str) -> str:
        value = self.string(key)
        if value and not re.fullmatch(pattern, value):
            raise self.error(key, f"“{_shortened(value)}” is not {expected}")
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self.string(key, default)
        if value not in choices:
            raise self.error(key, f"“{_shortened(value)}” is none of {', '.join(choices)}")
        return value

    def boolean(self, key: str, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, "give true or false")
        return value

    def number(self, key: str, default: float) -> float:
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, "give a number")
        if not -MAX_NUMBER <= value <= MAX_NUMBER:
            raise self.error(key, f"give a number from -{MAX_NUMBER:,} to {MAX_NUMBER:,}")
        return float(value)

    def strings(
        self,
        key: str,
        default: tuple[str, ...] = (),
        most: int = MAX_ITEMS,
        longest: int = MAX_LENGTH,
    ) -> tuple[str, ...]:
        """A list of at most `most` texts, none empty, of at most `longest` characters each."""
        values = self.values.get(key, list(default))
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self.error(key, 'give a list of texts, such as ["one", "two"]')
        if len(values) > most:
            raise self.error(key, f"it has {len(values):,} texts, and at most {most:,} are allowed")
        lines = tuple(self._line(key, each, longest) for each in values)
        if "" in lines:
            raise self.error(key, "one of its texts is empty: remove it")
        return lines

    def selectors(self, key: str, most: int) -> tuple[str, ...]:
        """A list of at most `most` CSS selectors."""
        found = self.strings(key, most=most)
        is_selector: Callable[[str], bool] = resolve_name(_IS_SELECTOR)
        for selector in found:
            if not is_selector(selector):
                raise self.error(key, f"“{_shortened(selector)}” is not a CSS selector")
        return found

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A table from texts, none empty, to texts."""
        section = self.section(key)
        section.check_size(MAX_ITEMS)
        pairs = {
            section._line(each, each, MAX_LENGTH): section.string(each) for each in section.values
        }
        if "" in pairs:
            raise section.error("", "write a text before the =")
        return tuple(pairs.items())

    def _line(self, key: str, text: str, most: int) -> str:
        line = " ".join(unicodedata.normalize("NFC", text).split())
        if len(line) > most:
            reason = f"it has {len(line):,} characters, and at most {most:,} are allowed"
            raise self.error(key, reason)
        if any(unicodedata.category(character) == "Cc" for character in line):
            raise self.error(key, "it holds a control character: remove it")
        return line

    def _dotted(self, key: str) -> str:
        written = key if _BARE.fullmatch(key) else json.dumps(_shortened(key), ensure_ascii=False)
        return f"{self.name}.{written}" if self.name else written


def _shortened(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
