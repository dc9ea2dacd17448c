"""Dates as articles write them. Nothing is guessed: an ambiguous date is none.

A month or a year is a date as well, but only as the value of a field for dates: 1899 in a line of text is
a number. So what searches texts for dates asks for whole days (`parse_day`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from search.model.dates import AnyDate, PartialDate, span_of
from search.model.month_names import month_of
from search.reading.short_text_cache import memoised
from search.reading.slashed_days import (
    THREE,
    day_or_none,
    full_year,
    slashed_day,
    slashed_in,
    without_slashed,
)
from search.reading.years_of_others import ERA, NUMERALS, TEN, number_of, roman_month, year_of

FIRST_YEAR, LAST_YEAR = 1400, 2200

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|e|a|[.ºª°])?"
_MONTH = r"(?P<month>[^\W\d_]{3,13}|[\u0900-\u0dff\u0e01-\u0e4e]{2,14})\.?"
"""A name, or one in a script whose vowels are no letters for `re`."""
_YEAR = r"(?P<year>\d{4})"
_CLOCK = r"(?:\s+\d{1,2}:\d\d(?::\d\d)?(?:\s+(?:[A-Z]{1,5}|[+-]\d{4}))?)?"
_OF = r"(?:(?:(?:day\s+)?of|del?|do)\s+|d[’'])?"
_NUMERAL = rf"[{NUMERALS}{TEN}]{{1,3}}"
_DAYS = (
    rf"{_YEAR}(?P<mark>[-/.])(?P<number>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})",
    rf"{_YEAR}(?P<number>\d{{2}})(?P<day>\d{{2}})(?:\d{{6}})?",
    rf"{_YEAR}-{_MONTH}-(?P<day>\d{{1,2}})",
    rf"{_YEAR}\s*[年년]\s*(?P<number>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일]",
    rf"(?P<day>\d{{1,2}})\.\s*(?P<number>\d{{1,2}})\.\s*{_YEAR}",
    rf"{_MONTH}[\s-]+{_DAY}\s*,?{_CLOCK}[\s-]+{_YEAR}",
    rf"{_DAY}[\s-]*{_OF}{_MONTH}\s*,?[\s-]*{_OF}{_YEAR}",
    rf"{_YEAR}(?:\.|e?ko)?\s+(?:m\.\s+)?{_MONTH}\s+{_DAY}",
    r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<short>\d{2})",
    rf"{_YEAR}\s?\.\s+(?P<number>\d{{1,2}})\s?\.\s+(?P<day>\d{{1,2}})",
    rf"{_YEAR}\.\s+gada\s+{_DAY}\s+{_MONTH}",
    rf"(?P<day>\d{{1,2}})-{_MONTH}-(?P<short>\d{{2}})",
    rf"(?P<day>\d{{1,2}})\.\s?(?P<roman>[IVX]{{1,4}})\.?\s?{_YEAR}",
    rf"(?P<day>\d{{1,2}})\s+tháng\s+(?P<number>\d{{1,2}})(?:\s+năm|\s*,)?\s+{_YEAR}",
    rf"{ERA}\s*(?P<year>\d{{1,3}}|元)\s*年\s*(?P<number>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日",
    rf"(?P<year>[{NUMERALS}]{{4}})年(?P<number>{_NUMERAL})月(?P<day>{_NUMERAL})日",
)
_WEEKDAY = r"(?:[^\W\d]+(?:-[^\W\d]+)?\.?,?\s+(?:the\s+|den\s+|le\s+|el\s+)?)?"
_REST = r"(?:$|(?<=[日일]).*|[\s,.T;|ZＴ].*)"
_FORMS = tuple(re.compile(f"{_WEEKDAY}{form}{_REST}", re.IGNORECASE | re.DOTALL) for form in _DAYS)
_END = r"(?:(?<=[日일])|(?![\d/-]))"
_IN_TEXT = tuple(re.compile(rf"(?<![\w./-]){form}{_END}", re.IGNORECASE) for form in _DAYS)
_MAY_HOLD = re.compile(r"\d{4}|\d[./-]\s*\d|年|-\d\d(?!\d)")
"""A year, or numbers in a row: every day has them, and most texts do not."""
_LONGEST = 300
"""Characters of a text in which a date is searched for."""
_EPOCH = re.compile(r"(?P<seconds>[1-9]\d{8,9})(?:\d{3})?(?:\.\d{1,9})?")
"""Seconds or milliseconds since 1970, from 1973 on: those of a day with eight digits are a date."""
_MONTHS_AND_YEARS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?:[-/](?P<number>\d{1,2}))?",
        r"(?P<number>\d{1,2})[-/.](?P<year>\d{4})",
        rf"(?P<year>\d{{4}})-(?P<number>\d{{2}})-00{_REST}",
        r"(?P<year>\d{4})\s*年(?:\s*(?P<number>\d{1,2})\s*月)?",
        rf"{_MONTH}\s*(?:,|-|\bof\b|\bde\b)?\s*(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})\s*[,-]?\s*{_MONTH}",
    )
)
_NO_DAY = re.compile(r"\s*1970-01-01[T ]00:00:00")
_UNKNOWN = "00"
"""A month or a day that is not known, as databases write it: 1899-12-00, 1899-00-00."""
_SLASHED = re.compile(_WEEKDAY + THREE + _REST, re.DOTALL)
_OF_MAIL = re.compile(
    rf"{_WEEKDAY}{_DAY}\s+{_MONTH}\s+['’]?(?P<short>\d{{2}})(?:\s+\d\d?:\d\d.*)?", re.IGNORECASE
)
"""A year of two digits, as in old mails and feeds: "Tue, 8 Mar 16 10:00:00 GMT"."""
_LONGEST_OF_MAIL = 50
_LONGEST_VALUE = 60


def parse_date(text: str) -> AnyDate | None:
    """The day, month or year that the value of a date's field names; None if it names none or could mean
    two. A whole day is a `date`."""
    return parse_day(text) or _month_or_year(text)


@memoised
def parse_day(text: str) -> date | None:
    """The day that `text` names; None if it names no whole day or could mean two."""
    if not _MAY_HOLD.search(text):
        return _day_of_mail(text)
    text = " ".join(text.split())
    for form in _FORMS:
        if (found := form.fullmatch(text)) and (day := _day_of(found)):
            return day
    if found := _SLASHED.fullmatch(text):
        return slashed_day(found)
    if found := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(found["seconds"]), UTC).date()
    return _day_of_mail(text)


def month_in(text: str) -> PartialDate | None:
    """The month that `text` names, and nothing else."""
    found = _month_or_year(text) if _MAY_HOLD.search(text) else None
    return found if found and found.month else None


@memoised
def find_day(text: str) -> date | None:
    """The first whole day that a short text names anywhere: "Published on March 29, 2021, at 9"."""
    if not _MAY_HOLD.search(text):
        return None
    found = (match for form in _IN_TEXT for match in form.finditer(text[:_LONGEST]))
    days = sorted((match.start(), day) for match in found if (day := _day_of(match)))
    if days:
        return days[0][1]
    return slashed_in(text[:_LONGEST])


def only_day_in(text: str) -> date | None:
    """The only day in a short value that says more: "9:30 AM, July 6, 2017"; None for several."""
    found = find_day(text) if len(text) <= _LONGEST_VALUE else None
    return found if found and without_days(text).count("|") == 1 else None


def without_days(text: str) -> str:
    """A short text with a bar in place of each day."""
    if not _MAY_HOLD.search(text):
        return text
    for form in _IN_TEXT:
        text = form.sub(" | ", text)
    return without_slashed(text)


def is_day(text: str) -> bool:
    """Whether a text names a whole day in the years that articles may be of: 0001-01-01 is none, nor is
    the second from which computers count."""
    if _NO_DAY.match(text):
        return False
    day = parse_day(text)
    return day is not None and FIRST_YEAR <= day.year <= LAST_YEAR


def is_dated(text: str) -> bool:
    """Whether `text` is written as a date, though there may be no such day: January 45, 2011."""
    found = (form.fullmatch(" ".join(text.split())) for form in _FORMS)
    return any(match and _month(match.groupdict()) for match in found)


def checked_date(text: str, field: str, today: date) -> tuple[AnyDate | None, str]:
    """The date that the value of a field names, and a warning ("" if all is well)."""
    if not text.strip():
        return None, ""
    day = parse_date(text) or only_day_in(text)
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
    except ValueError:  # there is no such month
        return None


def _month(parts: Mapping[str, str | None]) -> int:
    """The month of a form, in digits or by name; 0 for none."""
    name = parts.get("month")
    roman = parts.get("roman")
    if name or roman:
        return month_of(name) if name else roman_month(roman or "")
    return number_of(parts.get("number") or "0")


def _day_of(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    if parts.get("year"):
        year = year_of(parts["year"], parts.get("era"), parts.get("month"))
    else:
        year = full_year(parts["short"])
    return day_or_none(year, _month(parts), number_of(parts["day"]))


def _day_of_mail(text: str) -> date | None:
    may_be = text[:1].isalnum() and len(text) <= _LONGEST_OF_MAIL
    found = _OF_MAIL.fullmatch(" ".join(text.split())) if may_be else None
    return _day_of(found) if found else None
