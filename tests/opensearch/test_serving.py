"""The site over a cluster that fails: pages say so in time, and it comes back by itself; one node of
three may stop, and an index may take the place of another, without a page that fails."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from search import SearchRequest, open_engine
from search.config.environment import Settings
from search.engines.opensearch import indices, state
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import WRITING, Client
from search.engines.opensearch.index_names import Names
from search.engines.opensearch.state import Published, State
from search.model.facets import DEFAULT_NAMES
from tests.contract.places import InCluster, write
from tests.opensearch.cluster import Cluster, running
from tests.opensearch.releases import Missing
from tests.web.archive import articles
from web import create_app

PAGES = (
    "/",
    "/search?q=river",
    "/search.json?q=river",
    "/articles/kinds",
    "/authors",
    "/suggest?q=ri",
)
SWAPPED = 800
"""Requests while one index takes the place of another."""
LOAD = 15.0
"""Seconds of pages while a node is stopped."""


@pytest.fixture
def one() -> Iterator[Cluster]:
    """A node that a test may stop."""
    try:
        with running(1) as cluster:
            yield cluster
    except Missing as error:
        pytest.skip(str(error))


def _site(index: str) -> Flask:
    return create_app(settings=Settings(index=index))


@pytest.mark.slow
@pytest.mark.alone
def test_a_cluster_that_cannot_be_reached_and_comes_back(one: Cluster) -> None:
    place = InCluster(one.address("site"))
    place.publish(articles())
    site, (node,) = _site(place.index), one.nodes
    _expect(site, 200)
    for stop, start in ((node.pause, node.resume), (node.kill, node.start)):
        stop()
        _expect(site, 503)
        start()
        one.wait(1)
        _expect(site, 200)


def _expect(app: Flask, status: int) -> None:
    """Every page answers so within 5 seconds, with a sentence if that is an error."""
    with ThreadPoolExecutor(9) as pool:
        for checked in [pool.submit(_check, app, page, status) for page in (*PAGES, "/readyz")]:
            checked.result()
        assert pool.submit(_get, app, "/healthz").result().status_code == 200
        metrics = pool.submit(_get, app, "/metrics").result()
    assert metrics.status_code == 200
    assert ("backissue_articles 63.0" in metrics.text) == (status == 200)


def _get(app: Flask, page: str) -> TestResponse:
    began = time.monotonic()
    response = app.test_client().get(page)
    assert time.monotonic() - began < 5, page
    return response


def _check(app: Flask, page: str, status: int) -> None:
    response = _get(app, page)
    assert response.status_code == status, (page, response.text[:300])
    if status == 503:
        assert response.headers["Retry-After"]
        sentence = "did not answer" if page == "/readyz" else "cannot be reached at the moment"
        assert sentence in response.text


@pytest.mark.slow
def test_an_index_takes_the_place_of_another_under_load(three_nodes: Cluster) -> None:
    address = Address.parse(three_nodes.address("swapped"))
    names, client = Names(address.prefix), Client(address, WRITING)
    sizes = {names.index(1): 20, names.index(2): 63}
    for name, size in sizes.items():
        indices.create(client, name, 1, 2, DEFAULT_NAMES)
        write(client, name, articles()[:size])
    indices.point(client, names, names.index(1))
    state.create(client, names)
    state.write(client, names, State(published=Published(names.index(1), 0, articles=20)))
    three_nodes.call("GET", "/_cluster/health?wait_for_status=green&timeout=30s")
    answers: Counter[int] = Counter()
    over = threading.Event()

    def swap() -> int:
        number = 0
        while not over.wait(0.05):
            number += 1
            indices.point(client, names, names.index(1 + number % 2))
        return number

    request = SearchRequest(size=1, facets=["region"], passages=0)
    with (
        open_engine(three_nodes.address("swapped"), time_limit=4) as engine,
        ThreadPoolExecutor(5) as pool,
    ):
        swaps = pool.submit(swap)
        try:
            found = pool.map(lambda _: engine.search(request), range(SWAPPED))
            for results in found:
                assert not results.partial
                answers[results.total] += 1
        finally:
            over.set()
    client.close()
    assert swaps.result() > 4
    assert set(answers) == set(sizes.values())
    assert answers.total() == SWAPPED


@pytest.mark.slow
def test_a_node_stopped_under_load(three_nodes: Cluster) -> None:
    address = Address.parse(three_nodes.address("loaded"))
    names, client = Names(address.prefix), Client(address, WRITING)
    name = names.index(1)
    indices.create(client, name, 3, 1, DEFAULT_NAMES)
    write(client, name, articles())
    indices.point(client, names, name)
    state.create(client, names)
    state.write(client, names, State(published=Published(name, 0, articles=63)))
    three_nodes.call("GET", "/_cluster/health?wait_for_status=green&timeout=30s")
    site = _site(three_nodes.address("loaded"))
    deadline = time.monotonic() + LOAD

    def load(number: int) -> Counter[tuple[str, int]]:
        statuses: Counter[tuple[str, int]] = Counter()
        visitor = site.test_client()
        while time.monotonic() < deadline:
            page = PAGES[(number + statuses.total()) % len(PAGES)]
            statuses[page, visitor.get(page).status_code] += 1
        return statuses

    with ThreadPoolExecutor(4) as pool:
        loads = [pool.submit(load, number) for number in range(4)]
        time.sleep(LOAD / 5)
        three_nodes.nodes[1].kill()
        statuses = sum((each.result() for each in loads), Counter[tuple[str, int]]())
    client.close()
    assert {status for _, status in statuses} == {200}, statuses
    assert statuses.total() > 100
