"""For programs: the values of a facet, in the whole archive or in the hits of a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, abort, jsonify, request

from search.errors import NoSuchPage
from search.model.facets import FacetField
from search.model.params import Given, Params, choice, given_in, whole_number
from search.model.request import (
    COUNTED,
    EXPLAIN,
    FACET_SIZE,
    MAX_PAGE,
    PAGE,
    PASSAGES,
    SIZE,
    SORT,
    TEXT,
    SearchRequest,
)
from search.model.results import FacetValue
from search.result_formats.facet_values import (
    FIND,
    MOST,
    ORDERS,
    USUAL,
    ValuesPage,
    values_as_json,
)
from search.text.value_names import holds
from web.deadlines import deadline
from web.pages import facet_of
from web.site import absolute, config, links, site
from web.url_templates import query
from web.views.alphabet import alphabetical
from web.views.narrow import counting

_OF_HITS = frozenset({PAGE, SIZE, FACET_SIZE, COUNTED, PASSAGES, EXPLAIN})

blueprint = Blueprint("facet_lists", __name__)


@blueprint.get("/<plural>.json")
def in_archive(plural: str) -> Response:
    """All values, or those with words that begin as those of ?q=, by name or by count."""
    facet, given = facet_of(plural), given_in(_params())
    order = choice(given, SORT, ORDERS)
    everything = site().engine.values(facet.name)
    found = [each for each in everything if holds(each.value, " ".join(given.get(TEXT, [])))]
    found.sort(
        key=lambda each: (-each.count if order == "count" else 0, *alphabetical(each.value, facet))
    )
    page = _page(facet, found, len(everything), given)
    return _answer(page, SearchRequest(), {})


@blueprint.get("/facets/<name>.json")
def in_search(name: str) -> Response:
    """The values in the hits of the search that the parameters describe, those that are chosen first,
    then by count; ?find= looks for some among them."""
    if name not in config().facets:
        abort(404)
    facet, given = config().facets[name], given_in(_params())
    of_search = [each for each in _params() if each[0] not in _OF_HITS]
    within = SearchRequest.from_params(of_search, config().facets)
    results = site().engine.search(counting(within, name), deadline())
    (counted,) = results.facets
    typed = " ".join(given.get(FIND, []))
    found = [each for each in counted.values if holds(each.value, typed)]
    known = {"query": within.text, "hits": results.total, "partial": results.partial}
    return _answer(_page(facet, found, counted.distinct, given), within, known)


def _page(facet: FacetField, found: Sequence[FacetValue], total: int, given: Given) -> ValuesPage:
    """The page that is asked for; raises `NoSuchPage` if it comes after the last."""
    number = whole_number(given, PAGE, 1, MAX_PAGE)
    page = ValuesPage(facet, found, total, number, whole_number(given, SIZE, USUAL, MOST))
    if number > max(page.pages, 1):
        raise NoSuchPage(number, page.pages)
    return page


def _answer(page: ValuesPage, within: SearchRequest, known: Mapping[str, object]) -> Response:
    """The page, with the address of the next one if there is one."""

    def url(value: str) -> str:
        return links().search(within.with_value(page.facet.name, value))

    response = jsonify({**known, **values_as_json(page, url)})
    if page.number < page.pages:
        others = [each for each in _params() if each[0] != PAGE]
        path = (
            f"{request.script_root}{request.path}?{query([*others, (PAGE, str(page.number + 1))])}"
        )
        response.headers["Link"] = f'<{absolute(path)}>; rel="next"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _params() -> Params:
    return list(request.args.items(multi=True))
