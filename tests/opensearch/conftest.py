"""OpenSearch for the tests, and an index in it for each of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from tests.opensearch.cluster import Cluster, running
from tests.opensearch.releases import Missing


@pytest.fixture(scope="session")
def _three_nodes() -> Iterator[Cluster]:
    try:
        with running(3) as cluster:
            yield cluster
    except Missing as error:
        pytest.skip(str(error))


@pytest.fixture
def three_nodes(_three_nodes: Cluster) -> Iterator[Cluster]:
    """Three nodes that run and hold nothing; the test may stop some of them."""
    yield _three_nodes
    _three_nodes.restore()


@pytest.fixture
def prefix(opensearch: Cluster) -> Iterator[str]:
    """A prefix for the names of one test, which are all deleted afterwards."""
    prefix = f"test-{secrets.token_hex(6)}"
    yield prefix
    found = opensearch.call("GET", f"/_cat/indices/{prefix}*?format=json&expand_wildcards=all")
    for index in found:
        opensearch.call("DELETE", f"/{index['index']}")


@pytest.fixture
def address(opensearch: Cluster, prefix: str) -> str:
    """The address of an index that does not exist yet."""
    return opensearch.address(prefix)
