"""Ways to write a time, in the signs of the query language. What is no date is left as it is."""

from __future__ import annotations

import re
from datetime import date, timedelta

from search.model import dates
from search.model.dates import Span

_DAY = r"(?:[0-9]{4}(?:[-/][0-9]{1,2}(?:[-/][0-9]{1,2})?)?|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4})"
_YEAR_LAST = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})[./]([0-9]{4})")
_TIMES = re.compile(
    r'"[^"]*"|(?<![^\s(-])(?<![^\s(]-)(?:'
    rf"(?P<first>{_DAY})\.\.(?P<last>{_DAY})"
    rf"|date\s?:\s?(?P<since>{_DAY})?\.\.(?P<until>{_DAY})?"
    rf"|date\s?:\s?(?P<sign>[<>]=?)\s?(?P<limit>{_DAY})"
    rf"|(?P<side>before|after|since|until)\s?:\s?(?P<edge>{_DAY})"
    rf"|date\s?:\s?(?P<day>{_DAY}|(?=[(\[]))"
    r")(?![^\s)\]\[(^])",
    re.IGNORECASE,
)
_SIDES = {"before": "<", "after": ">", "since": ">=", "until": "<="}


def rewritten(text: str) -> str:
    """`text` with all times as `date:2019` or `date:[2019 to 2020]`."""
    return _TIMES.sub(_time, text)


def _time(found: re.Match[str]) -> str:
    if found["day"] is not None:
        days = _either(found["day"])
        return f"({' OR '.join(days)})" if len(days) > 1 else days[0]
    if found["limit"] or found["edge"]:
        sign = found["sign"] or _SIDES[found["side"].lower()]
        return _beyond(sign, _dashed(found["limit"] or found["edge"])) or found[0]
    first = _dashed(found["first"] or found["since"])
    last = _dashed(found["last"] or found["until"])
    given = [each for each in (first, last) if each]
    if not given or not all(map(dates.span, given)):
        return found[0]
    return f"date:[{' '.join(filter(None, (first, 'to', last)))}]"


def _either(day: str) -> list[str]:
    """The day after `date:`; the two days that 3/4/2019 may be."""
    found = _YEAR_LAST.fullmatch(day)
    if found is None or _dashed(day) != day:
        return [f"date:{_dashed(day)}"]
    one, _, other, year = found.groups()
    return [f"date:{year}-{other}-{one}", f"date:{year}-{one}-{other}"]


def _dashed(day: str | None) -> str:
    """A day as it is written with hyphens: people also type 2019/03/03, 13.3.2019 and 13/3/2019, but
    3/4/2019 is one of two days."""
    if found := _YEAR_LAST.fullmatch(day or ""):
        one, sign, other, year = found.groups()
        if sign == "." or int(one) > 12 or one == other:
            return f"{year}-{other}-{one}"
        return f"{year}-{one}-{other}" if int(other) > 12 else found[0]
    return (day or "").replace("/", "-")


def _beyond(sign: str, text: str) -> str:
    """The days on one side of a time; "" if it is none, or there are none."""
    days = dates.span(text)
    if days is None:
        return ""
    edge = _edge(sign, days)
    if edge is None:
        return ""
    if sign.startswith(">"):
        return f"date:[{dates.as_first(edge)} to]"
    return f"date:[to {dates.as_last(edge)}]"


def _edge(sign: str, days: Span) -> date | None:
    """The first or last day of the open range; None if the calendar ends there."""
    one = timedelta(days=1)
    try:
        match sign:
            case ">":
                return days.last + one
            case ">=":
                return days.first
            case "<":
                return days.first - one
            case _:
                return days.last
    except OverflowError:
        return None
