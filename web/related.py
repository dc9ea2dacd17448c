"""Related articles for programs, and the search for articles like an article or a passage."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from search.model.request import ARTICLE, PASSAGE, SearchRequest
from search.result_formats.related import related_as_json
from web import pages
from web.deadlines import deadline
from web.site import config, links, site

blueprint = Blueprint("related", __name__)


@blueprint.get("/articles/<article_id:id>/related.json")
def related(id: str) -> Response:
    """The articles nearest to an article; or the article of which this is the whole id."""
    found = site().engine.related(id, deadline())
    if found is None:
        return current_app.make_response(pages.article(f"{id}/related.json"))
    return jsonify(related_as_json(id, found, config().facets, request.script_root))


@blueprint.get("/search/similar")
def similar() -> AnyResponse:
    """Leads to the search with the distinctive words of an article, or of one of its passages: a search
    as any other, so that its words can be changed, its results narrowed and exported."""
    id, anchor = request.args.get(ARTICLE, ""), request.args.get(PASSAGE, "")
    words = site().engine.distinctive_words(id, anchor)
    if not words:  # no such passage, or it says nothing
        abort(404)
    response = redirect(links().search(SearchRequest(text=" OR ".join(words))))
    response.headers["X-Robots-Tag"] = "noindex"
    return response
