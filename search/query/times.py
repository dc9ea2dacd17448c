"""Times among the words of a query: beside other words they are also the time of publication.

flood 2019, flood in 2019                      also date:2019
flood March 2019, 3 March 2019, March 3, 2019  also date:2019-03, date:2019-03-03
flood 2019-03-03, 2019/03, 13/3/2019           also these; 3/4/2019 is either day
flood since March 2019, before 2019-03-03      also date:[2019-03 to], date:[to 2019-03-02]
flood between 2015 and 2019                    also date:[2015 to 2019]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from search.model import dates
from search.model.dates import Span
from search.model.month_names import month_of
from search.model.schema import ANY
from search.query.tree import And, DateRange, Or, Phrase, Query, Term
from search.text.stop_words import STOP_WORDS

_YEAR = "(?:1[5-9]|20)[0-9]{2}"
_IS_YEAR = re.compile(_YEAR)
_DAY = "[0-9]{1,2}(?:st|nd|rd|th)?"
_TIME = re.compile(
    r"(?P<side>(?:in|on|of|during|since|from|after|before|until|till) )?(?:"
    rf"(?:the )?(?:(?P<day>{_DAY}) )?(?:of )?(?P<name>[^\W\d_]+) (?:(?P<after>{_DAY}) )?(?P<of>{_YEAR})"
    rf"|(?P<year>{_YEAR})(?:-(?P<month>[0-9]{{1,2}})(?:-(?P<last>[0-9]{{1,2}}))?)?"
    rf"|(?:(?P<one>[0-9]{{1,2}})-)?(?P<other>[0-9]{{1,2}})-(?P<end>{_YEAR})"
    r")(?= |$)"
)
_BETWEEN = re.compile(rf"(?:between ({_YEAR}) and|from ({_YEAR}) to) ({_YEAR})(?= |$)")
_LONGEST = 7
"""The words of a time: since the 3rd of March 2019."""


def with_times(tree: Query) -> Query:
    """The tree in which times beside other words are also those of publication."""
    if not isinstance(tree, And) or not any(_IS_YEAR.search(_text(each)) for each in tree.children):
        return tree
    parts = tuple(_with_times(tree.children))
    others = frozenset(parts).intersection(tree.children)
    return And(parts) if any(map(_says_more, others)) else tree


def _says_more(tree: Query) -> bool:
    """Whether a part of a query is more than a year or a stop word."""
    text = _text(tree)
    return text not in STOP_WORDS and not _IS_YEAR.fullmatch(text)


def _with_times(parts: Sequence[Query]) -> Iterator[Query]:
    at = 0
    while at < len(parts):
        size, ranges = _time_in(parts[at : at + _LONGEST])
        own = parts[at : at + (size or 1)]
        first = own[0] if len(own) == 1 else And(tuple(own))
        yield Or((first, *ranges)) if ranges else first
        at += len(own)


def _time_in(parts: Sequence[Query]) -> tuple[int, list[DateRange]]:
    """How many of the parts are a time at the beginning, and the days that it may be; 0 if none are."""
    sizes: dict[int, int] = {}
    text = ""
    for number, part in enumerate(parts, 1):
        if not (words := _text(part)):
            break
        text = f"{text} {words}".lstrip()
        sizes[len(text)] = number
    found = _BETWEEN.match(text) or _TIME.match(text)
    size = sizes.get(found.end(), 0) if found else 0
    ranges = list(_ranges(found)) if found and size else []
    return (size, ranges) if ranges else (0, [])


def _text(part: Query) -> str:
    """A part of a query as words that may be of a time; "" if they may not."""
    if isinstance(part, Or):
        part = part.children[0]  # what was typed, before its joined form
    if not isinstance(part, Term | Phrase) or part.field != ANY or part.boost != 1:
        return ""
    return part.text if isinstance(part, Term) else "-".join(part.words)


def _ranges(found: re.Match[str]) -> Iterator[DateRange]:
    if found.re is _BETWEEN:
        first, last = dates.span(found[1] or found[2]), dates.span(found[3])
        if first and last and first < last:
            yield _range(first.first, last.last)
        return
    for text in dict.fromkeys(_written(found)):
        if days := dates.span(text):
            yield from _beside((found["side"] or "").strip(), days)


def _written(found: re.Match[str]) -> Iterator[str]:
    """The times that are meant, as 2019, 2019-03 or 2019-03-03; some may not exist."""
    if found["of"]:
        day = (found["day"] or found["after"] or "").rstrip("stndrh")
        if month := month_of(found["name"]):
            yield "-".join(filter(None, (found["of"], str(month), day)))
    elif found["year"]:
        yield "-".join(filter(None, (found["year"], found["month"], found["last"])))
    elif found["one"]:
        yield "-".join((found["end"], found["other"], found["one"]))
        yield "-".join((found["end"], found["one"], found["other"]))
    else:
        yield "-".join((found["end"], found["other"]))


def _beside(side: str, days: Span) -> Iterator[DateRange]:
    """The days of a time, or those on the side of it that a word says."""
    one = timedelta(days=1)
    match side:
        case "since" | "from":
            yield _range(days.first, None)
        case "after":
            yield _range(days.last + one, None)
        case "before":
            yield _range(None, days.first - one)
        case "until" | "till":
            yield _range(None, days.last)
        case _:
            yield _range(*days)


def _range(first: date | None, last: date | None) -> DateRange:
    return DateRange(
        None if first is None else first.toordinal(), None if last is None else last.toordinal()
    )
