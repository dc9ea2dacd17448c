"""The OpenSearch of the tests is a real one."""

from __future__ import annotations

from tests.opensearch.cluster import Cluster


def test_a_document_is_found(opensearch: Cluster, prefix: str) -> None:
    document = {"text": "the river rose"}
    opensearch.call("PUT", f"/{prefix}-x/_doc/1?refresh=true", document)
    found = opensearch.call("GET", f"/{prefix}-x/_search?q=text:river")
    assert [hit["_source"] for hit in found["hits"]["hits"]] == [document]
