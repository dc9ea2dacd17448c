"""Lines before the text of a Markdown article: bylines and datelines, in a few languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.reading.bylines import split_byline
from search.reading.date_parsing import find_day, is_dated, parse_date, without_days
from search.reading.person_names import is_full_name

_BYLINE = re.compile(r"(?:(?:posted|published|written) )?by:?\s+(?=\S)", re.IGNORECASE)
_BYLINE_OF_OTHERS = re.compile(r"(?:Von|Par|Por|Door|Di|Af|Av)\s+(?=[^\W\d_])")
"""Bylines of other languages, of which each word may begin a sentence."""
_BEFORE_DAY = re.compile(r"[\s,–—•·-]+(?:on|le|el|am|vom|op|il|den)?$", re.IGNORECASE)
_DATE_FIRST = re.compile(
    r"(?:[^\W\d_]+\s+(?:on|am|le|el|il|op|em)\s+)?(?P<date>[^|]{6,40}?)[\s,|–—•·-]+"
    r"(?P<by>(?:by:?|von|par|por|door|di)\s+\S.*)",
    re.IGNORECASE,
)
"""A date, and perhaps a verb, before a byline: "Posted on July 6, 2017 by"."""
DATE_AT_END = re.compile(
    r"(?P<name>.*?)[\s,]+(?P<date>(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+\.?|[A-Z][a-z]+\.?\s+"
    r"\d{1,2}(?:st|nd|rd|th)?),?\s+\d{4}|\d{4}-\d{2}-\d{2})",
    re.DOTALL,
)
MAX_NAME = 60


def end_of_label(text: str) -> int:
    """Where the names of a byline begin; 0 if a text does not begin as one."""
    found = _BYLINE.match(text) or _BYLINE_OF_OTHERS.match(text)
    return found.end() if found else 0


def dated_byline(text: str) -> tuple[str, str]:
    """A line in two parts: what is before a date at its end, or after one at its beginning, and the date;
    "" if there is none."""
    first = _DATE_FIRST.fullmatch(text)
    if first and parse_date(first["date"].strip()):
        return first["by"][0].upper() + first["by"][1:], first["date"].strip()
    found = DATE_AT_END.fullmatch(text)
    if not found or not _BYLINE.match(text) or not is_dated(found["date"]):
        before, _, after = without_days(text).partition("|")
        day = find_day(text) if before and not after.strip(" .") else None
        return (_BEFORE_DAY.sub("", before.rstrip()), day.isoformat()) if day else (text, "")
    return re.sub(r"(?:[\s,|–—•·-]|\bon)+$", "", found["name"]), found["date"]


def is_byline(text: str) -> bool:
    """Whether a line is a byline, which may have a date before or after it."""
    line, _ = dated_byline(text)
    return end_of_label(line) > 0 and are_names(split_byline(line), line)


def are_names(names: Sequence[str], text: str) -> bool:
    """Whether the words after "By" are names and not the beginning of a sentence."""
    is_sure = bool(_BYLINE.match(text)) or not _BYLINE_OF_OTHERS.match(text)
    return (
        bool(names)
        and (is_sure or all(map(is_full_name, names)))
        and not re.search(r"[!?:]|[a-z]{3,}\.$", text)
        and all(
            len(name) <= MAX_NAME and len(name.split()) <= 7 and not name[0].islower()
            for name in names
        )
    )


def is_name(value: str) -> bool:
    """Whether what stands after a label may be the name of a paper: a few words, no address."""
    return 0 < len(value) <= MAX_NAME and "://" not in value and not value.endswith(".")


def day_named(value: str) -> str:
    """A date as it is written, without the time of day; "" if a value is none."""
    if parse_date(value):
        return value
    day = find_day(value)
    return day.isoformat() if day and len(value) <= MAX_NAME else ""


def is_dateline(text: str) -> bool:
    """Whether a line is a day or a month; a year alone is any number."""
    found = parse_date(text)
    return found is not None and found.month is not None
