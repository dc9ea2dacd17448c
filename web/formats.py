"""For programs: the search in every result format, at /search.NAME."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import partial
from itertools import chain, islice

from flask import Flask, Response, request

from search import result_formats
from search.model.request import SearchRequest
from search.model.results import Hit, Results
from search.result_formats import ResultFormat
from search.result_formats.answer import Answer
from web.deadlines import deadline
from web.errors import PageBeyond
from web.site import base_address, config, site


def register(app: Flask) -> None:
    """A route for each format of the registry."""
    for each in result_formats.RESULT_FORMATS:
        endpoint, view = f"formats.{each.name}", partial(_search, each)
        app.add_url_rule(f"/search.{each.name}", endpoint, view, methods=["GET"])


def _search(format: ResultFormat) -> Response:
    """The search that the parameters describe; 400 for one that cannot be used, 404 for a page after
    the last one."""
    search_request = SearchRequest.from_params(request.args.items(multi=True), config().facets)
    return _response(format.render(_answer(search_request)), format.media_type)


def _answer(search_request: SearchRequest) -> Answer:
    """It may be used after the request has ended, while the response is streamed."""
    engine, metrics, base, end = site().engine, site().metrics, base_address(), deadline()
    root = request.script_root

    def search() -> Results:
        results = engine.search(search_request, end)
        if search_request.page > max(results.pages, 1):
            raise PageBeyond(search_request, results.pages)
        metrics.searched(results)
        return results

    def scan() -> Iterator[Hit]:
        hits = engine.scan(search_request, end)
        metrics.scanned()
        return hits

    return Answer(search_request, config().facets, search, scan, lambda path: f"{base}{path}", root)


def _response(chunks: Generator[str, None, None], media_type: str) -> Response:
    """A text of one chunk as a whole, a longer one as a stream. The first two chunks are made here,
    before headers are sent, so that an error in them gets an error answer."""
    first = list(islice(chunks, 2))
    if len(first) <= 1:
        return Response("".join(first), mimetype=media_type)
    response = Response(chain(first, chunks), mimetype=media_type)
    response.call_on_close(chunks.close)
    return response
