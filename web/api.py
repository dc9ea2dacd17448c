"""For browsers: completions of a query, and how to add the search."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, current_app, render_template, request

from search.errors import BadParameter
from search.model.facets import FacetTable
from search.model.request import TEXT, SearchRequest
from search.model.results import Completion
from search.query.habits import QUOTES
from web.language import gettext as _
from web.links import Links
from web.site import config, links, site, title
from web.views.date_fields import read_search
from web.wording import counted, listed

blueprint = Blueprint("api", __name__)

MOST_TYPED = 1_000
"""Characters; what is longer was not typed, and needs no completion."""


@blueprint.get("/suggest")
def suggest() -> Response:
    """Completions of ?q= in the format of OpenSearch suggestions: query, texts, descriptions, URLs.

    A title links to its article, anything else to the search for it. Filters among the parameters, which
    are those of a search, hold for what is offered and are in its address.
    """
    text = request.args.get(TEXT, "").lstrip()
    narrowed = _narrowed()
    is_usable = text and len(text) <= MOST_TYPED
    found = site().engine.suggest(text, narrowed=narrowed) if is_usable else ()
    addresses = links()
    body = [
        text,
        [each.text for each in found],
        [_description(each, addresses.facets) for each in found],
        [_address(each, narrowed, addresses) for each in found],
    ]
    response = current_app.make_response(current_app.json.dumps(body))
    response.mimetype = "application/x-suggestions+json"
    return response


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser adds the site to its search engines."""
    body = render_template("opensearch.xml", title=title())
    return Response(body, mimetype="application/opensearchdescription+xml")


def _narrowed() -> SearchRequest:
    """The filters and the order of the search that is being typed; none if one is no use. Offers count
    articles, so they search for articles."""
    given = [each for each in request.args.items(multi=True) if each[0] != TEXT]
    try:
        found, _dates = read_search(given, config().facets)
        return replace(found, page=1, unit="article")
    except BadParameter:
        return SearchRequest()


def _description(completion: Completion, facets: FacetTable) -> str:
    """What an offer is, and how many articles it finds: "Theme, 12 articles with “river”"."""
    is_value = completion.kind in facets
    label = facets[completion.kind].label if is_value else ""
    label = _("Article") if completion.kind == "title" else label
    count = counted(completion.count, "article") if completion.count else ""
    described = listed((label, count))
    if is_value and completion.query:
        return _(
            "%(labels)s with “%(typed)s”", labels=described, typed=QUOTES.sub("", completion.query)
        )
    return described


def _address(completion: Completion, narrowed: SearchRequest, addresses: Links) -> str:
    if completion.id:
        return addresses.article(completion.id)
    search = replace(narrowed, text=completion.query)
    if completion.kind in addresses.facets:
        search = search.with_value(completion.kind, completion.text)
    return addresses.search(search)
