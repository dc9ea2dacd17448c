"""A search as a value, and its one mapping to and from URL parameters.

Every page, feed, export and command that searches builds a `SearchRequest`. The names of the URL
parameters are in this module and, for facets, in the table of `search.model.facets`; nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, get_args

from search.errors import BadParameter
from search.model.facets import DEFAULT_FACETS, FacetName, FacetTable, singular
from search.model.params import Given, Params, choice, days, distinct, given_in, whole_number

Sort = Literal["relevance", "newest", "oldest"]
Unit = Literal["article", "paragraph"]
Match = Literal["auto", "all", "some"]
Interval = Literal["auto", "year", "month", "day"]
Shown = Literal["once", "all"]

SORTS: tuple[Sort, ...] = get_args(Sort)
UNITS: tuple[Unit, ...] = get_args(Unit)
MATCHES: tuple[Match, ...] = get_args(Match)
INTERVALS: tuple[Interval, ...] = get_args(Interval)
COPIES_SHOWN: tuple[Shown, ...] = get_args(Shown)

TEXT, SINCE, UNTIL, SORT, UNIT, MATCH = "q", "from", "to", "sort", "unit", "match"
PAGE, SIZE, FACET_SIZE, COUNTED, PASSAGES = "page", "size", "facet_size", "facets", "passages"
EXPLAIN, INTERVAL, COPIES = "explain", "interval", "copies"
_OF_HITS = (PAGE, SIZE, FACET_SIZE, COUNTED, PASSAGES, EXPLAIN, INTERVAL)
PARAMETERS = (TEXT, SINCE, UNTIL, SORT, UNIT, MATCH, COPIES, *_OF_HITS)
"""All parameters but those of facets."""
ARTICLE, PASSAGE, WITHIN = "article", "passage", "within"
"""An id and an anchor, for similar articles; the search (as an address has it) that values are of."""
NONE = "none"
EXCLUDING = "-"
"""Before the name of a facet: the value is excluded."""

MAX_VALUES = 100
MAX_PAGE = 1_000_000
MAX_SIZE = 100
MAX_FACET_SIZE = 10_000
MAX_PASSAGES = 3
MOST_COUNTED = 60_000
"""Values of a facet that can be looked through; a cluster refuses to count more than 65,535."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen in one facet: any of `included` (all values if empty), none of `excluded`."""

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.included or self.excluded)


NO_SELECTION = Selection()


@dataclass(frozen=True, slots=True, init=False)
class SearchRequest:
    """A search. Values of one facet are alternatives; facets, dates and words must all hold.

    `text` is in the query language (see `search.query`); `selections` has what is selected in each
    facet, by its name; dates are inclusive; `page` counts from 1 and holds `size` hits with at most
    `passages` passages each; only `facets` are counted (None: all of the archive's), and at most
    `facet_size` values are listed in one, selected ones always too. `explain` asks for score parts.
    `interval` is that of the timeline: months or years as they fit, or what is said.
    Articles with the same text are one hit; if `copies` is "all", each is one.
    """

    text: str
    selections: Mapping[FacetName, Selection] = field(hash=False)
    since: date | None
    until: date | None
    sort: Sort
    unit: Unit
    match: Match
    copies: Shown
    page: int
    size: int
    facet_size: int
    facets: tuple[FacetName, ...] | None
    passages: int
    explain: bool
    interval: Interval

    def __init__(  # noqa: PLR0913
        self,
        text: str = "",
        selections: Mapping[FacetName, Selection] | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        sort: Sort = "relevance",
        unit: Unit = "article",
        match: Match = "auto",
        copies: Shown = "once",
        page: int = 1,
        size: int = 10,
        facet_size: int = 50,
        facets: Iterable[FacetName] | None = None,
        passages: int = MAX_PASSAGES,
        explain: bool = False,
        interval: Interval = "auto",
        **values: str | Sequence[str],
    ) -> None:
        """`values` select by keyword: `regions=["Asia"]` includes a value of the facet region,
        `not_regions=["Asia"]` excludes it; see `FacetField.plural`. `selections` has any facet."""
        given = {
            "text": text,
            "selections": _normalised({**(selections or {}), **_by_keyword(values)}),
            "since": since,
            "until": until,
            "sort": sort,
            "unit": unit,
            "match": match,
            "copies": copies,
            "page": page,
            "size": size,
            "facet_size": facet_size,
            "facets": None if facets is None else tuple(dict.fromkeys(facets)),
            "passages": passages,
            "explain": explain,
            "interval": interval,
        }
        for name, value in given.items():
            object.__setattr__(self, name, value)

    def selection(self, facet: FacetName) -> Selection:
        return self.selections.get(facet, NO_SELECTION)

    @property
    def is_narrowed(self) -> bool:
        """Whether a facet or a date narrows the search."""
        return bool(self.since or self.until or self.selections)

    def with_selection(self, facet: FacetName, selection: Selection) -> SearchRequest:
        """The same search with another selection in `facet`, from its first page."""
        return replace(self, page=1, selections={**self.selections, facet: selection})

    def with_value(self, facet: FacetName, value: str) -> SearchRequest:
        others = self.without_value(facet, value).selection(facet)
        return self.with_selection(facet, replace(others, included=(*others.included, value)))

    def excluding_value(self, facet: FacetName, value: str) -> SearchRequest:
        others = self.without_value(facet, value).selection(facet)
        return self.with_selection(facet, replace(others, excluded=(*others.excluded, value)))

    def without_value(self, facet: FacetName, value: str) -> SearchRequest:
        selection = self.selection(facet)
        return self.with_selection(
            facet,
            Selection(
                tuple(v for v in selection.included if v != value),
                tuple(v for v in selection.excluded if v != value),
            ),
        )

    def without_filters(self) -> SearchRequest:
        return SearchRequest(
            text=self.text, sort=self.sort, unit=self.unit, match=self.match, copies=self.copies
        )

    def of_no_page(self) -> SearchRequest:
        """The same search without what only matters for a list of hits."""
        return replace(
            self.without_filters(),
            sort="relevance",
            selections=self.selections,
            since=self.since,
            until=self.until,
            interval=self.interval,
        )

    def to_params(self) -> Params:
        """The URL parameters of this search, defaults left out, in one fixed order."""
        params: Params = [(TEXT, self.text)] if self.text else []
        for facet, selection in self.selections.items():
            params += [(facet, value) for value in selection.included]
            params += [(f"{EXCLUDING}{facet}", value) for value in selection.excluded]
        params += [(SINCE, self.since.isoformat())] if self.since else []
        params += [(UNTIL, self.until.isoformat())] if self.until else []
        params += [(SORT, self.sort)] if self.sort != "relevance" else []
        params += [(UNIT, self.unit)] if self.unit != "article" else []
        params += [(MATCH, self.match)] if self.match != "auto" else []
        params += [(COPIES, self.copies)] if self.copies != "once" else []
        params += [(PAGE, str(self.page))] if self.page != 1 else []
        params += [(SIZE, str(self.size))] if self.size != 10 else []
        params += [(FACET_SIZE, str(self.facet_size))] if self.facet_size != 50 else []
        if self.facets is not None:
            params += [(COUNTED, name) for name in self.facets or (NONE,)]
        params += [(PASSAGES, str(self.passages))] if self.passages != MAX_PASSAGES else []
        params += [(EXPLAIN, "1")] if self.explain else []
        params += [(INTERVAL, self.interval)] if self.interval != "auto" else []
        return params

    @classmethod
    def from_params(
        cls, params: Iterable[tuple[str, str]], facets: FacetTable = DEFAULT_FACETS
    ) -> SearchRequest:
        """Read URL parameters of an archive with these facets; unknown names are ignored, empty values
        too, others composed (NFC). Raises `BadParameter` for a value that cannot be used.
        """
        given = given_in(params)
        since, until = days(given, SINCE), days(given, UNTIL)
        request = cls(
            text=" ".join(given.get(TEXT, [])),
            selections={name: _selection(given, name) for name in facets.names},
            since=since.first if since else None,
            until=until.last if until else None,
            sort=choice(given, SORT, SORTS),
            unit=choice(given, UNIT, UNITS),
            match=choice(given, MATCH, MATCHES),
            copies=choice(given, COPIES, COPIES_SHOWN),
            page=whole_number(given, PAGE, 1, MAX_PAGE),
            size=whole_number(given, SIZE, 10, MAX_SIZE),
            facet_size=whole_number(given, FACET_SIZE, 50, MAX_FACET_SIZE),
            facets=_counted(given, facets.names),
            passages=whole_number(given, PASSAGES, MAX_PASSAGES, MAX_PASSAGES, least=0),
            explain=bool(whole_number(given, EXPLAIN, 0, 1, least=0)),
            interval=choice(given, INTERVAL, INTERVALS),
        )
        if request.since and request.until and request.since > request.until:
            raise BadParameter(SINCE, given[SINCE][0], f"it is later than to={request.until}")
        return request


def _normalised(selections: Mapping[FacetName, Selection]) -> dict[FacetName, Selection]:
    """Selections without empty ones, in the order of names, so that a search has one address."""
    return {name: selections[name] for name in sorted(selections) if selections[name]}


def _by_keyword(values: Mapping[str, str | Sequence[str]]) -> dict[FacetName, Selection]:
    """Selections from keywords such as `regions` and `not_regions`; raises `TypeError` for others."""
    found: dict[FacetName, Selection] = {}
    for keyword, given in values.items():
        name = singular(keyword.removeprefix("not_"))
        if not name:
            raise TypeError(
                f"SearchRequest has no argument {keyword!r}, nor a facet of that plural"
            )
        distinct = (given,) if isinstance(given, str) else tuple(dict.fromkeys(given))
        chosen = "excluded" if keyword.startswith("not_") else "included"
        found[name] = replace(found.get(name, NO_SELECTION), **{chosen: distinct})
    return found


def _selection(given: Given, facet: FacetName) -> Selection:
    return Selection(
        distinct(given, facet, MAX_VALUES), distinct(given, f"{EXCLUDING}{facet}", MAX_VALUES)
    )


def _counted(given: Given, facets: tuple[FacetName, ...]) -> tuple[FacetName, ...] | None:
    """The facets to count: those that are named, or none; None for all."""
    named = given.get(COUNTED)
    if not named:
        return None
    for name in named:
        if name not in (*facets, NONE):
            raise BadParameter(COUNTED, name, f"use {', '.join(facets)} or {NONE}")
    return tuple(name for name in named if name != NONE)
