"""Searches over time: a page, and the counts for programs."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from search.model.trends import Trends, TrendsRequest
from search.result_formats import trends as formats
from web.deadlines import deadline
from web.kept_answers import incomplete
from web.site import config, links, site
from web.trends import trends
from web.views.trends import trends_page

blueprint = Blueprint("over_time", __name__)


@blueprint.get("/trends")
def page() -> Response:
    """Up to four searches over time, and the first by two facets."""
    found = _found(_asked())
    shown = trends_page(found, links())
    response = make_response(render_template("trends.html", page=shown))
    response.headers["X-Robots-Tag"] = "noindex, follow"
    return response


@blueprint.get("/trends.csv")
def table() -> Response:
    """A row for each period of each search."""
    response = Response("".join(formats.as_csv(_found(_asked()))), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=trends.csv"
    return _for_programs(response)


@blueprint.get("/trends.json")
def data() -> Response:
    """The same counts, and those by two facets."""
    return _for_programs(jsonify(formats.as_json(_found(_asked()), links().root)))


def _for_programs(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _asked() -> TrendsRequest:
    return TrendsRequest.from_params(request.args.items(multi=True), config().facets)


def _found(asked: TrendsRequest) -> Trends:
    found = trends(site().engine, asked, config().facets, deadline())
    for each in found.series:
        site().metrics.searched(each)
    if not found.is_whole:
        incomplete()
    return found
