"""Dates as articles write them. Nothing is guessed: an ambiguous date is none.

A month or a year is a date as well, but only as the value of a field for dates: 1899 in a line of text is
a number. So what searches texts for dates asks for whole days (`parse_day`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from search.model.dates import AnyDate, PartialDate, span_of
from search.reading.short_text_cache import memoised

FIRST_YEAR, LAST_YEAR = 1400, 2200

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|sept|" + "|".join(_MONTHS)
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAMED = rf"(?P<month>{_FULL})\.?"
_REST = r"(?:$|[\s,T;|].*)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        rf"(?P<year>\d{{4}})-(?P<number>\d{{1,2}})-(?P<day>\d{{1,2}}){_REST}",
        rf"(?P<year>\d{{4}})/(?P<number>\d{{1,2}})/(?P<day>\d{{1,2}}){_REST}",
        rf"(?P<year>\d{{4}})(?P<number>\d{{2}})(?P<day>\d{{2}}){_REST}",
        rf"(?P<day>\d{{1,2}})\.\s*(?P<number>\d{{1,2}})\.\s*(?P<year>\d{{4}}){_REST}",
        rf"(?:\w+,?\s+)?{_NAMED}\s+{_DAY}\s*,?\s+(?P<year>\d{{4}}){_REST}",
        rf"(?:\w+,?\s+)?{_DAY}\.?\s*(?:of\s+)?[\s-]{_NAMED}\s*,?[\s-]+(?P<year>\d{{4}}){_REST}",
    )
)
_MONTHS_AND_YEARS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?:[-/](?P<number>\d{1,2}))?",
        r"(?P<number>\d{1,2})[-/.](?P<year>\d{4})",
        rf"(?P<year>\d{{4}})-(?P<number>\d{{2}})-00{_REST}",
        r"(?P<year>\d{4})\s*年(?:\s*(?P<number>\d{1,2})\s*月)?",
        rf"{_NAMED}\s*(?:,|-|\bof\b)?\s*(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})\s*[,-]?\s*{_NAMED}",
    )
)
_UNKNOWN = "00"
"""A month or a day that is not known, as databases write it: 1899-12-00, 1899-00-00."""
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})" + _REST, re.DOTALL)


def parse_date(text: str) -> AnyDate | None:
    """The day, month or year that the value of a date's field names; None if it names none or could mean
    two. A whole day is a `date`."""
    return parse_day(text) or _month_or_year(text)


@memoised
def parse_day(text: str) -> date | None:
    """The day that `text` names; None if it names no whole day or could mean two."""
    text = " ".join(text.split())
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            return _day(int(parts["year"]), _month(parts), int(parts["day"]))
    if found := _SLASHED.fullmatch(text):
        return _slashed(int(found[1]), int(found[2]), found[3])
    return None


def is_dated(text: str) -> bool:
    """Whether `text` is written as a date, though there may be no such day: January 45, 2011."""
    return any(form.fullmatch(" ".join(text.split())) for form in _FORMS)


def checked_date(text: str, field: str, today: date) -> tuple[AnyDate | None, str]:
    """The date that the value of a field names, and a warning ("" if all is well)."""
    if not text.strip():
        return None, ""
    day = parse_date(text)
    shown = f"{field} “{' '.join(text.split())[:40]}”"
    if day is None:
        return None, (
            f"{shown} is not one clear day, month or year: indexed without; write it as 2019-08-31"
        )
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None, f"{shown} cannot be right: indexed without"
    return day, f"{shown} is in the future" if is_ahead(day, today) else ""


def is_ahead(day: AnyDate, today: date) -> bool:
    """Whether a date is still to come, wherever on earth it was written; `today` is that of UTC."""
    return span_of(day).first > today + timedelta(days=1)


@memoised
def _month_or_year(text: str) -> PartialDate | None:
    text = " ".join(text.split())
    found = next(filter(None, (form.fullmatch(text) for form in _MONTHS_AND_YEARS)), None)
    if not found:
        return None
    parts = found.groupdict()
    is_year = parts.get("number") in (None, _UNKNOWN) and not parts.get("month")
    try:
        return PartialDate(int(parts["year"]), None if is_year else _month(parts))
    except ValueError:
        return None


def _month(parts: Mapping[str, str | None]) -> int:
    """The month of a form, in digits or by name; 0 for none."""
    name = parts.get("month")
    return _MONTHS.index(name[:3].lower()) + 1 if name else int(parts.get("number") or 0)


def _slashed(first: int, second: int, year: str) -> date | None:
    """The day of two numbers and a year. Month and day may have either order if only one number can
    be the month."""
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    if first == second or first <= 12 < second:
        return _day(full, first, second)
    return _day(full, second, first) if second <= 12 < first else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
