"""What an operator's Prometheus reads: requests, how long they took, and how searches went.

Counts of one process are kept in memory. Under gunicorn each worker keeps its own in a file of the
folder that gunicorn.conf.py makes, and any worker can give the sum of all.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from search.engines import Engine
from search.errors import IndexDamaged, IndexMissing, IndexUnreachable
from search.model.results import Results

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # the library's name for the folder of all workers
UNMATCHED = "unmatched"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


@dataclass(frozen=True, slots=True)
class Metrics:
    """The counts of an application. Labels come from code alone: routes, statuses, node types."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    searches: Counter
    partial: Counter
    empty: Counter
    again: Counter
    kept: Counter

    @classmethod
    def new(cls) -> Metrics:
        registry = CollectorRegistry()

        def counter(name: str, meaning: str, *labels: str) -> Counter:
            return Counter(f"backissue_{name}", meaning, labels, registry=registry)

        return cls(
            registry=registry,
            requests=counter("requests", "Requests answered.", "route", "status"),
            seconds=Histogram(
                "backissue_request_seconds",
                "Time from a request's arrival in the application to its answer.",
                ("route",),
                buckets=BUCKETS,
                registry=registry,
            ),
            searches=counter("searches", "Searches answered, as pages or for programs."),
            partial=counter("partial_searches", "Searches that a limit cut short."),
            empty=counter("empty_searches", "Searches that found nothing."),
            again=counter("kept_searches", "Searches that were answered as they were before."),
            kept=counter("kept_answers", "Answers that needed no search.", "how"),
        )

    def answered(self, route: str, status: int, seconds: float) -> None:
        self.requests.labels(route, status).inc()
        self.seconds.labels(route).observe(seconds)

    def scanned(self) -> None:
        """A search whose hits are all sent; how many there are is not known yet."""
        self.searches.inc()

    def searched(self, results: Results) -> None:
        self.searches.inc()
        if results.partial:
            self.partial.inc()
        if not results.total:
            self.empty.inc()
        if results.is_kept:
            self.again.inc()


@dataclass(frozen=True, slots=True)
class _Served(Collector):
    """What is being served now; nothing while there is no index, or it cannot be reached."""

    engine: Engine

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            status = self.engine.status()
        except (IndexMissing, IndexDamaged, IndexUnreachable):
            return
        number = _number(status.generation)
        yield GaugeMetricFamily("backissue_articles", "Articles being served.", status.articles)
        yield GaugeMetricFamily("backissue_generation", "Number of the generation.", number)
        yield GaugeMetricFamily(
            "backissue_published_is_faulty",
            "1 if what is published is missing or damaged, and something good is served instead.",
            float(self.engine.fault() is not None),
        )


def _number(generation: str) -> float:
    """The number in the name of a generation. For an index in a cluster (backissue-000007.3), the number
    of times it was published is added in millionths, so that the value rises with each publication."""
    *_, number, often = re.findall(
        r"[0-9]+", f"0 {generation}" + ("" if "." in generation else ".0")
    )
    return int(number) + int(often) / 1_000_000


def exposition(metrics: Metrics, engine: Engine) -> bytes:
    """All counts in Prometheus' text format, the sum over the workers of this server."""
    registry = CollectorRegistry()
    if SHARED in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(metrics.registry)
    registry.register(_Served(engine))
    return generate_latest(registry)


def count(app: Flask, metrics: Metrics) -> None:
    """Count every request of `app`; must be called first, so that the work of other steps is timed."""

    def begin() -> None:
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else UNMATCHED
        metrics.answered(route, response.status_code, time.perf_counter() - g.began)
        return response

    app.before_request(begin)
    app.after_request(end)
