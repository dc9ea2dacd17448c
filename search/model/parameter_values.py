"""The values of URL parameters, each read or refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from search.errors import BadParameter
from search.model.dates import Span, span

Choice = TypeVar("Choice", bound=str)
Given = Mapping[str, Sequence[str]]
"""The values of each parameter that has some, cleaned."""


def distinct(given: Given, name: str, most: int) -> tuple[str, ...]:
    """The values of a parameter that may have `most`."""
    values = given.get(name, [])
    if len(values) > most:
        raise BadParameter(name, values[-1], f"at most {most} values can be selected at once")
    return tuple(dict.fromkeys(values))


def choice(given: Given, name: str, choices: tuple[Choice, ...]) -> Choice:
    """The last value of a parameter, which is one of `choices`; the first of them by default."""
    value = given.get(name, [choices[0]])[-1]
    for each in choices:
        if each == value:
            return each
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
