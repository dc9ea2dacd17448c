"""Whatever happened to an index in a cluster: `check` says so, a reindex mends it, rollbacks are safe."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result

from search.cli import main
from search.engines.opensearch.index_names import Names
from search.engines.opensearch.mapping import VERSION
from tests.indexing.files import write_article
from tests.opensearch.cluster import Cluster
from tests.opensearch.holdings import holdings, is_sound, run

Damage = Callable[[Cluster, Names], object]


def _command(*words: str | Path) -> Result:
    done = CliRunner().invoke(main, [*map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def _reported(*words: str | Path) -> tuple[int, dict[str, Any]]:
    done = _command(*words, "--json")
    return done.exit_code, json.loads(done.stdout)


def _delete(cluster: Cluster, index: str, *ids: str) -> None:
    """Delete documents with these ids, or all of them."""
    query = {"ids": {"values": list(ids)}} if ids else {"match_all": {}}
    body = {"query": query, "size": 1_000, "_source": False}
    for hit in cluster.call("POST", f"/{index}/_search", body)["hits"]["hits"]:
        id, routing = (quote(hit[name], safe="") for name in ("_id", "_routing"))
        cluster.call("DELETE", f"/{index}/_doc/{id}?routing={routing}&refresh=true")


def _state(**fields: object) -> Damage:
    def damage(cluster: Cluster, names: Names) -> object:
        body = {"doc": fields}
        return cluster.call("POST", f"/{names.state}/_update/info?refresh=true", body)

    return damage


def _manifest(data: str | None) -> Damage:
    def damage(cluster: Cluster, names: Names) -> object:
        path = f"/{names.state}/_doc/manifest:{names.index(1)}.1:0?refresh=true"
        return cluster.call(*(("PUT", path, {"data": data}) if data else ("DELETE", path)))

    return damage


def _foreign_article(cluster: Cluster, names: Names) -> object:
    path = f"/{names.index(1)}/_doc/a:zz?routing=zz&refresh=true"
    return cluster.call("PUT", path, {"kind": "article", "id": "zz"})


def _without_alias(cluster: Cluster, names: Names) -> object:
    alias = {"index": names.index(1), "alias": names.mapping_alias(VERSION)}
    return cluster.call("POST", "/_aliases", {"actions": [{"remove": alias}]})


DAMAGES: dict[str, Damage] = {
    "an article is missing": lambda cluster, names: _delete(cluster, names.index(1), "a:a1"),
    "a paragraph is missing": lambda cluster, names: _delete(cluster, names.index(1), "p:0:a1"),
    "an article too many": _foreign_article,
    "everything is missing": lambda cluster, names: _delete(cluster, names.index(1)),
    "the index is missing": lambda cluster, names: cluster.call("DELETE", f"/{names.index(1)}"),
    "the index is closed": lambda cluster, names: cluster.call("POST", f"/{names.index(1)}/_close"),
    "the state is missing": lambda cluster, names: cluster.call("DELETE", f"/{names.state}"),
    "the state is nonsense": _state(published="nonsense"),
    "a piece of the manifest is missing": _manifest(None),
    "a piece of the manifest is nonsense": _manifest("nonsense"),
    "an alias is missing": _without_alias,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_reindex_mends_whatever_is_damaged(
    archive: Path, opensearch: Cluster, prefix: str, address: str, damage: Damage
) -> None:
    for number in range(3):
        write_article(archive, f"a{number}.md", f"Title {number}")
    run(archive, address)
    shown = holdings(opensearch, prefix)
    damage(opensearch, Names(prefix))
    code, found = _reported("check", "--index", address)
    assert (code, found["whole"]) == (1, False)
    assert found["faults"]
    code, report = _reported("reindex", archive, "--index", address)
    assert (code, report["articles"]) == (0, 3)
    assert report["notes"] or not found["generation"]
    assert holdings(opensearch, prefix) == shown
    assert is_sound(address)


def test_what_only_a_check_sees_is_repaired(
    archive: Path, opensearch: Cluster, prefix: str, address: str
) -> None:
    """One article is gone and another one there: the counts are as they should be."""
    for number in range(3):
        write_article(archive, f"a{number}.md", f"Title {number}")
    run(archive, address)
    shown = holdings(opensearch, prefix)
    _delete(opensearch, Names(prefix).index(1), "a:a1")
    _foreign_article(opensearch, Names(prefix))
    code, found = _reported("check", "--index", address, "--repair", "--archive", archive)
    assert (code, found["whole"]) == (0, True)
    assert len(found["repaired"]) == 2
    assert holdings(opensearch, prefix) == shown


def test_a_lock_that_cannot_be_read_is_held_by_nobody(
    archive: Path, opensearch: Cluster, prefix: str, address: str
) -> None:
    write_article(archive, "a.md", "Title")
    run(archive, address)
    opensearch.call("PUT", f"/{Names(prefix).state}/_doc/lock?refresh=true", {"token": "x"})
    write_article(archive, "b.md", "Title")
    assert run(archive, address).added == 1


def test_indices_are_listed_and_published_again(
    archive: Path,
    opensearch: Cluster,
    prefix: str,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BACKISSUE_KEEP", "3")
    for number in range(1, 5):
        write_article(archive, f"a{number}.md", f"Title {number}")
        assert _command("reindex", archive, "--index", address, "--full").exit_code == 0

    def listed() -> list[tuple[int, int, bool, bool]]:
        found = _reported("generations", "--index", address)[1]["generations"]
        keys = ("number", "articles", "whole", "published")
        return [tuple(each[key] for key in keys) for each in found]

    assert listed() == [(4, 4, True, True), (3, 3, True, False), (2, 2, True, False)]
    _delete(opensearch, Names(prefix).index(3), "p:0:a1")
    assert listed()[1] == (3, 3, False, False)
    refused = _command("reindex", "--rollback", "--index", address)
    assert refused.exit_code == 2
    assert f"Generation {prefix}-000002.1 is whole" in refused.stderr
    words = ("reindex", "--rollback", "--to", "2", "--index", address)
    assert "Would publish" in _command(*words, "--dry-run").stdout
    assert len(holdings(opensearch, prefix)) == 4
    assert _command(*words).exit_code == 0
    assert len(holdings(opensearch, prefix)) == 2
    assert is_sound(address)

    code, report = _reported("reindex", archive, "--index", address)
    assert (code, report["generation"], report["added"]) == (0, f"{prefix}-000002.2", 2)
    assert f"{prefix}-000002.1, which a rollback published" in report["notes"][0]
    assert len(holdings(opensearch, prefix)) == 4
