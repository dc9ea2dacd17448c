"""What /metrics tells: by route, never by path; searches, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from search.config.environment import Settings
from search.engines import Engine
from search.model.deadline import Deadline
from search.model.request import SearchRequest
from search.model.results import Results
from web import create_app

Labels = dict[str, str]


@pytest.fixture
def fresh(engine: Engine) -> FlaskClient:
    """A site that nobody has asked anything yet."""
    return create_app(engine, Settings()).test_client()


def value(client: FlaskClient, name: str, **labels: str) -> float | None:
    """The value of the one sample with that name and these labels; None if there is none."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    samples = [each for family in families for each in family.samples]
    found = [each.value for each in samples if each.name == name and each.labels == labels]
    assert len(found) <= 1
    return found[0] if found else None


def test_requests_are_counted_by_route_and_status(fresh: FlaskClient) -> None:
    for address in ("/articles/kinds", "/articles/bare", "/articles/none", "/search?page=0"):
        fresh.get(address)
    route = "/articles/<article_id:id>"
    assert value(fresh, "backissue_requests_total", route=route, status="200") == 2
    assert value(fresh, "backissue_requests_total", route=route, status="404") == 1
    assert value(fresh, "backissue_requests_total", route="/search", status="400") == 1


def test_addresses_that_nothing_answers_share_one_label(fresh: FlaskClient) -> None:
    for number in range(5):
        fresh.get(f"/nope/{number}")
    fresh.post("/search")
    assert value(fresh, "backissue_requests_total", route="unmatched", status="404") == 5
    assert value(fresh, "backissue_requests_total", route="unmatched", status="405") == 1
    assert "nope" not in fresh.get("/metrics").text


def test_every_request_has_its_time(fresh: FlaskClient) -> None:
    for _ in range(3):
        fresh.get("/search?q=river")
    assert value(fresh, "backissue_request_seconds_count", route="/search") == 3
    total = value(fresh, "backissue_request_seconds_sum", route="/search")
    assert total is not None
    assert 0 < total < 30
    within = value(fresh, "backissue_request_seconds_bucket", route="/search", le="+Inf")
    assert within == 3


def test_searches_are_counted_and_those_that_find_nothing(fresh: FlaskClient) -> None:
    for address in ("/search?q=river", "/search.json?q=river", "/search?q=zebra", "/"):
        fresh.get(address)
    assert value(fresh, "backissue_searches_total") == 3
    assert value(fresh, "backissue_empty_searches_total") == 1
    assert value(fresh, "backissue_partial_searches_total") == 0


def test_searches_that_needed_no_search_are_counted(fresh: FlaskClient) -> None:
    for address in (
        "/search.json?q=river+kept",
        "/search.json?q=river+kept&x=1",
        "/search.json?q=kept",
    ):
        fresh.get(address)
    assert value(fresh, "backissue_searches_total") == 3
    assert value(fresh, "backissue_kept_searches_total") == 1


class Slow:
    """An engine that runs out of time, with nodes that it has no arrays for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def search(self, request: SearchRequest, deadline: Deadline) -> Results:
        found = self._engine.search(request, deadline)
        return replace(found, partial=True)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


def test_partial_searches_are_counted(engine: Engine) -> None:
    slow: Any = Slow(engine)
    client = create_app(slow, Settings()).test_client()
    client.get("/search?q=river")
    client.get("/search.json?q=river")
    assert value(client, "backissue_partial_searches_total") == 2


def test_what_is_served_is_told(fresh: FlaskClient, engine: Engine) -> None:
    assert value(fresh, "backissue_articles") == engine.status().articles
    assert value(fresh, "backissue_generation") == int(engine.status().generation)


def test_without_an_index_the_rest_is_still_told(
    unpublished: FlaskClient, damaged: FlaskClient
) -> None:
    for client in (unpublished, damaged):
        client.get("/search?q=river")
        assert value(client, "backissue_requests_total", route="/search", status="503") == 1
        assert value(client, "backissue_articles") is None


def test_it_is_plain_text_that_nobody_keeps(fresh: FlaskClient) -> None:
    response = fresh.get("/metrics")
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert "# TYPE backissue_request_seconds histogram\n" in response.text
