"""Values as JSON and front matter have them: strings, numbers, dates, lists, and objects with a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

_NAME_KEYS = ("name", "title", "label", "term", "value", "rendered", "display_name", "main", "$oid")


def flag(value: Any) -> str:
    return str(value).strip().lower() if isinstance(value, bool | str | int) else ""


def is_blank(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(is_blank, value))
    return (
        value is None or isinstance(value, bool) or (isinstance(value, str) and not value.strip())
    )


def items_of(value: Any) -> Iterable[Any]:
    """The items of a list, or of an object of objects: {"sea": {"name": "Sea"}}."""
    if isinstance(value, list):
        return value
    is_group = isinstance(value, dict) and value and not name_of(value)
    if is_group and all(isinstance(each, dict) for each in value.values()):
        return list(value.values())
    return [value]


def string_of(value: Any) -> str:
    """A string, a number or a date as a string; "" for any other value."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def name_of(value: Any) -> str:
    """A string, or the name of an object."""
    if not isinstance(value, dict):
        return string_of(value)
    named = next(filter(None, (string_of(value.get(key)) for key in _NAME_KEYS)), "")
    if named:
        return named
    first = value.get("given") or value.get("first_name") or value.get("first")
    last = value.get("family") or value.get("last_name") or value.get("last")
    return " ".join(filter(None, (string_of(first), string_of(last))))


def strings_of(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(filter(None, map(name_of, items_of(value))))


def is_named(value: Any) -> bool:
    """Whether a value is empty or can be read as a name."""
    return (is_blank(value) and not isinstance(value, bool)) or bool(name_of(value))
