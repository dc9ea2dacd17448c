"""Dates as people write them: a year, a month or a day, each meaning all the days in it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


class Span(NamedTuple):
    """Days, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A month, or a year of which the month is not known: no day is made up.

    Raises ValueError if there is no such month or year.
    """

    year: int
    month: int | None = None

    def __post_init__(self) -> None:
        date(self.year, 1 if self.month is None else self.month, 1)

    def __str__(self) -> str:
        return self.isoformat()

    @property
    def span(self) -> Span:
        first, last = (1, 12) if self.month is None else (self.month, self.month)
        end = date(self.year, last, monthrange(self.year, last)[1])
        return Span(date(self.year, first, 1), end)

    def isoformat(self) -> str:
        """1899-12, or 1899."""
        month = "" if self.month is None else f"-{self.month:02}"
        return f"{self.year:04}{month}"


AnyDate: TypeAlias = date | PartialDate
"""A date as far as it is known: a whole day is a `date`."""


def span_of(day: AnyDate) -> Span:
    """The days that a date may be."""
    return day.span if isinstance(day, PartialDate) else Span(day, day)


def from_iso(text: str) -> AnyDate:
    """The inverse of `isoformat`; raises ValueError for other texts."""
    if text.count("-") == 2:
        return date.fromisoformat(text)
    return PartialDate(*map(int, text.split("-")))


def span(text: str) -> Span | None:
    """The days of 2019, 2019-08 or 2019-08-31; None for anything else and for days that never were."""
    found = _WRITTEN.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if day is None:
            return PartialDate(year or 0, month).span
        return span_of(date(year or 0, month or 0, day))
    except ValueError:
        return None


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
