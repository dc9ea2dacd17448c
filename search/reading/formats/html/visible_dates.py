"""The date that a page shows: the one near the heading, not that of a masthead or of a card below.

A date of publication comes before one of a change, wherever it stands in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from search.reading.date_parsing import find_day, month_in, parse_day, without_days
from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.zones import ShortLine, Surroundings, Zone, elements_around
from search.reading.slashed_days import day_first_in

_DATE = re.compile(
    r"date|time|publish|posted|created|submitted|datum|fecha|(?:post|entry|article)[_-]?(?:meta|info)"
    r"|by-?line|author",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?:last[\s_-]*)?(?:updat|modif|edit|revis|chang|aktualisiert|geändert|actualizado|mis\s+à\s+jour|更新)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\W*(?:(?:this (?:entry|post|article) was )?(?:first |originally )?(?:published|posted|released)"
    r"|publication date|date of publication"
    r"|veröffentlich(?:t|ung)|erschienen|gepostet|online seit|publié|mis en ligne|publicado|pubblicato"
    r"|geplaatst|gepubliceerd|publicerad|opublikowano|опубликовано|公開日?|发布时间)\b[^|]{0,20}\|"
    r"|.{0,120}\bwurde am [^|]{0,20}\|.{0,20}\b(?:gepostet|veröffentlicht|erstellt)\b",
    re.IGNORECASE,
)
"""What says before a day, or around it, that something was published on it."""
_DATELINE = re.compile(
    r"[(\s]*(?:\|[ )]*(?:[-–—|:,•]|[^\W\d_]*[A-ZÄÖÜ„“\"»])|(?:[^\W\d_]+,? +){1,2}\|[ )]*[-–—|•])"
)
"""A day before a sign or a sentence; words may stand before it."""
_BEGINNING = re.compile(r" \| +(?:(?:at|um|à|alle|kl\.?)\s+)?(?:\d|[^\w\s])")
"""A day, which `without_days` makes a bar of, before the time of day or a sign."""
_LATER = re.compile(
    r"(?:published|posted|released|veröffentlicht|erstellt|publié|publicado|pubblicato|geplaatst|publicerad"
    r"|opublikowano|опубликовано)\b",
    re.IGNORECASE,
)
"""What says in a line about a change when the text was published: "Updated 8 July; published 6 July"."""
_JOINED = re.compile(
    r"\W*(?:joined|registered|member since|registriert|mitglied seit|dabei seit|beigetreten|inscrit"
    r"|miembro desde|registrado|iscritto|регистрация)\b",
    re.IGNORECASE,
)
"""What says since when somebody is a member of a forum."""
_WITH_DAYS = frozenset(("datetime", "content", "title"))
_PROPERTY = "datePublished"
_FEW = 2
"""Days marked as dates within a text; more are those of comments or reviews."""
_LONGEST_DATELINE = 60
_LONGEST_REST = 60
"""Characters that a line without a mark has beside its date, unless that is a beginning of its own."""


class _Dated(NamedTuple):
    zone: Zone
    is_changed: bool
    is_published: bool
    day: date
    is_inside: bool = False
    """Whether it is marked as a date and stands between the first and the last paragraph."""


def visible_date(
    tree: PageTree, around: Surroundings, heading: str, texts: Iterable[str], language: str
) -> str:
    """The ISO date of the day on which the article was published, or of the month if no day is shown; ""
    if the page shows none. It may also stand in the heading, or before one of the first sentences
    `texts`: "6 July 2017 – The". `language` is the tag of that of the page."""
    found = [*_in_attributes(tree, around), *_in_lines(tree, around, language)]
    day = _visible_day(found, heading, texts)
    return day or ("" if found else _visible_month(tree, around))


def _visible_day(found: Sequence[_Dated], heading: str, texts: Iterable[str]) -> str:
    near = [each for each in found if each.zone != Zone.ELSEWHERE]
    if near:
        best = min(near, key=lambda each: (each.is_changed, each.zone, not each.is_published))
        return best.day.isoformat()
    if day := find_day(heading) or next(filter(None, map(_day_before, texts)), None):
        return day.isoformat()
    published = _only_day(each for each in found if each.is_published)
    inside = [each.day for each in found if each.is_inside and not each.is_changed]
    if not published and 0 < len({*inside}) <= _FEW:
        return inside[0].isoformat()
    return published or _only_day(found)


def _visible_month(tree: PageTree, around: Surroundings) -> str:
    """The month in a line near the heading that is marked as a date and says nothing else."""
    near = (line for line in around.lines if line.zone <= Zone.ABOVE_HEADING)
    dated = (line for line in near if any(map(_DATE.search, _names(tree, line))))
    months = (month_in(line.text) for line in dated)
    return next((month.isoformat() for month in months if month), "")


def _only_day(found: Iterable[_Dated]) -> str:
    """The only day of those that are not days of changes; "" if there are several."""
    days = {each.day for each in found if not each.is_changed}
    return days.pop().isoformat() if len(days) == 1 else ""


def _day_before(text: str) -> date | None:
    """The day that a paragraph begins with."""
    beginning = text[:_LONGEST_DATELINE]
    return find_day(beginning) if _DATELINE.match(without_days(beginning)) else None


def _in_attributes(tree: PageTree, around: Surroundings) -> Iterator[_Dated]:
    """The days in `datetime`, in `content` of what is called a date, and in the `title` of an
    abbreviation or a time, such as "2 years ago"."""
    for index in tree.notable:
        attributes = tree.facts[index].attributes
        if _WITH_DAYS.isdisjoint(attributes):
            continue
        names = f"{attributes.get('itemprop', '')} {attributes.get('class', '')}"
        value = (
            attributes.get("datetime")
            or (attributes.get("content", "") if _DATE.search(names) else "")
            or attributes.get("title", "")
        )
        zone = around.zone(index)
        if zone is not None and (day := parse_day(value)):
            is_published = attributes.get("itemprop") == _PROPERTY
            yield _Dated(zone, bool(_CHANGED.search(names)), is_published, day)


def _in_lines(tree: PageTree, around: Surroundings, language: str) -> Iterator[_Dated]:
    for line in around.lines:
        text = line.text
        day = find_day(text) or ("/" in text and day_first_in(text, language))
        if not day or _JOINED.match(text):
            continue
        earlier = _published_in(text)
        names = " ".join(_names(tree, line))
        rest = without_days(text)
        is_short = len(rest) <= _LONGEST_REST or bool(_BEGINNING.match(rest))
        is_bare = is_short and line.zone != Zone.ELSEWHERE
        is_published = bool(_PUBLISHED.match(rest))
        if is_bare or is_published or _DATE.search(names):
            is_changed = not earlier and bool(_CHANGED.search(names) or _CHANGED.match(text))
            is_inside = line.zone == Zone.ELSEWHERE and line.block in around.text
            is_own = is_inside and is_short and bool(_DATE.search(names))
            yield _Dated(line.zone, is_changed, is_published, earlier or day, is_own)


def _published_in(text: str) -> date | None:
    """The day of publication that a line names after that of a change."""
    later = _LATER.search(text) if _CHANGED.match(text) else None
    return find_day(text[later.end() :]) if later else None


def _names(tree: PageTree, line: ShortLine) -> Iterator[str]:
    for owner in {owner for owner, _ in line.parts}:
        for index in elements_around(tree, owner):
            yield from tree.names(index)
            yield tree.facts[index].item
            yield tree.tags[index] if tree.tags[index] == "time" else ""
