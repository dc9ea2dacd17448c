"""Dates, numbers and names as the pages write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from search.model.dates import AnyDate, PartialDate
from search.model.request import SearchRequest, Shown, Sort, Unit
from search.model.trends import Measure
from search.query.habits import OPERATORS
from search.text import analyzer

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

UNTITLED = "Untitled"

SORT_LABEL: dict[Sort, str] = {
    "relevance": "Best match",
    "newest": "Newest",
    "oldest": "Oldest",
}
MEASURE_LABEL: dict[Measure, str] = {"count": "Number", "share": "Share of the archive"}
EVERYTHING = "All articles"
"""What a search without words finds."""
UNIT_LABEL: dict[Unit, str] = {"article": "Articles", "paragraph": "Paragraphs"}
COPIES_LABEL: dict[Shown, str] = {"once": "The same text once", "all": "Every copy"}


_NEAR = re.compile(r" OR [^\s()\"]+\^\d*\.\d+")
_ALONE = re.compile(r"\(([^\s()\"]+)\)")


def long_date(day: AnyDate | None) -> str:
    """ "2 September 2019", or "September 2019", or "2019"; "" for no date."""
    if day is None:
        return ""
    if isinstance(day, PartialDate):
        return period_name(day.isoformat())
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_day(moment: str) -> str:
    """The day of a time in ISO 8601: "2 September 2019"."""
    return long_date(date.fromisoformat(moment[:10]))


def period_name(period: str) -> str:
    """ "2019" for a year, "August 2019" for the month "2019-08", "31 August 2019" for a day."""
    year, month, day = (*period.split("-"), "", "")[:3]
    name = f"{MONTHS[int(month) - 1]} {year}" if month else year
    return f"{int(day)} {name}" if day else name


def number(count: int) -> str:
    return f"{count:,}"


def percent(share: float) -> str:
    """ "0 %", "0.04 %", "12.5 %": with as many digits as a small one needs, and a space that holds."""
    value = 100 * share
    digits = 1 if value >= 1 or not value else 2 if value >= 0.01 else 4
    text = f"{value:.{digits}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}\u00a0%"


def most_in(name: str, period: str, said: str) -> str:
    """Where a series is highest, `said` is how high."""
    return f"{name}: most in {period}, {said}."


def quoted_text(text: str) -> str:
    return f"“{text}”"


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 article", "1,234 articles"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def joined(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def isolated(text: str) -> Markup:
    """A name or number that stands in a sentence, whose direction does not reach into the sentence."""
    return Markup("<bdi>{}</bdi>").format(text)


def isolated_names(names: Sequence[str]) -> Markup:
    """ "A, B and C", each name isolated."""
    return Markup(joined([str(isolated(name)) for name in names]))


def date_range(request: SearchRequest) -> str:
    """The dates that a search is narrowed to, in words; "" for none."""
    since, until = request.since, request.until
    if since and until:
        whole = _whole_period(since, until)
        return whole or f"{long_date(since)} to {long_date(until)}"
    if since:
        return f"from {long_date(since)}"
    return f"until {long_date(until)}" if until else ""


def _whole_period(since: date, until: date) -> str:
    """The year, years or month that a range covers exactly, or ""."""
    starts_year = (since.month, since.day) == (1, 1)
    if starts_year and (until.month, until.day) == (12, 31):
        return f"{since.year}" if since.year == until.year else f"{since.year}–{until.year}"
    is_month = (since.year, since.month) == (until.year, until.month) and since.day == 1
    if is_month and until.day == monthrange(since.year, since.month)[1]:
        return f"{MONTHS[since.month - 1]} {since.year}"
    return ""


def is_one_word(text: str) -> bool:
    """Whether a query is a single word."""
    return len(analyzer.words(text)) == 1


def without_near_words(text: str, understood: str) -> str:
    """How the query was read, without the near words of misspelt ones and their weights: a notice says
    these in words."""
    if "^" in text:
        return understood
    plain = _NEAR.sub("", understood)
    return _ALONE.sub(r"\1", plain) if plain != understood else understood


def worth_saying(text: str, understood: str) -> str:
    """How the query was read, unless that is obvious: all words, as they were typed."""
    words = (word if word in OPERATORS else word.casefold() for word in text.split())
    counts = Counter(analyzer.words(text))
    repeated = [f"{word}^{count}" if count > 1 else word for word, count in counts.items()]
    plain = {" ".join(words), " ".join(repeated)}
    return understood if plain.isdisjoint({understood, understood.replace(" AND ", " ")}) else ""
