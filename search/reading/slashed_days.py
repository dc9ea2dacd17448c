"""Days written as three numbers, of which the first or the second may be the month.

Only a number above 12, the day of the week before them, or a language that has one order, tells which:
03/08/2016 could mean two days, "Tue, 03/08/2016" means one, and in French it is in August.
"""

from __future__ import annotations

import re
from datetime import date

THREE = r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})"
_IN_TEXT = re.compile(rf"(?<![\w./-]){THREE}(?![\d/-])")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?,?\s*$")
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon mo lun seg monday lundi lunes lunedì maandag segunda",
            "tue tues di mar ter tuesday dienstag mardi martes martedì dinsdag terça",
            "wed weds mi wo mer mié qua wednesday mittwoch mercredi miércoles mercoledì woensdag quarta",
            "thu thur thurs do jeu jue gio qui thursday donnerstag jeudi jueves giovedì donderdag quinta",
            "fri fr vr ven vie sex friday freitag vendredi viernes venerdì vrijdag sexta",
            "sat sa za sam sáb sab saturday samstag sonnabend samedi sábado sabato zaterdag",
            "sun so zo dim dom sunday sonntag dimanche domingo domenica zondag",
        )
    )
    for name in names.split()
}
_DAY_FIRST = frozenset("ca da de el es fr gl id it nl pl pt ro tr vi".split())
_NEW_CENTURY = 70
"""Years of two digits from this one on are in the last century."""


def full_year(year: str) -> int:
    """The year of four digits, or of two: 70 to 99 are in the last century."""
    return int(year) if len(year) == 4 else int(year) + 2000 - 100 * (int(year) >= _NEW_CENTURY)


def slashed_in(text: str) -> date | None:
    """The first day of three numbers in a text; None if there is none or it could mean two."""
    found = _IN_TEXT.search(text)
    return slashed_day(found) if found else None


def day_first_in(text: str, language: str) -> date | None:
    """The first day of three numbers in a text of a language that writes the day before the month, by
    its tag; None in others, of which English has both orders."""
    main, _, region = language.casefold().replace("_", "-").partition("-")
    found = _IN_TEXT.search(text) if main in _DAY_FIRST and region != "us" else None
    return day_or_none(full_year(found[3]), int(found[2]), int(found[1])) if found else None


def without_slashed(text: str) -> str:
    """A text with a bar in place of each day of three numbers."""
    return _IN_TEXT.sub(" | ", text)


def slashed_day(found: re.Match[str]) -> date | None:
    """The day of the groups of `THREE`. Month and day may have either order if only one number can be
    the month, or only one of the two days is the day of the week that stands before them."""
    first, second, year = int(found[1]), int(found[2]), full_year(found[3])
    if first == second:
        return day_or_none(year, first, second)
    days = (day_or_none(year, first, second), day_or_none(year, second, first))
    possible = [day for day in days if day]
    if len(possible) > 1:
        weekday = _weekday_before(found)
        possible = [day for day in possible if day.weekday() == weekday]
    return possible[0] if len(possible) == 1 else None


def _weekday_before(found: re.Match[str]) -> int | None:
    word = _LAST_WORD.search(found.string, max(0, found.start(1) - 20), found.start(1))
    return _WEEKDAYS.get(word[1].casefold()) if word else None


def day_or_none(year: int, month: int, day: int) -> date | None:
    """That day; None if there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
