"""A citation in words, as six styles write an article that is read on a page.

They are our own, each by its published rules: CSL styles are under CC BY-SA, which this repository is
not, and citeproc-py 0.11 writes two of the six wrongly (initials in MLA and Chicago, "Edition" after a
date) and takes up to .15 s for one. Titles keep the capitals that they have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from search.result_formats.citations.citation import Citation
from search.result_formats.citations.names import Name
from search.result_formats.citations.reference_parts import (
    IEEE,
    LONG,
    MLA,
    NLM,
    closed,
    day_first,
    given_first,
    initials,
    listed,
    month_first,
    without_year,
    year_first,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in a style: `container`, what the article appeared in, is set in italics."""

    style: str
    before: str
    container: str
    after: str

    @property
    def text(self) -> str:
        return f"{self.before}{self.container}{self.after}"


def references(citation: Citation, accessed: date) -> tuple[Reference, ...]:
    """The citation in each style; `accessed` is the day on which the page is read."""
    container = citation.container or citation.archive
    return tuple(
        Reference(style, *write(citation, container, accessed)) for style, write in STYLES.items()
    )


_Parts = tuple[str, str, str]


def _apa(citation: Citation, container: str, _: date) -> _Parts:
    """APA 7: all authors up to twenty; of more the first 19 and the last."""
    when = year_first(citation.published, LONG, ", ") if citation.published else "n.d."
    names = [_apa_name(each) for each in citation.authors]
    if len(names) > 20:
        authors = f"{', '.join(names[:19])}, … {names[-1]}"
    else:
        authors = ", & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    title = closed(citation.title)
    before = f"{closed(authors)} ({when}). {title} " if authors else f"{title} ({when}). "
    return before, container, f". {citation.url}"


def _apa_name(name: Name) -> str:
    return ", ".join(filter(None, (name.family, initials(name.given), name.suffix)))


def _mla(citation: Citation, container: str, _: date) -> _Parts:
    """MLA 9: two authors; of more the first."""
    authors = listed(citation.authors, _first_inverted, ", and ", 2, 1, ",")
    when = f", {day_first(citation.published, MLA)}" if citation.published else ""
    before = f"{_and_space(closed(authors))}“{closed(citation.title)}” "
    return before, container, f"{when}, {citation.url}."


def _chicago(citation: Citation, container: str, _: date) -> _Parts:
    """Chicago 18, bibliography: six authors; of more the first three."""
    authors = listed(citation.authors, _first_inverted, ", and ", 6, 3, ",")
    when = month_first(citation.published, LONG) if citation.published else "n.d."
    before = f"{_and_space(closed(authors))}“{closed(citation.title)}” "
    return before, container, f", {closed(when)} {citation.url}."


def _harvard(citation: Citation, container: str, accessed: date) -> _Parts:
    """Harvard (Cite Them Right 12): three authors; of more the first."""
    authors = listed(citation.authors, lambda _, name: _harvard_name(name), " and ", 3, 1)
    day = citation.published
    year = f"({day.year})" if day else "(no date)"
    rest = f", {without_year(day, LONG)}" if day and without_year(day, LONG) else ""
    read = f". Available at: {citation.url} (Accessed: {day_first(accessed, LONG)})."
    if not authors:
        return "", container, f" {year} ‘{citation.title}’{rest}{read}"
    return f"{authors} {year} ‘{citation.title}’, ", container, f"{rest}{read}"


def _harvard_name(name: Name) -> str:
    return ", ".join(filter(None, (name.family, initials(name.given, between=""), name.suffix)))


def _ieee(citation: Citation, container: str, accessed: date) -> _Parts:
    """IEEE: six authors; of more the first."""
    last = ", and " if len(citation.authors) > 2 else " and "
    authors = listed(citation.authors, lambda _, name: _ieee_name(name), last, 6, 1)
    when = f", {month_first(citation.published, IEEE)}" if citation.published else ""
    before = f"{authors}{', ' if authors else ''}“{closed(citation.title, ',')}” "
    read = f"Accessed: {month_first(accessed, IEEE)}. [Online]. Available: {citation.url}"
    return before, container, f"{when}. {read}"


def _ieee_name(name: Name) -> str:
    return " ".join(filter(None, (initials(name.given), name.family, name.suffix)))


def _vancouver(citation: Citation, container: str, accessed: date) -> _Parts:
    """Vancouver (Citing Medicine): six authors; of more the first six."""
    authors = listed(citation.authors, lambda _, name: _vancouver_name(name), ", ", 6, 6, ",")
    day = citation.published
    when = year_first(day, NLM, " ") if day else "[date unknown]"
    before = f"{_and_space(closed(authors))}{closed(citation.title)} "
    read = f"[cited {year_first(accessed, NLM, ' ')}]. Available from: {citation.url}"
    return before, container, f" [Internet]. {when} {read}"


def _vancouver_name(name: Name) -> str:
    given = initials(name.given, "", "")[:2]
    return " ".join(filter(None, (name.family, given, name.suffix.rstrip("."))))


def _first_inverted(place: int, name: Name) -> str:
    """The first name as it is sorted, the others as they are spoken."""
    return given_first(name) if place else name.sorted


def _and_space(text: str) -> str:
    return f"{text} " if text else ""


STYLES: Mapping[str, Callable[[Citation, str, date], _Parts]] = {
    "APA": _apa,
    "MLA": _mla,
    "Chicago": _chicago,
    "Harvard": _harvard,
    "IEEE": _ieee,
    "Vancouver": _vancouver,
}
