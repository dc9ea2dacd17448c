"""Values as JSON and front matter have them: strings, numbers, dates, lists, and objects with a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

_NAME_KEYS = (
    "name",
    "title",
    "label",
    "term",
    "value",
    "rendered",
    "display_name",
    "main",
    "basic",
    "original",
    "$oid",
)
_GIVEN = ("given", "first_name", "firstName", "firstname", "first", "givenName")
_FAMILY = ("family", "last_name", "lastName", "lastname", "last", "familyName")
_PARTS_OF_DAY = ("year", "month", "day")
_HOLDERS = ("data", "attributes")
"""Objects in which answers of services have what others refer to."""
_LANGUAGE = re.compile(r"(?!id|by)[a-z]{2}(?:[-_][A-Z]{2})?")
_LIST = re.compile(r"\s*\[\s*(?=['\"])(.*)\]\s*", re.DOTALL)
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")


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
    if isinstance(value, dict) and isinstance(value.get("by"), list):
        return list(value["by"])
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


def in_one_language(value: Any) -> Any:
    """The value in the first language of an object that has it by language: `{"en-GB": "The ferry"}`."""
    if isinstance(value, dict) and value and all(map(_LANGUAGE.fullmatch, map(str, value))):
        return next(iter(value.values()))
    return value


def name_of(value: Any) -> str:
    """A string, or the name of an object."""
    value = in_one_language(value)
    if not isinstance(value, dict):
        return string_of(value)
    named = next(filter(None, (string_of(value.get(key)) for key in _NAME_KEYS)), "")
    if named:
        return named
    held = next((held for key in _HOLDERS if isinstance(held := value.get(key), dict)), None)
    if held is not None:
        return name_of(held)
    if isinstance(parts := value.get("name"), dict):
        return name_of(parts)
    names = (next(filter(None, map(value.get, keys)), "") for keys in (_GIVEN, _FAMILY))
    return " ".join(filter(None, map(string_of, names)))


def day_of(value: Any) -> str:
    """A date as a string: one that is given as such, or in an object of a database (`{"$date": …}`) or
    of a bibliography (`{"date-parts": [[2019, 8, 31]]}`)."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        return string_of(value)
    numbers = [string_of(value.get(part)) for part in _PARTS_OF_DAY]
    if all(map(str.isdecimal, numbers)):
        return "-".join(number.zfill(2) for number in numbers)
    moment = value.get("$date")
    if isinstance(moment, dict):
        moment = moment.get("$numberLong")
    parts = value.get("date-parts") or value.get("date_parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(string_of(part).zfill(2) for part in parts[0])
    return string_of(moment) or string_of(value.get("raw"))


def unlisted(value: Any) -> Any:
    """A list that was written into a string, as programs do: `"['Ann River', 'Bo Banks']"`."""
    found = _LIST.fullmatch(value) if isinstance(value, str) else None
    return [double or single for double, single in _QUOTED.findall(found[1])] if found else value


def strings_of(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(filter(None, map(name_of, items_of(value))))


def is_named(value: Any) -> bool:
    """Whether a value is empty or can be read as a name."""
    return (is_blank(value) and not isinstance(value, bool)) or bool(name_of(value))
