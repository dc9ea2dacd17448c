"""Parameters of addresses, and the values that they may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from unicodedata import normalize

from search.errors import BadParameter

Params = list[tuple[str, str]]
Given = Mapping[str, Sequence[str]]
"""The values of each parameter, in order; none is empty."""
Choice = TypeVar("Choice", bound=str)


def given_in(params: Iterable[tuple[str, str]]) -> Given:
    """Values by the names of their parameters; empty ones are ignored, others composed (NFC)."""
    given: dict[str, list[str]] = {}
    for name, value in params:
        if text := normalize("NFC", value.strip()):
            given.setdefault(name, []).append(text)
    return given


def choice(given: Given, name: str, choices: Sequence[Choice]) -> Choice:
    value = given.get(name, [choices[0]])[-1]
    for choice in choices:
        if choice == value:
            return choice
    raise BadParameter(name, value, f"use one of {', '.join(choices)}")


def whole_number(given: Given, name: str, default: int, most: int, *, least: int = 1) -> int:
    """The last value of a parameter, from `least` to `most`; raises `BadParameter`."""
    value = given.get(name, [str(default)])[-1]
    if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise BadParameter(name, value, f"use a whole number from {least} to {most:,}")
    return int(value)
