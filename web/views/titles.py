"""What a page of results is called: the words, and the filters that are in force."""

from __future__ import annotations

from search.model.request import SearchRequest, Sort
from search.model.results import Results
from web.wording import counted, date_range, joined, number

_NAMED = 3
"""Values that are named; a search may have a hundred."""
_LONGEST = 80

_ORDER: dict[Sort, str] = {
    "relevance": "best match first",
    "newest": "newest first",
    "oldest": "oldest first",
}


def heading(request: SearchRequest) -> str:
    """ "“river” in Railways and Asia, 2019, without Bo Li"; "All articles" without words and filters."""
    asked = _asked(request)
    narrowed = list(filter(None, (date_range(request), _left_out(request))))
    if not asked:
        asked = f"{request.unit.capitalize()}s" if narrowed else f"All {request.unit}s"
    return ", ".join((asked, *narrowed))


def title(request: SearchRequest, results: Results) -> str:
    """The heading and how many hits it has: "Matt Vespa: 312 articles, page 2 of 32"."""
    return ", ".join(filter(None, (_shortened(request, results), page_of(request, results))))


def description(request: SearchRequest, results: Results) -> str:
    """What lists of pages and messengers show below the title."""
    order = _ORDER[request.sort if request.text or request.sort != "relevance" else "newest"]
    name = heading(request)
    found = counted(results.total, request.unit)
    return ", ".join(filter(None, (f"{name}: {found}", page_of(request, results), order)))


def page_of(request: SearchRequest, results: Results) -> str:
    """ "page 2 of 32"; "" on the first."""
    if request.page == 1:
        return ""
    return f"page {number(request.page)} of {number(results.pages)}"


def _shortened(request: SearchRequest, results: Results) -> str:
    name, count = heading(request), counted(results.total, request.unit)
    if name == f"All {request.unit}s":
        return name
    short = f"{name[:_LONGEST].rsplit(' ', 1)[0]} …" if len(name) > _LONGEST else name
    return f"{short}: {count}"


def _asked(request: SearchRequest) -> str:
    """The words, and the values of which hits have some."""
    text = request.text if '"' in request.text else f"“{request.text}”"
    values = _named([value for each in request.selections.values() for value in each.included])
    if not request.text:
        return values
    return f"{text} in {values}" if values else text


def _left_out(request: SearchRequest) -> str:
    values = [value for each in request.selections.values() for value in each.excluded]
    return f"without {_named(values)}" if values else ""


def _named(values: list[str]) -> str:
    more = len(values) - _NAMED
    return joined([*values[:_NAMED], *([f"{more} more"] if more > 0 else [])])
