"""Dates as articles write them. Nothing is guessed: an ambiguous or partial date is none."""

from __future__ import annotations

import re
from datetime import date, timedelta

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
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})" + _REST, re.DOTALL)


@memoised
def parse_date(text: str) -> date | None:
    """The day that `text` names; None if it names no day or could mean two."""
    text = " ".join(text.split())
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = parts.get("number") or _MONTHS.index(parts["month"][:3].lower()) + 1
            return _day(int(parts["year"]), int(month), int(parts["day"]))
    if found := _SLASHED.fullmatch(text):
        return _slashed(int(found[1]), int(found[2]), found[3])
    return None


def is_dated(text: str) -> bool:
    """Whether `text` is written as a date, though there may be no such day: January 45, 2011."""
    return any(form.fullmatch(" ".join(text.split())) for form in _FORMS)


def checked_date(text: str, field: str, today: date) -> tuple[date | None, str]:
    """The day that `text` names, and a warning ("" if all is well)."""
    if not text.strip():
        return None, ""
    day = parse_date(text)
    if day and FIRST_YEAR <= day.year <= LAST_YEAR and day <= today + timedelta(days=1):
        return day, ""
    shown = f"{field} “{' '.join(text.split())[:40]}”"
    if day is None:
        return None, f"{shown} is not one clear day: indexed without; write it as 2019-08-31"
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None, f"{shown} cannot be right: indexed without"
    return day, f"{shown} is in the future"


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
