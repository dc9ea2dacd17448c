"""Every test here runs on each engine: on a folder, and in a cluster. What only searches has an index on
three shards there, what publishes one on one."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import pytest

from search.engines import Engine, open_engine
from tests.contract.places import Folder, InCluster, Place
from tests.opensearch.cluster import Cluster
from tests.web.archive import articles

EMBEDDED, OPENSEARCH, SHARDED = KINDS = ("embedded", "opensearch", "opensearch-3-shards")
IN_CLUSTER = [pytest.param(kind, marks=pytest.mark.cluster) for kind in KINDS[1:]]
PREFIX = f"contract-{secrets.token_hex(4)}"


@pytest.fixture(scope="session")
def places(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Place]]:
    """Makes a new place of a kind."""
    clusters: list[Cluster] = []

    def make(kind: str) -> Place:
        if kind == EMBEDDED:
            return Folder(tmp_path_factory.mktemp("contract") / "index")
        cluster: Cluster = request.getfixturevalue("opensearch")
        clusters.append(cluster)
        name = f"{PREFIX}-{secrets.token_hex(4)}"
        return InCluster(cluster.address(name), 3 if kind == SHARDED else 1)

    yield make
    for cluster in clusters[:1]:
        if not cluster.nodes:  # one that is ours is gone by now, with all that it held
            for found in cluster.call("GET", f"/_cat/indices/{PREFIX}*?format=json"):
                cluster.call("DELETE", f"/{found['index']}")


@pytest.fixture(scope="session", params=[EMBEDDED, IN_CLUSTER[1]])
def engine(request: pytest.FixtureRequest, places: Callable[[str], Place]) -> Iterator[Engine]:
    """An engine over the archive that the tests of the site read."""
    place = places(request.param)
    place.publish(articles())
    with open_engine(place.index, time_limit=10) as opened:
        yield opened


@pytest.fixture(params=[EMBEDDED, IN_CLUSTER[0]])
def place(request: pytest.FixtureRequest, places: Callable[[str], Place]) -> Place:
    """Where a test publishes what it wants."""
    return places(request.param)
