"""A reindex into a cluster does what changed and nothing else, and its result is that of a rebuild."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from search.engines.common.rebuild import OTHER_VERSION
from search.engines.opensearch.client import Patience
from search.engines.targets import open_target
from search.errors import IndexMissing, IndexUnreachable
from search.indexing.upkeep import check, roll_back
from tests.indexing.files import counts, write_article, write_lines
from tests.opensearch.cluster import Cluster
from tests.opensearch.holdings import holdings, is_sound, run
from tests.opensearch.proxy import refusing


def _names(cluster: Cluster, prefix: str) -> list[str]:
    found = cluster.call("GET", f"/_cat/indices/{prefix}-*?format=json")
    return sorted(each["index"].removeprefix(prefix) for each in found)


def test_only_what_changed_is_done(
    archive: Path, opensearch: Cluster, prefix: str, address: str
) -> None:
    for number in range(5):
        write_article(archive, f"sub/a{number}.md", f"Title {number}", "One.\n\nTwo.\n\nThree.")
    first = run(archive, address)
    assert counts(first) == (5, 0, 0, 0, 0)
    assert (first.generation, first.articles, first.paragraphs) == (f"{prefix}-000001.1", 5, 15)

    again = run(archive, address)
    assert counts(again) == (0, 0, 0, 5, 0)
    assert (again.generation, again.is_published) == (f"{prefix}-000001.1", False)

    write_article(archive, "sub/a1.md", "Another title", "Shorter.")
    (archive / "sub/a2.md").unlink()
    write_article(archive, "b.md", "New", "Four.")
    assert counts(run(archive, address, is_dry=True)) == (1, 1, 1, 3, 0)
    assert len(holdings(opensearch, prefix)) == 5
    third = run(archive, address, jobs=2)
    assert counts(third) == (1, 1, 1, 3, 0)
    assert (third.generation, third.paragraphs) == (f"{prefix}-000001.2", 11)
    assert holdings(opensearch, prefix) == {
        "b": ("New", "Four."),
        "sub/a0": ("Title 0", "One.", "Two.", "Three."),
        "sub/a1": ("Another title", "Shorter."),
        "sub/a3": ("Title 3", "One.", "Two.", "Three."),
        "sub/a4": ("Title 4", "One.", "Two.", "Three."),
    }
    assert is_sound(address)
    assert _names(opensearch, prefix) == ["-000001", "-state"]


def test_a_dry_run_before_the_first_writes_nothing(
    archive: Path, opensearch: Cluster, prefix: str, address: str
) -> None:
    write_article(archive, "a.md", "Title")
    report = run(archive, address, is_dry=True)
    assert (counts(report), report.generation) == ((1, 0, 0, 0, 0), "")
    assert _names(opensearch, prefix) == []
    with pytest.raises(IndexMissing, match="There is no index at http"):
        check(open_target(address))


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_of_two_records_with_one_id_has_it(
    archive: Path, opensearch: Cluster, prefix: str, address: str, jobs: int
) -> None:
    long = {"id": "x", "title": "Second", "content": "One.\nTwo.\nThree."}
    write_lines(archive, "b.jsonl", long)
    assert counts(run(archive, address)) == (1, 0, 0, 0, 0)
    others = [{"id": f"o{number}", "content": "Text."} for number in range(200)]
    write_lines(archive, "a.jsonl", {"id": "x", "title": "First", "content": "Own."}, *others)
    report = run(archive, address, jobs)
    assert counts(report) == (200, 1, 0, 0, 1)
    assert holdings(opensearch, prefix)["x"] == ("First", "Own.")

    write_lines(archive, "c.jsonl", {**long, "title": "Third"})
    assert counts(run(archive, address, jobs)) == (0, 0, 0, 201, 2)
    assert holdings(opensearch, prefix)["x"] == ("First", "Own.")

    (archive / "a.jsonl").unlink()
    assert counts(run(archive, address, jobs)) == (0, 1, 200, 0, 1)
    assert holdings(opensearch, prefix) == {"x": ("Second", "One.", "Two.", "Three.")}
    assert is_sound(address)


def test_all_anew_takes_the_place_of_the_index_and_can_be_taken_back(
    archive: Path, opensearch: Cluster, prefix: str, address: str
) -> None:
    write_article(archive, "a.md", "One")
    run(archive, address)
    with pytest.raises(IndexMissing, match="No generation before"):
        roll_back(open_target(address))
    write_article(archive, "a.md", "Two")
    second = run(archive, address, is_full=True)
    assert (counts(second), second.generation) == ((1, 0, 0, 0, 0), f"{prefix}-000002.1")
    assert holdings(opensearch, prefix) == {"a": ("Two", "Some text.")}
    back = roll_back(open_target(address))
    assert (back.name, back.articles) == (f"{prefix}-000001.1", 1)
    assert holdings(opensearch, prefix) == {"a": ("One", "Some text.")}
    assert is_sound(address)

    third = run(archive, address)
    assert (counts(third), third.generation) == ((0, 1, 0, 0, 0), f"{prefix}-000001.2")
    for number in (3, 4):
        run(archive, address, is_full=True)
        assert _names(opensearch, prefix)[-2:] == [f"-00000{number}", "-state"]
    assert _names(opensearch, prefix) == ["-000003", "-000004", "-state"]
    assert holdings(opensearch, prefix) == {"a": ("Two", "Some text.")}


def test_another_mapping_leads_to_a_new_index(
    archive: Path, prefix: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_article(archive, "a.md", "One")
    run(archive, address)
    monkeypatch.setattr("search.engines.opensearch.writing.target.VERSION", 99)
    report = run(archive, address)
    assert report.generation == f"{prefix}-000002.1"
    assert report.notes == (OTHER_VERSION,)


@pytest.mark.slow
def test_many_changes_give_what_a_rebuild_gives(
    archive: Path, opensearch: Cluster, prefix: str, address: str
) -> None:
    chance = random.Random(1)
    for _ in range(6):
        for number in range(6):
            records = [
                {"id": f"x{chance.randrange(12)}", "content": "Word.\n" * chance.randint(1, 5)}
                for _ in range(chance.randint(0, 5))
            ]
            if chance.random() < 0.7:
                write_lines(archive, f"f{number}.jsonl", *records)
        report = run(archive, address, jobs=chance.randint(1, 2))
        shown = holdings(opensearch, prefix)
        assert (len(shown), report.paragraphs) == (
            report.articles,
            sum(len(each) - 1 for each in shown.values()),
        )
        assert is_sound(address)
    run(archive, address, is_full=True)
    assert holdings(opensearch, prefix) == shown


def test_what_the_cluster_is_too_busy_for_is_sent_again(
    archive: Path, opensearch: Cluster, prefix: str
) -> None:
    for number in range(20):
        write_article(archive, f"a{number}.md", f"Title {number}")
    busy = iter([True, False, True] * 20)
    documents: list[str] = []

    def refuses(document: str) -> bool:
        documents.append(document)
        return next(busy, False)

    with refusing(opensearch.urls[0], refuses) as url:
        report = run(archive, f"{url}/{prefix}")
    assert counts(report) == (20, 0, 0, 0, 0)
    assert len(documents) > len(set(documents)) == 40
    assert len(holdings(opensearch, prefix)) == 20


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up after half a second what the cluster is too busy for."""
    short = Patience(attempt=60.0, whole=300.0, busy=0.5)
    monkeypatch.setattr("search.engines.opensearch.writing.target.WRITING", short)


def test_what_is_refused_is_reported_and_tried_again_the_next_time(
    archive: Path, opensearch: Cluster, prefix: str, address: str, impatient: None
) -> None:
    write_article(archive, "a.md", "Good", "Fine.")
    write_article(archive, "b.md", "Half", "Fine.\n\nPoison.\n\nFine.")
    write_lines(
        archive, "c.jsonl", {"id": "x", "content": "Fine."}, {"id": "y", "content": "Poison."}
    )
    with refusing(opensearch.urls[0], lambda document: '"text":"Poison."' in document) as url:
        report = run(archive, f"{url}/{prefix}")
        assert counts(report) == (2, 0, 0, 0, 2)
        assert [failure.path for failure in report.failures] == ["b.md", "c.jsonl:2"]
        assert "was refused by the cluster" in report.failures[0].reason
        assert set(holdings(opensearch, prefix)) == {"a", "x"}
        assert is_sound(address)
        assert counts(run(archive, f"{url}/{prefix}")) == (0, 0, 0, 2, 2)
    assert counts(run(archive, address)) == (2, 0, 0, 2, 0)
    assert set(holdings(opensearch, prefix)) == {"a", "b", "x", "y"}
    assert is_sound(address)


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_given_up_because_the_cluster_takes_nothing(
    archive: Path, opensearch: Cluster, prefix: str, address: str, jobs: int, impatient: None
) -> None:
    for number in range(200):
        write_article(archive, f"a{number}.md", f"Title {number}")
    run(archive, address)
    for number in range(200):
        write_article(archive, f"a{number}.md", f"Another title {number}")
    with (
        refusing(opensearch.urls[0], lambda _: True) as url,
        pytest.raises(IndexUnreachable, match="was too busy to take any document"),
    ):
        run(archive, f"{url}/{prefix}", jobs)
    assert set(holdings(opensearch, prefix)) == {f"a{number}" for number in range(200)}
    assert counts(run(archive, address)) == (0, 200, 0, 0, 0)
    assert is_sound(address)


def test_check_finds_what_does_not_belong(
    archive: Path, opensearch: Cluster, prefix: str, address: str
) -> None:
    for number in range(3):
        write_article(archive, f"a{number}.md", f"Title {number}")
    run(archive, address)
    assert is_sound(address)
    for id in ("a:a0", "p:0:a1"):
        routing = id.rpartition(":")[2]
        opensearch.call("DELETE", f"/{prefix}/_doc/{id}?routing={routing}")
    orphan = {"kind": "paragraph", "id": "z", "position": 0}
    opensearch.call("PUT", f"/{prefix}/_doc/p:0:z?routing=z", orphan)
    opensearch.call("POST", f"/{prefix}/_refresh")
    found = check(open_target(address))
    assert found.articles == 3
    assert found.faults == (
        f"{prefix}-000001 holds 0 articles “a0” instead of one.",
        f"{prefix}-000001 holds 0 paragraphs of “a1” instead of 1.",
        f"{prefix}-000001 holds “z”, which is not in the manifest.",
    )
    run(archive, address, is_full=True)
    assert is_sound(address)
