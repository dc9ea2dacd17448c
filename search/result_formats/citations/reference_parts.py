"""Names, dates and titles as styles of citation write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from search.model.dates import AnyDate
from search.result_formats.citations.citation import year_month_day
from search.result_formats.citations.names import Name

LONG = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MLA = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
IEEE = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sep.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
NLM = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ENDS = (".", "?", "!", "…", "。", "？", "！", "؟")
_BETWEEN_NAMES = re.compile(r"[\s.]+")


def initials(given: str, after: str = ".", between: str = " ") -> str:
    """The initials of given names: "Anna Maria" is A. M., "Jean-Paul" J.-P., with dots and a space."""
    words = [
        "-".join(f"{part[0]}{after}" for part in word.split("-") if part)
        for word in _BETWEEN_NAMES.split(given)
        if word
    ]
    return between.join(word if after else word.replace("-", "") for word in words)


def given_first(name: Name) -> str:
    """Martin Luther King Jr."""
    return " ".join(filter(None, (name.given, name.family, name.suffix)))


def listed(
    names: Sequence[Name],
    written: Callable[[int, Name], str],
    last: str,
    most: int,
    shown: int,
    before_others: str = "",
) -> str:
    """Names, `last` before the last of them; of more than `most` the first `shown`, and "et al." after
    `before_others`; each is `written` by its place."""
    texts = [written(place, name) for place, name in enumerate(names)]
    if len(texts) > most:
        return f"{', '.join(texts[:shown])}{before_others} et al."
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])}{last}{texts[-1]}"


def day_first(day: AnyDate, months: Sequence[str]) -> str:
    """28 August 2010."""
    return " ".join(reversed(_parts(day, months)))


def month_first(day: AnyDate, months: Sequence[str]) -> str:
    """August 28, 2010."""
    year, *rest = _parts(day, months)
    joined = " ".join(rest)
    return f"{joined}{', ' if len(rest) == 2 else ' ' if rest else ''}{year}"


def year_first(day: AnyDate, months: Sequence[str], between: str) -> str:
    """2010, August 28."""
    year, *rest = _parts(day, months)
    return f"{year}{between if rest else ''}{' '.join(rest)}"


def without_year(day: AnyDate, months: Sequence[str]) -> str:
    """28 August."""
    return " ".join(reversed(_parts(day, months)[1:]))


def closed(text: str, sign: str = ".") -> str:
    """A text with a sign at its end, unless it ends a sentence itself."""
    return text if not text or text.endswith(_ENDS) else f"{text}{sign}"


def _parts(day: date | AnyDate, months: Sequence[str]) -> list[str]:
    year, *rest = year_month_day(day)
    return [str(year), *([months[rest[0] - 1]] if rest else []), *map(str, rest[1:])]
