"""For browsers: completions of a query, and the description of the search."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request

from search.model.facets import FacetTable
from search.model.request import MAX_TEXT, TEXT, SearchRequest
from search.model.results import Completion
from web.links import Links
from web.site import links, site, title
from web.wording import counted

blueprint = Blueprint("api", __name__)


@blueprint.get("/suggest")
def suggest() -> Response:
    """Completions of ?q= in the format of OpenSearch suggestions: query, texts, descriptions, URLs.

    A word links to the search for it, a facet value to its articles, a title to its article.
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
