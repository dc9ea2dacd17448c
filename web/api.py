"""For programs: the search as JSON, completions of a query, and the description of our search."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, render_template, request

from search.model.facets import FacetTable
from search.model.request import MAX_TEXT, TEXT, SearchRequest
from search.model.results import Completion
from search.result_formats.json import results_as_json
from web.errors import PageBeyond
from web.links import Links
from web.site import config, links, site, title
from web.wording import counted

blueprint = Blueprint("api", __name__)


@blueprint.get("/search.json")
def search_json() -> Response:
    """The search that the parameters describe; 400 for one that cannot be used."""
    asked = SearchRequest.from_params(request.args.items(multi=True), config().facets)
    results = site().engine.search(asked)
    if asked.page > max(results.pages, 1):
        raise PageBeyond(asked, results.pages)
    site().metrics.searched(results)
    return jsonify(results_as_json(results, config().facets))


@blueprint.get("/suggest")
def suggest() -> Response:
    """Completions of ?q= in the format of OpenSearch suggestions: query, texts, descriptions, URLs.

    A word leads to the search for it, a facet value to its articles, a title to its article.
    """
    text = request.args.get(TEXT, "").lstrip()
    found = site().engine.suggest(text) if text and len(text) <= MAX_TEXT else ()
    addresses = links()
    body = [
        text,
        [each.text for each in found],
        [_description(each, addresses.facets) for each in found],
        [_address(each, addresses) for each in found],
    ]
    response = current_app.make_response(current_app.json.dumps(body))
    response.mimetype = "application/x-suggestions+json"
    return response


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser adds the site to its search engines."""
    body = render_template("opensearch.xml", title=title())
    return Response(body, mimetype="application/opensearchdescription+xml")


def _description(completion: Completion, facets: FacetTable) -> str:
    label = facets[completion.kind].label if completion.kind in facets else ""
    count = counted(completion.count, "article") if completion.count else ""
    return ", ".join(filter(None, (label, count)))


def _address(completion: Completion, addresses: Links) -> str:
    if completion.id:
        return addresses.article(completion.id)
    if completion.kind in addresses.facets:
        return addresses.search(SearchRequest().with_value(completion.kind, completion.text))
    return addresses.search(SearchRequest(text=completion.text))
