"""What a reader sees when something fails: a sentence and links that lead on; the log has the details.
Programs get the same as problem details."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from search.errors import (
    BadParameter,
    IndexDamaged,
    IndexMissing,
    IndexUnreachable,
    NoSuchPage,
    SearchTooLong,
)
from search.model.request import PAGE, TEXT, SearchRequest
from search.text import analyzer
from web import problems
from web.addresses import is_for_programs
from web.exports import TooManyExports
from web.language import N_, speak_to_programs
from web.language import gettext as _
from web.problem_details import OTHER, details
from web.problems import Problem
from web.request_ids import request_id
from web.site import (
    absolute,
    ensure_config,
    ensure_config_without_engine,
    links,
    site,
    use_default_config,
)
from web.slow_searches import TooManySlow
from web.views.bad_values import in_words
from web.views.error import ErrorPage, nothing_to_read, of_status, pages_counted
from web.views.hits import Link
from web.views.unready import unready
from web.wording import number

RETRY_AFTER = 5

_WORDS = 12


class PageBeyond(NoSuchPage):
    """A page after the last one of `request`."""

    def __init__(self, request: SearchRequest, pages: int) -> None:
        super().__init__(request.page, pages)
        self.request = request


def register(app: Flask) -> None:
    """Answer every error of `app` with a page, or with problem details at addresses for programs."""

    def on(kind: type[Exception], answer: Callable[[Any], Response | HTTPException]) -> None:
        def handle(error: Exception) -> Response | HTTPException:
            speak_to_programs()
            return answer(error)

        app.register_error_handler(kind, handle)

    on(BadParameter, _bad_parameter)
    on(PageBeyond, _page_beyond)
    on(NoSuchPage, _no_such_page)
    on(IndexMissing, _missing)
    on(IndexDamaged, _damaged)
    on(IndexUnreachable, _unreachable)
    on(SearchTooLong, _too_long)
    on(TooManySlow, _too_many_slow)
    on(TooManyExports, _too_many_exports)
    on(HTTPException, _http_error)
    on(Exception, _unexpected)


def _bad_parameter(error: BadParameter) -> Response:
    ensure_config()
    rest = [(name, value) for name, value in _params() if name != error.name]
    ways = (Link(_("The same search without it"), _searched(rest)),) if rest else ()
    return _problem(problems.BAD_PARAMETER, in_words(error), str(error), _typed(), ways, error.name)


def _page_beyond(error: PageBeyond) -> Response:
    last = max(error.pages, 1)
    label = _("Page %(num)s, the last one", num=number(last)) if last > 1 else _("The first page")
    ways = (Link(label, links().page(error.request, last)),)
    return _problem(
        problems.PAGE_BEYOND, pages_counted(error.pages), str(error), error.request.text, ways, PAGE
    )


def _no_such_page(error: NoSuchPage) -> Response:
    return _problem(
        problems.PAGE_BEYOND, pages_counted(error.pages), str(error), _typed(), parameter=PAGE
    )


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
    return _answer(
        ErrorPage(
            problems.NOT_READY.status,
            said.heading,
            said.message,
            _typed(),
            ways,
            waits=waits,
            problem=problems.NOT_READY,
        )
    )


def _unreachable(error: IndexUnreachable) -> Response:
    ensure_config_without_engine()
    current_app.logger.error("%s", error)
    message = N_("The archive cannot be reached at the moment. Please try again in a minute.")
    return _problem(problems.UNREACHABLE, _(message), message, _typed())


def _too_long(error: SearchTooLong) -> Response:
    ensure_config_without_engine()
    message = _(
        "The search took too long for all of its results to be listed: narrow it by a date or a facet,"
        " or use fewer or longer words."
    )
    return _problem(problems.TOO_LONG, message, str(error), _typed())


def _too_many_slow(error: TooManySlow) -> Response:
    ensure_config_without_engine()
    message = _(
        "This search needs much time, and others that do are being answered. Please try again in a few"
        " seconds, or with fewer or longer words."
    )
    return _problem(problems.BUSY, message, str(error), _typed())


def _too_many_exports(error: TooManyExports) -> Response:
    message = N_(
        "Others are downloading at the moment. Please try again in a few minutes, or ask for fewer hits:"
        " limit=500."
    )
    return _problem(problems.DOWNLOADING, _(message), message, _typed())


def _http_error(error: HTTPException) -> Response | HTTPException:
    """Errors of HTTP; redirects, which are exceptions too, pass."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status < HTTPStatus.BAD_REQUEST:
        return error
    if isinstance(error, MethodNotAllowed):
        return _not_allowed(error.valid_methods or ())
    return _answer(of_status(status, str(error.description), _guess(status)))


def _not_allowed(methods: Iterable[str]) -> Response:
    sent = {*methods} - {"OPTIONS"}
    can_be_read = "GET" in sent
    page = of_status(405, "", _guess(405)) if can_be_read else nothing_to_read(sent)
    answer = _answer(page)
    answer.headers["Allow"] = ", ".join(sorted(methods))
    return answer


def _unexpected(error: Exception) -> Response:
    use_default_config()
    id = request_id()
    said = "%s %s failed (request %s)"
    current_app.logger.error(said, request.method, request.path, id, exc_info=error)
    return _answer(of_status(500, "", _typed(), id))


def _problem(
    problem: Problem,
    message: str,
    detail: str,
    text: str,
    ways: tuple[Link, ...] = (),
    parameter: str = "",
) -> Response:
    """The answer to an error of a known kind; `message` says to people what is wrong this time, `detail`
    to programs."""
    return _answer(
        ErrorPage(
            problem.status,
            _(problem.title),
            message,
            text,
            ways,
            detail=detail,
            problem=problem,
            parameter=parameter,
        )
    )


def _answer(page: ErrorPage) -> Response:
    ensure_config()
    if is_for_programs(request.path):
        response = _for_programs(page)
    else:
        response = current_app.make_response(
            (render_template("error.html", page=page), page.status)
        )
    if page.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _for_programs(page: ErrorPage) -> Response:
    """The title is that of the kind of problem, so that it is the same each time."""
    named = page.problem
    body = details(
        page.status,
        named.title if named else page.heading,
        page.detail or page.message,
        f"{absolute(links().api())}#{named.name}" if named else OTHER,
        parameter=page.parameter,
        request_id=page.request_id,
    )
    return problems.response(body)


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
