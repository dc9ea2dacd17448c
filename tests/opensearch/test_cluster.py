"""The OpenSearch of the tests is a real one, of the release that was asked for."""

from __future__ import annotations

import os

import pytest

from tests.opensearch.cluster import Cluster
from tests.opensearch.releases import RELEASES, VARIABLE, chosen


def test_a_document_is_found(opensearch: Cluster, prefix: str) -> None:
    document = {"text": "the river rose"}
    opensearch.call("PUT", f"/{prefix}-x/_doc/1?refresh=true", document)
    found = opensearch.call("GET", f"/{prefix}-x/_search?q=text:river")
    assert [hit["_source"] for hit in found["hits"]["hits"]] == [document]


@pytest.mark.skipif("OPENSEARCH_URL" in os.environ, reason="that server is of any release")
def test_it_is_the_release_that_was_chosen(opensearch: Cluster) -> None:
    assert opensearch.call("GET", "/")["version"]["number"] == chosen().version


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
