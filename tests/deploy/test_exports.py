"""Long downloads from a running server: in bounded memory, and given up half way."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.server import Server, served, until
from tests.models import conversation
from tests.support import article, publish
from web.exports import LONG, MOST

pytestmark = [pytest.mark.slow, pytest.mark.alone]

ARTICLES = 3_000
PATH = "/search.ndjson?q=river"
MOST_GROWN = 20
"""MB, of a worker that sends 30 MB."""


DOTS = "." * 10_000
"""A paragraph that is long to send and quick to index."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("downloads")
    held = [
        article(f"a{n}", f"The river rose {n} times.", DOTS, title=f"T {n}")
        for n in range(ARTICLES)
    ]
    publish(folder / "index", held[: ARTICLES // 2], held[ARTICLES // 2 :])
    with served(folder / "index", folder / "log", BACKISSUE_MCP="1") as running:
        yield running


def _memory(server: Server) -> dict[int, int]:
    """MB of each worker."""
    found = {}
    for worker in server.workers():
        status = Path(f"/proc/{worker}/status").read_text()
        found[worker] = int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1024
    return found


def _begun(
    server: Server, path: str
) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={"Connection": "close"})
    return connection, connection.getresponse()


def test_a_language_model_asks_a_worker(server: Server) -> None:
    given = {"query": "river rose", "size": 2}
    for mode in ("auto", "legacy"):
        found = conversation(f"http://127.0.0.1:{server.port}/mcp", [("search", given)], mode)
        assert found.results[0].structured_content["total"] == ARTICLES


def test_memory_does_not_grow_with_what_is_sent(server: Server) -> None:
    for _ in range(20):  # until both workers have answered
        assert server.get("/search?q=river").status == 200
        assert server.get("/search.ndjson?q=river&limit=20").status == 200
    before = _memory(server)
    connection, response = _begun(server, PATH)
    lines, largest = 0, dict(before)
    for line in response:
        lines += 1
        assert line.endswith(b"}\n")
        if not lines % 500:
            now = _memory(server)
            largest = {worker: max(largest[worker], now[worker]) for worker in before}
    connection.close()
    assert lines == ARTICLES
    assert max(largest[worker] - before[worker] for worker in before) < MOST_GROWN


def test_a_client_that_stops_half_way_leaves_nothing_behind(server: Server) -> None:
    assert ARTICLES > LONG
    for _ in range(3 * MOST):
        connection, response = _begun(server, PATH)
        assert response.status == 200
        assert len(response.read(100_000)) == 100_000
        response.close()
        connection.close()

    def all_places_are_free() -> bool:
        begun = [_begun(server, PATH) for _ in range(MOST)]
        statuses = [response.status for _, response in begun]
        for connection, response in begun:
            response.close()
            connection.close()
        return statuses == [200] * MOST

    assert until(all_places_are_free, 10)
    assert server.get("/readyz").status == 200
