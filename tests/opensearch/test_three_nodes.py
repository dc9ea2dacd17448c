"""The same archive in a folder and on three nodes: counts stay equal through changes, a new index, the
way back, and the end of a node."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search import SearchRequest, open_engine
from search.engines import Engine
from search.engines.opensearch import indices
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import WRITING, Client
from search.engines.opensearch.index_names import Names
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.upkeep import roll_back
from search.model.facets import DEFAULT_NAMES
from search.model.request import UNITS
from tests.opensearch.cluster import Cluster
from tests.web.archive import AUTHORS, REGIONS, THEMES

TEXTS = ("", "river", "river flood", '"river flood"', "ban*", "night OR bank", "author:ann")


def _record(number: int, edition: int) -> dict[str, Any]:
    words = ["river flood"] * (number % 3) + ["bank night"] * (number % 5) + [f"edition{edition}"]
    return {
        "id": f"a{number}",
        "title": f"Title {number}",
        "authors": [AUTHORS[number % len(AUTHORS)]],
        "date": f"20{number % 20:02}-03-01",
        "regions": [*REGIONS[: number % 3]],
        "themes": [THEMES[number % len(THEMES)]],
        "content": "\n".join(words),
    }


def _write(archive: Path, numbers: range, edition: int) -> None:
    lines = [json.dumps(_record(number, edition)) for number in numbers]
    (archive / "articles.jsonl").write_text("\n".join(lines) + "\n")


def _requests() -> Iterator[SearchRequest]:
    for text in TEXTS:
        for unit in UNITS:
            yield SearchRequest(text, unit=unit)
            yield SearchRequest(text, regions=REGIONS[:1], not_themes=THEMES[:1], unit=unit)
            yield SearchRequest(text, authors=AUTHORS[:2], themes=THEMES[1:3], unit=unit)


def _answers(engine: Engine) -> list[object]:
    found: list[object] = []
    for request in _requests():
        results = engine.search(request)
        assert not results.partial, results.notices
        counts = [{each.value: each.count for each in facet.values} for facet in results.facets]
        found.append((results.total, counts, results.timeline))
    return found


@pytest.mark.slow
def test_a_node_of_three_can_be_stopped_and_started(three_nodes: Cluster) -> None:
    settings = {"settings": {"number_of_shards": 3, "number_of_replicas": 1}}
    three_nodes.call("PUT", "/x?wait_for_active_shards=all", settings)
    for number in range(10):
        three_nodes.call("PUT", f"/x/_doc/{number}", {"number": number})
    stopped = three_nodes.nodes[0]
    stopped.kill()
    three_nodes.wait(2)
    three_nodes.call("POST", "/x/_refresh")
    assert three_nodes.call("GET", "/x/_count")["count"] == 10
    stopped.start()
    three_nodes.wait(3)


@pytest.mark.slow
def test_a_new_index_has_all_its_copies(three_nodes: Cluster) -> None:
    address = Address.parse(three_nodes.address("fresh"))
    client = Client(address, WRITING)
    for number in range(1, 6):
        name = Names(address.prefix).index(number)
        indices.create(client, name, 3, 2, DEFAULT_NAMES)
        assert client.call("GET", f"/_cluster/health/{name}")["status"] == "green"
    client.close()


@pytest.mark.slow
def test_counts_are_those_of_the_folder(archive: Path, index: Path, three_nodes: Cluster) -> None:
    address = three_nodes.address("news")
    with open_engine(index) as embedded, open_engine(address, time_limit=4) as cluster:

        def follow(is_full: bool = False) -> list[object]:
            for where in (index, address):
                reindex(
                    Options(archive, 1, is_full=is_full, allow_removals=True),
                    open_target(where, shards=3),
                    Silent(),
                )
            answers = _answers(embedded)
            assert _answers(cluster) == answers
            return answers

        _write(archive, range(300), edition=1)
        first = follow()
        _write(archive, range(50, 250), edition=1)
        assert follow() != first
        _write(archive, range(50, 320), edition=2)
        changed = follow()
        _write(archive, range(20), edition=3)
        assert follow(is_full=True) != changed
        for where in (index, address):
            roll_back(open_target(where))
        assert _answers(cluster) == _answers(embedded) == changed
        three_nodes.call("GET", "/_cluster/health?wait_for_status=green&timeout=30s")
        three_nodes.nodes[2].kill()
        assert _answers(cluster) == changed
