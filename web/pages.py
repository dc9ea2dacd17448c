"""The pages for people: front page, search, article, and the values of each facet."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request
from werkzeug.routing import BaseConverter

from search.errors import IndexUnreachable
from search.model.facets import FacetField
from search.model.related import RelatedArticles
from search.model.request import TEXT, SearchRequest
from search.model.results import Results
from search.result_formats.citations.citation import citation_of
from web.article_formats import article_in_format
from web.deadlines import deadline
from web.errors import PageBeyond
from web.links import LETTER
from web.site import absolute, base_address, config, links, site, title
from web.views import home
from web.views.article import article_page
from web.views.article_metadata import article_metadata
from web.views.browse import browse_page
from web.views.exports import exports_view
from web.views.facets import listing
from web.views.help import help_page
from web.views.related import related_view
from web.views.search import search_page

blueprint = Blueprint("pages", __name__)


class ArticleId(BaseConverter):
    """Any text at all, slashes included; composed (NFC), as ids are: some systems write é as e and ´."""

    regex = ".+"
    part_isolating = False

    def to_python(self, value: str) -> str:
        return normalize("NFC", value)


@blueprint.get("/")
def front() -> str:
    results = site().engine.search(home.REQUEST, deadline())
    return render_template("home.html", page=home.home_page(results, links()))


@blueprint.get("/search")
def search() -> Response:
    """The search that the parameters describe; every search has exactly one address."""
    search_request = SearchRequest.from_params(request.args.items(multi=True), config().facets)
    results = site().engine.search(replace(listing(search_request), explain=True), deadline())
    if search_request.page > max(results.pages, 1):
        raise PageBeyond(search_request, results.pages)
    site().metrics.searched(results)
    wider = _found_without_filters(search_request, results)
    page = search_page(search_request, results, links(), wider)
    taken = exports_view(results, links(), base_address())
    response = make_response(render_template("search.html", page=page, exports=taken))
    response.headers["X-Robots-Tag"] = "noindex, follow"
    response.headers["Server-Timing"] = f"search;dur={results.took_ms}"
    return response


@blueprint.get("/help")
def how_to_search() -> str:
    """The query language by examples."""
    return render_template("help.html", page=help_page(config(), links()))


@blueprint.get("/articles/<article_id:id>")
def article(id: str) -> str | Response:
    """An article; the matches of ?q= are marked. The address with a suffix is the article in another
    format, unless an article has the whole as its id."""
    query = SearchRequest.from_params((TEXT, each) for each in request.args.getlist(TEXT))
    found = site().engine.article(id, query.text, deadline())
    if found is None:
        return article_in_format(id) or abort(404)
    page = article_page(found, query, links())
    citation = citation_of(found.article, absolute(page.canonical), config().facets, title())
    return render_template(
        "article.html",
        page=page,
        near=related_view(_related(id), links(), id),
        machines=article_metadata(
            found.article, citation, page.description, title(), page.canonical
        ),
    )


@blueprint.get("/<plural>")
def browse(plural: str) -> str:
    """All values of a facet; ?letter= and ?q= narrow the list."""
    facet = _facet_of(plural)
    typed = SearchRequest.from_params((TEXT, each) for each in request.args.getlist(TEXT)).text
    letter = normalize("NFC", request.args.get(LETTER, "").strip())
    page = browse_page(facet.name, site().engine.values(facet.name), letter, typed, links())
    return render_template("browse.html", page=page)


def _facet_of(plural: str) -> FacetField:
    """The facet whose values a page lists; 404 if the archive offers no such facet."""
    for facet in config().facets:
        if facet.plural == plural:
            return facet
    abort(404)


def _related(id: str) -> RelatedArticles:
    """The related articles; none if only they cannot be found: the article can still be read."""
    try:
        return site().engine.related(id, deadline()) or RelatedArticles()
    except IndexUnreachable as error:
        current_app.logger.warning("%s", error)
        return RelatedArticles()


def _found_without_filters(search_request: SearchRequest, results: Results) -> int:
    """How many hits there are without filters, counted only if the filters leave none."""
    if results.total or not search_request.is_narrowed:
        return 0
    wider = replace(search_request.without_filters(), size=1, facet_size=1)
    return site().engine.search(wider, deadline()).total
