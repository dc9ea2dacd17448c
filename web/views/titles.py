"""What a page of results is called: the words, and the filters that are in force."""

from __future__ import annotations

from search.model.request import SearchRequest, Sort, Unit
from search.model.results import Results
from web.language import N_
from web.language import gettext as _
from web.wording import (
    UNIT_LABEL,
    counted,
    date_range,
    joined,
    listed,
    number,
    quoted_query,
    value_name,
)

_NAMED = 3
"""Values that are named; a search may have a hundred."""
_LONGEST = 80

_ORDER: dict[Sort, str] = {
    "relevance": N_("best match first"),
    "newest": N_("newest first"),
    "oldest": N_("oldest first"),
}
_ALL: dict[Unit, str] = {"article": N_("All articles"), "paragraph": N_("All paragraphs")}


def heading(request: SearchRequest) -> str:
    """ "“river” in Railways and Asia, 2019, without Bo Li"; "All articles" without words and filters."""
    asked = _asked(request)
    narrowed = list(filter(None, (date_range(request), _left_out(request))))
    if not asked:
        asked = _((UNIT_LABEL if narrowed else _ALL)[request.unit])
    return listed((asked, *narrowed))


def title(request: SearchRequest, results: Results) -> str:
    """The heading and how many hits it has: "Matt Vespa: 312 articles, page 2 of 32"."""
    return listed((_shortened(request, results), page_of(request, results)))


def description(request: SearchRequest, results: Results) -> str:
    """What lists of pages and messengers show below the title."""
    order = _ORDER[request.sort if request.text or request.sort != "relevance" else "newest"]
    found = _counted(heading(request), request, results)
    return listed((found, page_of(request, results), _(order)))


def page_of(request: SearchRequest, results: Results) -> str:
    """ "page 2 of 32"; "" on the first."""
    if request.page == 1:
        return ""
    page, pages = number(request.page), number(results.pages)
    return _("page %(page)s of %(pages)s", page=page, pages=pages)


def _shortened(request: SearchRequest, results: Results) -> str:
    name = heading(request)
    if name == _(_ALL[request.unit]):
        return name
    short = f"{name[:_LONGEST].rsplit(' ', 1)[0]} …" if len(name) > _LONGEST else name
    return _counted(short, request, results)


def _counted(name: str, request: SearchRequest, results: Results) -> str:
    return _("%(name)s: %(count)s", name=name, count=counted(results.total, request.unit))


def _asked(request: SearchRequest) -> str:
    """The words, and the values of which hits have some."""
    text = quoted_query(request.text)
    values = _named(
        [
            value_name(facet, value)
            for facet, each in request.selections.items()
            for value in each.included
        ]
    )
    if not request.text:
        return values
    return _("%(words)s in %(values)s", words=text, values=values) if values else text


def _left_out(request: SearchRequest) -> str:
    values = [
        value_name(facet, value)
        for facet, each in request.selections.items()
        for value in each.excluded
    ]
    return _("without %(values)s", values=_named(values)) if values else ""


def _named(values: list[str]) -> str:
    more = len(values) - _NAMED
    others = [counted(more, "more", "more")] if more > 0 else []
    return joined([*values[:_NAMED], *others])
