"""Searches over time: a page, and the counts for programs."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from search.model.trends import Trends, TrendsRequest
from search.result_formats import trends as formats
from web.deadlines import deadline
from web.site import config, links, site
from web.trends import facets_to_cross, trends
from web.validators import not_modified, with_validators
from web.views.trends import trends_page

blueprint = Blueprint("over_time", __name__)


@blueprint.get("/trends")
def page() -> Response:
    """Up to four searches over time, and the first by two facets."""
    found = _found(_asked())
    crossed = facets_to_cross(found.request, config().facets)
    shown = trends_page(found, crossed, links())
    response = make_response(render_template("trends.html", page=shown))
    response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


@blueprint.get("/trends.csv")
def table() -> Response:
    """A row for each period of each search."""
    return _answer(_as_csv)


@blueprint.get("/trends.json")
def data() -> Response:
    """The same counts, and those by two facets."""
    return _answer(lambda found: jsonify(formats.as_json(found, links().root)))


def _as_csv(found: Trends) -> Response:
    response = Response("".join(formats.as_csv(found)), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=trends.csv"
    return response


def _answer(rendered: Callable[[Trends], Response]) -> Response:
    """An answer for programs; 304 if the client has it already."""
    asked, status = _asked(), site().engine.status()
    if unchanged := not_modified(status):
        return unchanged
    found = _found(asked)
    response = rendered(found)
    response.headers["X-Robots-Tag"] = "noindex"
    return with_validators(response, status) if found.is_whole else response


def _asked() -> TrendsRequest:
    return TrendsRequest.from_params(request.args.items(multi=True), config().facets)


def _found(asked: TrendsRequest) -> Trends:
    found = trends(site().engine, asked, config().facets, deadline())
    for each in found.series:
        site().metrics.searched(each)
    return found
