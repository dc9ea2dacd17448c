"""The fields of an article in the visible part of its page: heading, byline, date and standfirst."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from search.reading.date_parsing import parse_day
from search.reading.person_names import split_byline

_LONGEST_BYLINE = 120
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|author(?:s|-?name)?|contributor)(?:$|[\s_-])", re.I
)
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|dek|lede|subtitle|sub-?head(?:line)?)(?:$|[\s_-])", re.I
)


def heading_in(body: BeautifulSoup) -> str:
    """The first main heading."""
    heading = body.find("h1")
    return _text(heading) if isinstance(heading, Tag) else ""


def byline_in(body: BeautifulSoup) -> tuple[str, ...]:
    """The names of the authors: marked up as such, or in a short element whose class says byline."""
    marked = [
        _text(person.find(True, attrs={"itemprop": "name"}) or person)
        for person in body.find_all(itemprop="author")
    ] or [_text(link) for link in body.find_all(rel="author")]
    names = [name for name in marked if 0 < len(name) <= _LONGEST_BYLINE]
    if names:
        return tuple(each for name in dict.fromkeys(names) for each in split_byline(name))
    for element in body.find_all(["p", "span", "div", "address", "a"], class_=_BYLINE):
        text = _text(element)
        if 3 <= len(text) <= _LONGEST_BYLINE:
            return split_byline(re.split(r"\s[|•·–—]\s|\bon\b|\d", text)[0])
    return ()


def date_in(body: BeautifulSoup) -> str:
    """The first date in an element that is marked up as a time, or whose class says that it is a date."""
    for element in body.find_all(["time", "span", "p", "div", "abbr"]):
        if element.name == "time" or _is_date(element):
            for text in (str(element.get("datetime") or ""), _text(element)):
                if len(text) <= _LONGEST_BYLINE and parse_day(text):
                    return text
    return ""


def standfirst_in(body: BeautifulSoup) -> str:
    """The text of the first short element whose class says that it is a standfirst."""
    for element in body.find_all(["p", "div", "h2"], class_=_STANDFIRST):
        text = _text(element)
        if 20 <= len(text) <= 600:
            return text
    return ""


def _is_date(element: Tag) -> bool:
    names = " ".join((*(element.get("class") or []), str(element.get("itemprop") or "")))
    return bool(re.search(r"date|time|published", names, re.IGNORECASE))


def _text(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())
