"""Dates as people write them: a year, a month or a day, each meaning all the days in it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


class Span(NamedTuple):
    """Days, both ends included."""

    first: date
    last: date


def span(text: str) -> Span | None:
    """The days of 2019, 2019-08 or 2019-08-31; None for anything else and for days that never were."""
    found = _WRITTEN.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return Span(first, first)
    last_month = first.month if month is not None else 12
    return Span(first, date(first.year, last_month, monthrange(first.year, last_month)[1]))


def as_first(day: date) -> str:
    """The shortest text whose span begins with `day`."""
    return next(text for text, days in _ways(day) if days.first == day)


def as_last(day: date) -> str:
    """The shortest text whose span ends with `day`."""
    return next(text for text, days in _ways(day) if days.last == day)


def as_one(first: date, last: date) -> str:
    """The text of exactly these days, "" if they are no year, month or day."""
    return next((text for text, days in _ways(first) if days == (first, last)), "")


def _ways(day: date) -> list[tuple[str, Span]]:
    """The year, the month and the day itself, each with its span."""
    texts = [day.isoformat()[:size] for size in (4, 7, 10)]
    return [(text, days) for text in texts if (days := span(text))]
