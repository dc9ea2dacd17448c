"""Parameters of addresses, and the values that they may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from unicodedata import normalize

from search.errors import BadParameter
from search.model.dates import Span, span

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


def distinct(given: Given, name: str, most: int) -> tuple[str, ...]:
    """The values of a parameter that may have `most`."""
    values = given.get(name, [])
    if len(values) > most:
        raise BadParameter(name, values[-1], f"at most {most} values can be selected at once")
    return tuple(dict.fromkeys(values))


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


def days(given: Given, name: str) -> Span | None:
    """The days that a date means; None if there is none."""
    if name not in given:
        return None
    value = given[name][-1]
    found = span(value)
    if found is None:
        raise BadParameter(name, value, "use a date such as 2019, 2019-08 or 2019-08-31")
    return found
