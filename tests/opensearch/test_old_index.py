"""An index in a cluster that another version wrote is refused, and built again by the next reindex."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from search import SearchRequest, open_engine
from search.config.environment import Settings
from search.engines.common.rebuild import OTHER_VERSION
from search.engines.opensearch.index_names import Names
from search.engines.opensearch.mapping import VERSION
from search.engines.targets import open_target
from search.errors import IndexOfOtherVersion
from search.indexing.upkeep import check
from tests.indexing.files import counts, write_article
from tests.opensearch.cluster import Cluster
from tests.opensearch.holdings import holdings, is_sound, run
from web import create_app

SENTENCE = "was written by another version of Backissue: run `backissue reindex`"


def _as_before_versions(cluster: Cluster, prefix: str) -> None:
    """Make of an index one of mapping 1, to which only one alias pointed."""
    names = Names(prefix)
    alias = {"index": names.index(1), "alias": names.mapping_alias(VERSION)}
    cluster.call("POST", "/_aliases", {"actions": [{"remove": alias}]})
    body = {"doc": {"published": {"mapping": 1}}}
    cluster.call("POST", f"/{names.state}/_update/info", body)


def _with_an_unknown_key(cluster: Cluster, prefix: str) -> None:
    body = {"doc": {"published": {"colour": "red"}}}
    cluster.call("POST", f"/{Names(prefix).state}/_update/info", body)


@pytest.mark.parametrize("change", [_as_before_versions, _with_an_unknown_key])
def test_an_index_of_another_version(
    archive: Path,
    opensearch: Cluster,
    prefix: str,
    address: str,
    change: Callable[[Cluster, str], None],
) -> None:
    write_article(archive, "a.md", "The river rose")
    run(archive, address)
    change(opensearch, prefix)
    with open_engine(address) as engine, pytest.raises(IndexOfOtherVersion, match=SENTENCE):
        engine.status()
    (fault,) = check(open_target(address)).faults
    assert "was written by another version of Backissue" in fault
    report = run(archive, address)
    assert (counts(report), report.notes) == ((1, 0, 0, 0, 0), (OTHER_VERSION,))
    assert report.generation == f"{prefix}-000002.1"
    assert holdings(opensearch, prefix) == {"a": ("The river rose", "Some text.")}
    assert is_sound(address)


def test_no_search_runs_over_another_mapping(
    archive: Path, opensearch: Cluster, prefix: str, address: str
) -> None:
    write_article(archive, "a.md", "The river rose")
    run(archive, address)
    _as_before_versions(opensearch, prefix)
    site = create_app(settings=Settings(index=address)).test_client()
    with open_engine(address) as engine:
        for ask in (
            lambda: engine.search(SearchRequest(text="river")),
            lambda: engine.article("a"),
            lambda: engine.values("author"),
            lambda: engine.suggest("riv"),
            lambda: list(engine.scan(SearchRequest(text="river"))),
        ):
            with pytest.raises(IndexOfOtherVersion, match=SENTENCE):
                ask()
        for page in ("/", "/search?q=river", "/articles/a", "/readyz"):
            assert site.get(page).status_code == 503
        run(archive, address)
        assert engine.search(SearchRequest(text="river")).total == 1
        assert site.get("/search?q=river").status_code == 200
