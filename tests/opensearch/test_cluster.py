"""The OpenSearch of the tests is a real one."""

from __future__ import annotations

import pytest

from tests.opensearch.cluster import Cluster


def test_a_document_is_found(opensearch: Cluster, prefix: str) -> None:
    document = {"text": "the river rose"}
    opensearch.call("PUT", f"/{prefix}-x/_doc/1?refresh=true", document)
    found = opensearch.call("GET", f"/{prefix}-x/_search?q=text:river")
    assert [hit["_source"] for hit in found["hits"]["hits"]] == [document]


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
