"""The OpenSearch of the tests is a real one, of the release that was asked for."""

from __future__ import annotations

import pytest

from tests.opensearch.cluster import Cluster
from tests.opensearch.releases import RELEASES, VARIABLE, chosen


def test_a_document_is_found(opensearch: Cluster, prefix: str) -> None:
    document = {"text": "the river rose"}
    opensearch.call("PUT", f"/{prefix}-x/_doc/1?refresh=true", document)
    found = opensearch.call("GET", f"/{prefix}-x/_search?q=text:river")
    assert [hit["_source"] for hit in found["hits"]["hits"]] == [document]


def test_it_is_a_release_that_is_supported(opensearch: Cluster) -> None:
    number = opensearch.call("GET", "/")["version"]["number"]
    if opensearch.nodes:
        assert number == chosen().version
    else:
        assert number.startswith(("2.19.", "3."))


def test_the_newest_release_is_chosen_unless_another_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert chosen() is RELEASES["3"]
    monkeypatch.setenv(VARIABLE, "2")
    assert chosen() is RELEASES["2"]
    monkeypatch.setenv(VARIABLE, "1")
    with pytest.raises(ValueError, match="OPENSEARCH_RELEASE must be one of 2, 3"):
        chosen()
