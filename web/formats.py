"""For programs: the search in every result format, at /search.NAME."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice

from flask import Flask, Response, request

from search import result_formats
from search.model.part import Part, wants_mark
from search.model.request import SORT, SearchRequest
from search.model.results import FoundArticle, Hit, Item, Results, Scan, Status
from search.result_formats import ResultFormat
from search.result_formats.answer import Answer
from search.result_formats.paths import search_path
from search.text import analyzer
from web.deadlines import deadline
from web.errors import PageBeyond
from web.exports import Exports, nothing
from web.kept_answers import incomplete
from web.site import base_address, config, site, title
from web.validators import not_modified, with_validators

NAMED = 5
"""Words of a search in the name of its file."""


@dataclass(slots=True)
class _Outcome:
    """What is known of an answer once it was begun."""

    total: int = 0
    is_partial: bool = False
    end: Callable[[], None] = nothing


def register(app: Flask) -> None:
    """A route for each format of the registry."""
    exports = Exports()
    for each in result_formats.RESULT_FORMATS:
        endpoint, view = f"formats.{each.name}", partial(_search, each, exports)
        app.add_url_rule(f"/search.{each.name}", endpoint, view, methods=["GET"])


def _search(format: ResultFormat, exports: Exports) -> Response:
    """The search that the parameters describe; 400 for one that cannot be used, 404 for a page after
    the last one, 304 for one that the client has already."""
    given = [*request.args.items(multi=True)]
    search_request = SearchRequest.from_params(given, config().facets)
    if format.is_feed and not request.args.get(SORT):
        search_request = replace(search_request, sort="newest")
    part = Part.from_params(given, format.usual, format.most)
    status = site().engine.status()
    if unchanged := not_modified(status):
        return unchanged
    outcome = _Outcome()
    answer = _answer(search_request, part, status, exports, outcome)
    try:
        response = _response(format.render(answer), format.media_type)
    except BaseException:
        outcome.end()
        raise
    response.call_on_close(outcome.end)
    response.headers["X-Robots-Tag"] = "noindex"
    if following := part.after(outcome.total):
        address = answer.address(search_path(search_request, format.name, following))
        response.headers["Link"] = f'<{address}>; rel="next"'
    if format.is_file:
        name = _file_name(search_request.text, format.name)
        response.headers["Content-Disposition"] = f"attachment; filename={name}"
    if outcome.is_partial:
        incomplete()
        return response
    return with_validators(response, status)


def _answer(
    search_request: SearchRequest, part: Part, status: Status, exports: Exports, outcome: _Outcome
) -> Answer:
    """It may be used after the request has ended, while the response is streamed."""
    engine, metrics, base, end = site().engine, site().metrics, base_address(), deadline()
    root = request.script_root

    def search() -> Results:
        results = engine.search(search_request, end)
        if search_request.page > max(results.pages, 1):
            raise PageBeyond(search_request, results.pages)
        metrics.searched(results)
        outcome.is_partial = results.partial
        return results

    def scan() -> Scan[Hit]:
        return begun(engine.scan(search_request, end, skip=part.skip, most=part.most))

    def articles(wanted: SearchRequest) -> Scan[FoundArticle]:
        return begun(engine.scan_articles(wanted, end, skip=part.skip, most=part.most))

    def begun(hits: Scan[Item]) -> Scan[Item]:
        left = max(0, hits.total - part.skip)
        outcome.end = exports.begin(left if part.most is None else min(left, part.most))
        outcome.total = hits.total
        metrics.scanned()
        return hits

    return Answer(
        request=search_request,
        facets=config().facets,
        search=search,
        scan=scan,
        articles=articles,
        address=lambda path: f"{base}{path}",
        part=part,
        title=title(),
        updated=status.published_at,
        has_bom=wants_mark(request.args.items(multi=True)),
        root=root,
    )


def _response(chunks: Generator[str, None, None], media_type: str) -> Response:
    """A text of one chunk as a whole, a longer one as a stream. The first two chunks are made here,
    before headers are sent, so that an error in them gets an error answer."""
    first = list(islice(chunks, 2))
    if len(first) <= 1:
        return Response("".join(first), mimetype=media_type)
    response = Response(chain(first, chunks), mimetype=media_type)
    response.call_on_close(chunks.close)
    return response


def _file_name(text: str, format: str) -> str:
    """The words of a search as the name of a file, in plain letters: any browser takes it."""
    words = [word for word in analyzer.words(text) if word.isascii() and word.isalnum()]
    return f"{'-'.join(words[:NAMED])[:60] or 'articles'}.{format}"
