"""The pages for people: front page, search, article, and the values of each facet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from unicodedata import normalize
from urllib.parse import parse_qsl

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as AnyResponse

from search.errors import BadParameter, IndexUnreachable, SearchTooLong
from search.model.facets import FacetField, FacetName
from search.model.related import RelatedArticles
from search.model.request import FACET_SIZE, TEXT, WITHIN, SearchRequest
from search.model.results import Results
from search.result_formats.citations.citation import citation_of
from search.result_formats.citations.references import references
from web import markdown, search_log
from web.article_formats import article_in_format
from web.deadlines import deadline
from web.errors import PageBeyond
from web.kept_answers import incomplete
from web.links import LETTER
from web.neighbours import Neighbours, neighbours
from web.preferences import COOKIE, HITS, LASTS, SHAPE, View
from web.site import absolute, base_address, config, links, site, title
from web.slow_searches import TooManySlow
from web.views import home
from web.views.article import article_page
from web.views.article_metadata import article_metadata
from web.views.browse import browse_page
from web.views.date_fields import read_search
from web.views.exports import exports_view
from web.views.facets import listing
from web.views.help import help_page
from web.views.narrow import counting, narrow_page
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
    if results.partial:
        incomplete()
    return render_template("home.html", page=home.home_page(results, links()))


@blueprint.get("/search")
def search() -> Response:
    """The search that the parameters describe; every search has exactly one address."""
    view = View.of_cookie(request.cookies.get(COOKIE, ""))
    params = list(request.args.items(multi=True))
    given = frozenset(name for name, _ in params)
    asked, dates = read_search(params, config().facets)
    search_request = view.applied(asked, given)
    results = site().engine.search(listing(search_request, view), deadline())
    if search_request.page > max(results.pages, 1):
        raise PageBeyond(search_request, results.pages)
    site().metrics.searched(results)
    search_log.note(results)
    if results.partial:
        incomplete()
    wider = _found_without_filters(search_request, results)
    page = search_page(search_request, results, links(), wider, view, dates)
    taken = exports_view(results, links(), base_address())
    response = make_response(render_template("search.html", page=page, exports=taken))
    response.headers["X-Robots-Tag"] = "noindex, follow"
    response.headers["Server-Timing"] = f"search;dur={results.took_ms}"
    response.vary.add("Cookie")
    return response


@blueprint.post("/view")
def view() -> AnyResponse:
    """Remembers how results are to be listed, and shows the search again from its first page."""
    sent = request.form.get
    before = View.of_cookie(request.cookies.get(COOKIE, ""))
    chosen = before.with_choice(sent(SHAPE, ""), sent(HITS, ""))
    shown = _search_of(sent(WITHIN, ""))
    response = redirect(
        links().search(replace(shown, page=1, size=chosen.size)), HTTPStatus.SEE_OTHER
    )
    path = f"{request.script_root}/"
    response.set_cookie(COOKIE, chosen.cookie, LASTS, path=path, httponly=True, samesite="Lax")
    return response


@blueprint.get("/help")
def how_to_search() -> str:
    """The query language by examples."""
    return render_template("help.html", page=help_page(config(), links()))


@blueprint.get("/about")
def about() -> str:
    """What the archive says of itself, if it does."""
    if not config().about:
        abort(404)
    return render_template("about.html", text=markdown.page(config().about))


@blueprint.get("/articles/<article_id:id>")
def article(id: str) -> str | Response:
    """An article. The parameters are those of the search that led to it: its matches are marked, its
    results are the way back, and those beside the article are the way on. The address with a suffix is
    the article in another format, unless an article has the whole as its id."""
    asked = _asked()
    found = site().engine.article(id, asked.text, deadline())
    if found is None:
        return article_in_format(id) or abort(404)
    if not found.is_whole:
        incomplete()
    page = article_page(found, asked, links(), _neighbours(asked, id))
    citation = citation_of(found.article, absolute(page.canonical), config().facets, title())
    return render_template(
        "article.html",
        page=page,
        references=references(citation, datetime.now(UTC).date()),
        near=related_view(_related(id), links(), id),
        machines=article_metadata(
            found.article, citation, page.description, title(), page.canonical
        ),
    )


@blueprint.get("/<plural>")
def browse(plural: str) -> str:
    """All values of a facet, or those in the hits of the search ?within=; ?letter= and ?q= narrow the
    list."""
    facet = facet_of(plural)
    asked = SearchRequest.from_params(
        (name, each) for name in (TEXT, FACET_SIZE) for each in request.args.getlist(name)
    )
    letter = normalize("NFC", request.args.get(LETTER, "").strip())
    if WITHIN in request.args:
        return _narrow(facet.name, letter, asked)
    page = browse_page(facet.name, site().engine.values(facet.name), letter, asked.text, links())
    return render_template("browse.html", page=page)


def _narrow(facet: FacetName, letter: str, asked: SearchRequest) -> str:
    """The values of a facet in the hits of a search, to tick; as many as are asked for, else all."""
    within = _search_of(request.args[WITHIN])
    results = site().engine.search(counting(within, facet), deadline())
    if results.partial:
        incomplete()
    most = 0 if asked.facet_size == SearchRequest().facet_size else asked.facet_size
    page = narrow_page(results, within, letter, asked.text, most, links())
    return render_template("narrow.html", page=page)


def _search_of(text: str) -> SearchRequest:
    """The search that a parameter WITHIN holds."""
    return SearchRequest.from_params(parse_qsl(text), config().facets)


def facet_of(plural: str) -> FacetField:
    """The facet whose values a page lists; 404 if the archive offers no such facet."""
    for facet in config().facets:
        if facet.plural == plural:
            return facet
    abort(404)


def _asked() -> SearchRequest:
    """The search among the parameters; its words alone if the rest of it cannot be used."""
    params = list(request.args.items(multi=True))
    try:
        return SearchRequest.from_params(params, config().facets)
    except BadParameter:
        return SearchRequest.from_params(each for each in params if each[0] == TEXT)


def _neighbours(asked: SearchRequest, id: str) -> Neighbours | None:
    """The results beside an article; none if only they cannot be found: the article can still be read."""
    if asked == SearchRequest():
        return None
    try:
        return neighbours(site().engine, asked, id, deadline())
    except (BadParameter, IndexUnreachable, SearchTooLong, TooManySlow):
        incomplete()
        return None


def _related(id: str) -> RelatedArticles:
    """The related articles; none if only they cannot be found: the article can still be read."""
    try:
        found = site().engine.related(id, deadline()) or RelatedArticles()
    except IndexUnreachable as error:
        current_app.logger.warning("%s", error)
        found = RelatedArticles(partial=True)
    if found.partial:
        incomplete()
    return found


def _found_without_filters(search_request: SearchRequest, results: Results) -> int:
    """How many hits there are without filters, counted only if the filters leave none."""
    if results.total or not search_request.is_narrowed:
        return 0
    wider = replace(search_request.without_filters(), size=1, facet_size=1)
    return site().engine.search(wider, deadline()).total
