"""What a reader sees when something fails: a sentence and links that lead on; the log has the details."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from search.errors import (
    BadParameter,
    IndexDamaged,
    IndexMissing,
    IndexUnreachable,
    NoSuchPage,
    SearchTooLong,
)
from search.model.request import TEXT, SearchRequest
from search.text import analyzer
from web.exports import TooManyExports
from web.language import N_, ngettext
from web.language import gettext as _
from web.request_ids import request_id
from web.site import ensure_config, ensure_config_without_engine, links, site, use_default_config
from web.slow_searches import TooManySlow
from web.views.bad_values import in_words
from web.views.hits import Link
from web.views.unready import unready
from web.wording import number

RETRY_AFTER = 5

_WORDS = 12


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What error.html shows: `text` fills the search box, `ways` are links that lead on;
    whoever reports the fault gives `request_id`, which is in the log, too; a script asks again while the
    page `waits` for a reindex."""

    status: int
    heading: str
    message: str
    text: str = ""
    ways: tuple[Link, ...] = ()
    request_id: str = ""
    waits: bool = False


class PageBeyond(NoSuchPage):
    """A page after the last one of `request`."""

    def __init__(self, request: SearchRequest, pages: int) -> None:
        super().__init__(request.page, pages)
        self.request = request


def register(app: Flask) -> None:
    """Answer every error of `app` with a page, or with JSON at addresses for programs."""
    app.register_error_handler(BadParameter, _bad_parameter)
    app.register_error_handler(PageBeyond, _page_beyond)
    app.register_error_handler(IndexMissing, _missing)
    app.register_error_handler(IndexDamaged, _damaged)
    app.register_error_handler(IndexUnreachable, _unreachable)
    app.register_error_handler(SearchTooLong, _too_long)
    app.register_error_handler(TooManySlow, _too_many_slow)
    app.register_error_handler(TooManyExports, _too_many_exports)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _bad_parameter(error: BadParameter) -> Response:
    ensure_config()
    rest = [(name, value) for name, value in _params() if name != error.name]
    ways = (Link(_("The same search without it"), _searched(rest)),) if rest else ()
    page = ErrorPage(400, _("This search cannot be read"), in_words(error), _typed(), ways)
    return _answer(page, {"parameter": error.name, "message": str(error)})


def _page_beyond(error: PageBeyond) -> Response:
    last = max(error.pages, 1)
    label = _("Page %(num)s, the last one", num=number(last)) if last > 1 else _("The first page")
    ways = (Link(label, links().page(error.request, last)),)
    page = ErrorPage(404, _("There is no such page"), _pages(error.pages), error.request.text, ways)
    return _answer(page, {"parameter": "page", "message": str(error)})


def _missing(error: IndexMissing) -> Response:
    current_app.logger.warning("%s", error)
    return _unready(error)


def _damaged(error: IndexDamaged) -> Response:
    current_app.logger.error("%s", error)
    return _unready(error)


def _unready(error: IndexMissing | IndexDamaged) -> Response:
    """No refresh: it would go on for ever where nobody is indexing, and takes readers by surprise."""
    ensure_config_without_engine()
    preparation = site().preparation()
    said = unready(preparation, error)
    ways = (Link(_("Look again"), request.script_root + request.full_path.rstrip("?")),)
    waits = preparation.reindexing is not None
    page = ErrorPage(503, said.heading, said.message, _typed(), ways, waits=waits)
    return _answer(page, {"message": said.message})


def _unreachable(error: IndexUnreachable) -> Response:
    ensure_config_without_engine()
    current_app.logger.error("%s", error)
    message = _("The archive cannot be reached at the moment. Please try again in a minute.")
    page = ErrorPage(503, _("The archive does not answer"), message, _typed())
    return _answer(page, {"message": message})


def _too_long(_error: SearchTooLong) -> Response:
    ensure_config_without_engine()
    message = _(
        "The search took too long for all of its results to be listed: narrow it by a date or a facet,"
        " or use fewer or longer words."
    )
    page = ErrorPage(503, _("This search takes too long"), message, _typed())
    return _answer(page, {"message": message})


def _too_many_slow(error: TooManySlow) -> Response:
    ensure_config_without_engine()
    message = _(
        "This search needs much time, and others that do are being answered. Please try again in a few"
        " seconds, or with fewer or longer words."
    )
    page = ErrorPage(503, _("Too many slow searches at once"), message, _typed())
    return _answer(page, {"message": message})


def _too_many_exports(error: TooManyExports) -> Response:
    message = _(
        "Others are downloading at the moment. Please try again in a few minutes, or ask for fewer hits:"
        " limit=500."
    )
    page = ErrorPage(503, _("Too many downloads at once"), message, _typed())
    return _answer(page, {"message": message})


def _http_error(error: HTTPException) -> Response | HTTPException:
    """Errors of HTTP; redirects, which are exceptions too, pass."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status < HTTPStatus.BAD_REQUEST:
        return error
    found = _SENTENCES.get(status)
    heading, message = map(_, found) if found else (_("This did not work"), str(error.description))
    answer = _answer(ErrorPage(status, heading, message, _guess(status)), {"message": message})
    if isinstance(error, MethodNotAllowed):
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return answer


def _unexpected(error: Exception) -> Response:
    use_default_config()
    id = request_id()
    said = "%s %s failed (request %s)"
    current_app.logger.error(said, request.method, request.path, id, exc_info=error)
    heading, message = map(_, _SENTENCES[500])
    page = ErrorPage(500, heading, message, _typed(), request_id=id)
    return _answer(page, {"message": message, "request_id": id})


_SENTENCES = {
    400: (
        N_("This request cannot be read"),
        N_("The address holds something that no page understands."),
    ),
    404: (
        N_("There is no such page"),
        N_(
            "The address may be mistyped, or the article has left the archive. A search may find it."
        ),
    ),
    405: (
        N_("This page can only be read"),
        N_("Nothing can be sent to this address; open it instead."),
    ),
    500: (
        N_("Something went wrong here"),
        N_("The fault is ours and has been noted. Trying again, or another search, may work."),
    ),
}


def _pages(count: int) -> str:
    """How many pages a search has, for those who ask for one after the last."""
    if not count:
        return _("Nothing was found.")
    return ngettext(
        "This search has %(num)s page.", "This search has %(num)s pages.", count, num=number(count)
    )


def _answer(page: ErrorPage, as_json: dict[str, Any]) -> Response:
    ensure_config()
    path = request.path
    wants_json = path.startswith("/search.") or path.endswith(".json") or path == "/suggest"
    body = jsonify({"error": as_json}) if wants_json else render_template("error.html", page=page)
    response: Response = current_app.make_response((body, page.status))
    if page.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _params() -> list[tuple[str, str]]:
    return list(request.args.items(multi=True))


def _searched(params: list[tuple[str, str]]) -> str:
    try:
        return links().search(SearchRequest.from_params(params, links().facets))
    except BadParameter:
        return links().search(SearchRequest())


def _typed() -> str:
    return request.args.get(TEXT, "")


def _guess(status: int) -> str:
    """What the reader may want to search for: the query or, for a missing page, the words of its path."""
    if status != HTTPStatus.NOT_FOUND:
        return _typed()
    path = re.sub(r"\.\w{1,5}$", "", request.path.removeprefix("/articles/"))
    words = [word for word in analyzer.words(path.replace("_", " ")) if not word.isdigit()]
    return _typed() or " ".join(words[:_WORDS])
