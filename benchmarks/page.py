"""What a page of results costs beside the search itself: python -m benchmarks.page INDEX

Asks the searches of `benchmarks.searches`, keeps their answers, and makes pages of these: the
view (what is shown and where its links lead), the exports (where else it can be taken), the
template, and the rest (routing, headers, compression, counting), which is the whole application less
the others. No page is one that the application has kept, except for the last line. Then /search.json
the same way. Prints milliseconds of processor time of this thread, so that what else the machine
does counts little; gunicorn and the network are not in it.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from flask import Flask, json, render_template
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.searches import searches
from search import SearchRequest, open_engine
from search.config.environment import Settings
from search.engines import Engine
from search.model.deadline import Deadline
from search.model.results import Results, Status
from search.result_formats.json import results_as_json
from web import create_app
from web.links import Links
from web.views.exports import exports_view
from web.views.facets import listing
from web.views.search import search_page

ROUNDS = 5
_BASE = "http://localhost:8000"

Item = TypeVar("Item")


class Recorded:
    """An engine that knows the answers by heart, and has another generation whenever it is told to
    `forget`, so that answers that were kept are made again."""

    def __init__(self, engine: Engine, answers: Iterable[Results]) -> None:
        self._engine = engine
        self._status = engine.status()
        self._answers = {answer.request: answer for answer in answers}
        self._forgotten = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def search(self, request: SearchRequest, deadline: Deadline | None = None) -> Results:
        return self._answers[request]

    def status(self) -> Status:
        return replace(self._status, generation=str(self._forgotten))

    def forget(self) -> None:
        self._forgotten += 1


def main() -> None:
    with open_engine(Path(sys.argv[1]), time_limit=60) as engine:
        asked = list(searches(engine))
        pages = [engine.search(listing(request)) for request in asked]
        found = [engine.search(request) for request in asked]
        _measure_pages(engine, asked, pages)
        _measure_json(engine, found)


def _measure_pages(engine: Engine, asked: Sequence[SearchRequest], found: list[Results]) -> None:
    links, recorded = Links(facets=engine.config().facets), Recorded(engine, found)
    app = create_app(cast("Engine", recorded), Settings())
    answers = [(each, answer) for each, answer in zip(asked, found, strict=True) if answer.total]
    requests = [links.search(each) for each, _ in answers]
    print(f"\n/search, {len(answers):,} pages {_sizes(app, requests)}")
    with app.test_request_context("/search"):
        pages = [search_page(*each, links) for each in answers]
        view = _timed(lambda each: search_page(*each, links), answers)
        exports = _timed(lambda each: exports_view(each[1], links, _BASE), answers)
        taken = exports_view(answers[0][1], links, _BASE)
        shown = [(page, replace(taken, coins=(*taken.coins, *[""] * 10))) for page in pages]
        template = _timed(
            lambda each: render_template("search.html", page=each[0], exports=each[1]), shown
        )
    stages = {"view": view, "exports": exports, "template": template}
    _print_stages(engine, answers, stages, _Asked(recorded, app, requests))


def _measure_json(engine: Engine, found: list[Results]) -> None:
    links, recorded = Links(facets=engine.config().facets), Recorded(engine, found)
    app = create_app(cast("Engine", recorded), Settings())
    answers = [(answer.request, answer) for answer in found if answer.total]
    requests = [links.search(each).replace("/search", "/search.json", 1) for each, _ in answers]
    print(f"\n/search.json, {len(answers):,} answers {_sizes(app, requests)}")
    with app.app_context():
        body = _timed(lambda each: json.dumps(results_as_json(each[1], links.facets)), answers)
    _print_stages(engine, answers, {"serialisation": body}, _Asked(recorded, app, requests))


class _Asked(NamedTuple):
    """Addresses, and the application that answers them from what was recorded."""

    recorded: Recorded
    app: Flask
    addresses: Sequence[str]

    def anew(self, address: str) -> None:
        self.recorded.forget()
        _ask(self.app, address)

    def again(self, address: str) -> None:
        _ask(self.app, address)


def _print_stages(
    engine: Engine,
    answers: Sequence[tuple[SearchRequest, Results]],
    stages: dict[str, list[float]],
    asked: _Asked,
) -> None:
    whole = _timed(asked.anew, asked.addresses)
    known = [sum(each) for each in zip(*stages.values(), strict=True)]
    _print("engine", _timed(lambda each: engine.search(each[1].request), answers))
    for name, times in stages.items():
        _print(name, times)
    _print("rest", [all_ - part for all_, part in zip(whole, known, strict=True)])
    _print("all but the engine", whole)
    _print("the same, asked again", _timed(asked.again, asked.addresses))


def _ask(app: Flask, address: str) -> bytes:
    """The body of a GET as a browser asks, which accepts compressed answers."""
    body, status, _ = run_wsgi_app(app, _environ(address))
    assert status == "200 OK", address
    return b"".join(body)


def _environ(address: str) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        **_ANY,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
        "wsgi.input": io.BytesIO(),
    }


_ANY = EnvironBuilder(base_url="http://localhost:8000/").get_environ()


def _timed(stage: Callable[[Item], object], items: Sequence[Item]) -> list[float]:
    """Milliseconds that the stage takes for each item, the best of some rounds."""
    best = [float("inf")] * len(items)
    for _ in range(ROUNDS):
        for place, item in enumerate(items):
            began = time.thread_time()
            stage(item)
            best[place] = min(best[place], (time.thread_time() - began) * 1000)
    return best


def _sizes(app: Flask, addresses: Sequence[str]) -> str:
    bytes_ = statistics.mean(len(_ask(app, each)) for each in addresses)
    return f"of {bytes_:,.0f} bytes as sent, in ms:"


def _print(name: str, times: Sequence[float]) -> None:
    cut = statistics.quantiles(times, n=20)[18]
    mean, median = statistics.mean(times), statistics.median(times)
    print(f"  {name:21} mean {mean:5.2f}  median {median:5.2f}  95 % in {cut:5.2f}")


if __name__ == "__main__":
    main()
