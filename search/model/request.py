"""A search as a value, and its one mapping to and from URL parameters.

Every page, feed, export and command that searches builds a `SearchRequest`; the names of the URL
parameters stand in this module and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar, get_args

from search.errors import BadParameter
from search.model.dates import Span, span

FacetName = Literal["author", "region", "theme", "report", "source"]
Sort = Literal["relevance", "newest", "oldest"]
Unit = Literal["article", "paragraph"]

FACETS: tuple[FacetName, ...] = get_args(FacetName)
SORTS: tuple[Sort, ...] = get_args(Sort)
UNITS: tuple[Unit, ...] = get_args(Unit)

TEXT, SINCE, UNTIL, SORT, UNIT, PAGE, SIZE = "q", "from", "to", "sort", "unit", "page", "size"
FACET_SIZE, COUNTED, PASSAGES = "facet_size", "facets", "passages"
NONE = "none"

MAX_TEXT = 1_000
MAX_VALUES = 100
MAX_PAGE = 1_000_000
MAX_SIZE = 100
MAX_FACET_SIZE = 10_000
MAX_PASSAGES = 3

# The parameters that choose values, and the fields that they fill.
CHOOSING = tuple(
    (f"{sign}{facet}", f"{prefix}{facet}s")
    for facet in FACETS
    for sign, prefix in (("", ""), ("-", "not_"))
)

Params = list[tuple[str, str]]
Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen in one facet: any of `included` (all values if empty), none of `excluded`."""

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.included or self.excluded)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search. Values of one facet are alternatives; facets, dates and words must all hold.

    `text` is in the query language (see `search.query.parser`); dates are inclusive; `page` counts from
    1 and holds `size` hits with at most `passages` passages each; only `facets` are counted, and
    at most `facet_size` values are listed in one, selected ones always among them.
    """

    text: str = ""
    authors: Sequence[str] = ()
    regions: Sequence[str] = ()
    themes: Sequence[str] = ()
    reports: Sequence[str] = ()
    sources: Sequence[str] = ()
    not_authors: Sequence[str] = ()
    not_regions: Sequence[str] = ()
    not_themes: Sequence[str] = ()
    not_reports: Sequence[str] = ()
    not_sources: Sequence[str] = ()
    since: date | None = None
    until: date | None = None
    sort: Sort = "relevance"
    unit: Unit = "article"
    page: int = 1
    size: int = 10
    facet_size: int = 50
    facets: Sequence[FacetName] = FACETS
    passages: int = MAX_PASSAGES

    def __post_init__(self) -> None:
        for _, field in CHOOSING:
            given = getattr(self, field)
            if given != ():
                values = (given,) if isinstance(given, str) else tuple(dict.fromkeys(given))
                object.__setattr__(self, field, values)
        object.__setattr__(self, "facets", tuple(each for each in FACETS if each in self.facets))

    def selection(self, facet: FacetName) -> Selection:
        return Selection(getattr(self, f"{facet}s"), getattr(self, f"not_{facet}s"))

    @property
    def is_narrowed(self) -> bool:
        """Whether a facet or a date narrows the search."""
        return bool(self.since or self.until or any(self.selection(name) for name in FACETS))

    def with_selection(self, facet: FacetName, selection: Selection) -> SearchRequest:
        """The same search with another selection in `facet`, from its first page."""
        chosen = {f"{facet}s": selection.included, f"not_{facet}s": selection.excluded}
        return replace(self, page=1, **chosen)  # type: ignore[arg-type]

    def with_value(self, facet: FacetName, value: str) -> SearchRequest:
        chosen = self.without_value(facet, value).selection(facet)
        return self.with_selection(facet, replace(chosen, included=(*chosen.included, value)))

    def excluding_value(self, facet: FacetName, value: str) -> SearchRequest:
        chosen = self.without_value(facet, value).selection(facet)
        return self.with_selection(facet, replace(chosen, excluded=(*chosen.excluded, value)))

    def without_value(self, facet: FacetName, value: str) -> SearchRequest:
        chosen = self.selection(facet)
        return self.with_selection(
            facet,
            Selection(
                tuple(v for v in chosen.included if v != value),
                tuple(v for v in chosen.excluded if v != value),
            ),
        )

    def without_filters(self) -> SearchRequest:
        return SearchRequest(text=self.text, sort=self.sort, unit=self.unit)

    def to_params(self) -> Params:
        """The URL parameters of this search, defaults left out, in one fixed order."""
        params: Params = [(TEXT, self.text)] if self.text else []
        for name, field in CHOOSING:
            params += [(name, value) for value in getattr(self, field)]
        params += [(SINCE, self.since.isoformat())] if self.since else []
        params += [(UNTIL, self.until.isoformat())] if self.until else []
        params += [(SORT, self.sort)] if self.sort != "relevance" else []
        params += [(UNIT, self.unit)] if self.unit != "article" else []
        params += [(PAGE, str(self.page))] if self.page != 1 else []
        params += [(SIZE, str(self.size))] if self.size != 10 else []
        params += [(FACET_SIZE, str(self.facet_size))] if self.facet_size != 50 else []
        if self.facets != FACETS:
            params += [(COUNTED, name) for name in self.facets or (NONE,)]
        params += [(PASSAGES, str(self.passages))] if self.passages != MAX_PASSAGES else []
        return params

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]]) -> SearchRequest:
        """Read URL parameters; unknown names are ignored, empty values count as not given.

        Raises `BadParameter` for a value that cannot be used.
        """
        given: dict[str, list[str]] = {}
        for name, value in params:
            if value.strip():
                given.setdefault(name, []).append(value.strip())
        chosen = {field: _values(given, name) for name, field in CHOOSING}
        since, until = _span(given, SINCE), _span(given, UNTIL)
        request = cls(
            text=_text(given),
            since=since.first if since else None,
            until=until.last if until else None,
            sort=_choice(given, SORT, SORTS),
            unit=_choice(given, UNIT, UNITS),
            page=_whole(given, PAGE, 1, MAX_PAGE),
            size=_whole(given, SIZE, 10, MAX_SIZE),
            facet_size=_whole(given, FACET_SIZE, 50, MAX_FACET_SIZE),
            facets=_counted(given),
            passages=_whole(given, PASSAGES, MAX_PASSAGES, MAX_PASSAGES, least=0),
            **chosen,
        )
        if request.since and request.until and request.since > request.until:
            raise BadParameter(SINCE, given[SINCE][0], f"it is later than to={request.until}")
        return request


def _text(given: dict[str, list[str]]) -> str:
    text = " ".join(given.get(TEXT, []))
    if len(text) > MAX_TEXT:
        expected = f"a query has at most {MAX_TEXT:,} characters, this one has {len(text):,}"
        raise BadParameter(TEXT, text, expected)
    return text


def _values(given: dict[str, list[str]], name: str) -> tuple[str, ...]:
    values = tuple(given.get(name, []))
    if len(values) > MAX_VALUES:
        raise BadParameter(name, values[-1], f"at most {MAX_VALUES} values can be chosen at once")
    return values


def _choice(given: dict[str, list[str]], name: str, choices: tuple[Choice, ...]) -> Choice:
    value = given.get(name, [choices[0]])[-1]
    for choice in choices:
        if choice == value:
            return choice
    raise BadParameter(name, value, f"use one of {', '.join(choices)}")


def _counted(given: dict[str, list[str]]) -> tuple[FacetName, ...]:
    """The facets to count: all, those that are named, or none."""
    named = given.get(COUNTED)
    if not named:
        return FACETS
    for name in named:
        if name not in (*FACETS, NONE):
            raise BadParameter(COUNTED, name, f"use {', '.join(FACETS)} or {NONE}")
    return tuple(facet for facet in FACETS if facet in named)


def _whole(
    given: dict[str, list[str]], name: str, default: int, most: int, *, least: int = 1
) -> int:
    value = given.get(name, [str(default)])[-1]
    if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise BadParameter(name, value, f"use a whole number from {least} to {most:,}")
    return int(value)


def _span(given: dict[str, list[str]], name: str) -> Span | None:
    if name not in given:
        return None
    value = given[name][-1]
    found = span(value)
    if found is None:
        raise BadParameter(name, value, "use a date such as 2019, 2019-08 or 2019-08-31")
    return found
