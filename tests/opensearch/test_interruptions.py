"""Two reindexes at once, and one that is killed in the middle: nothing is lost, nothing is doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from search.config.environment import Access
from search.engines.opensearch import lease
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import Client
from search.engines.opensearch.index_names import Names
from search.errors import ReindexRunning
from tests.indexing.files import counts, write_article, write_lines
from tests.opensearch.cluster import Cluster
from tests.opensearch.holdings import holdings, is_sound, run

FILES, RECORDS = 20, 60
SENTENCES = "One.\n\nTwo.\n\nSix.\n\nTen.\n\nOld.\n\nNew."


def _fill(archive: Path, edition: int) -> dict[str, tuple[str, ...]]:
    """Write an archive whose articles are longer in one edition, shorter in another, and some of
    which are in one only; what an index of it must show."""
    chance = random.Random(edition)
    expected: dict[str, tuple[str, ...]] = {}
    for file in range(FILES):
        records = []
        for number in range(RECORDS):
            if chance.random() < 0.1:
                continue
            texts = [f"edition{edition} word{at}" for at in range(chance.randint(1, 12))]
            id = f"f{file}-{number}"
            records.append({"id": id, "title": f"T{edition}", "content": "\n".join(texts)})
            expected[id] = (f"T{edition}", *texts)
        write_lines(archive, f"f{file}.jsonl", *records)
    return expected


def _killed(archive: Path, address: str, after: float, *options: str) -> None:
    """Start a reindex, and kill it after some seconds."""
    command = [sys.executable, "-m", "search.cli", "reindex", str(archive), "--jobs", "2", *options]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "BACKISSUE_INDEX": address, "BACKISSUE_SHARDS": "2"},
    )
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def _client(address: str) -> tuple[Client, Names]:
    parsed = Address.parse(address, Access())
    return Client(parsed), Names(parsed.prefix)


@pytest.mark.slow
def test_a_killed_reindex_is_gone_on_with(
    archive: Path, opensearch: Cluster, prefix: str, address: str
) -> None:
    _fill(archive, 0)
    began = time.monotonic()
    run(archive, address, jobs=2)
    duration = time.monotonic() - began
    chance = random.Random(7)
    for edition in range(1, 5):
        _fill(archive, edition)
        _killed(archive, address, chance.uniform(0.3, 1.0) * (duration + 0.7))
    expected = _fill(archive, 5)
    report = run(archive, address, jobs=2)
    assert (report.articles, report.failed) == (len(expected), 0)
    assert holdings(opensearch, prefix) == expected
    assert is_sound(address)
    assert counts(run(archive, address)) == (0, 0, 0, len(expected), 0)


@pytest.mark.slow
def test_a_new_index_that_was_not_completed_is_gone_on_with(
    archive: Path, opensearch: Cluster, prefix: str, address: str
) -> None:
    old = _fill(archive, 0)
    began = time.monotonic()
    first = run(archive, address, jobs=2)
    duration = time.monotonic() - began
    expected = _fill(archive, 1)
    client, names = _client(address)
    for share in (0.8, 0.9, 1.0):
        _killed(archive, address, share * duration + 0.5, "--full")
        if not client.call("GET", f"/{names.state}/_doc/info")["_source"]["building"]:
            break  # too late: it was complete
        assert holdings(opensearch, prefix) == old
    report = run(archive, address, jobs=2)
    assert report.articles == len(expected)
    assert holdings(opensearch, prefix) == expected
    assert is_sound(address)
    assert first.generation == f"{prefix}-000001.1"
    assert report.generation.startswith(f"{prefix}-000002.")
    client.close()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def interrupted(archive: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Run a reindex that ends when everything is written, before anything is deleted or published."""

    def run_and_interrupt() -> None:
        with monkeypatch.context() as patch:
            patch.setattr("search.engines.opensearch.writing.cleanup.delete_stale", _interrupt)
            with pytest.raises(KeyboardInterrupt):
                run(archive, address)

    return run_and_interrupt


def test_documents_that_no_record_mentions_are_deleted(
    archive: Path, opensearch: Cluster, prefix: str, address: str, interrupted: Callable[[], None]
) -> None:
    """After two interruptions no record says how long the article once was."""
    write_article(archive, "a.md", "Title", "One.\n\nTwo.")
    write_article(archive, "b.md", "Other")
    run(archive, address)
    write_article(archive, "a.md", "Title", SENTENCES)
    write_article(archive, "c.md", "New", SENTENCES[:16])
    interrupted()
    write_article(archive, "a.md", "Title", SENTENCES[:16])
    write_article(archive, "c.md", "New", "One.")
    interrupted()
    write_article(archive, "a.md", "Title", "Short.")
    (archive / "c.md").unlink()
    report = run(archive, address)
    assert counts(report) == (0, 1, 0, 1, 0)
    assert holdings(opensearch, prefix) == {"a": ("Title", "Short."), "b": ("Other", "Some text.")}
    assert is_sound(address)


def test_what_is_there_already_is_not_read_again(
    archive: Path,
    opensearch: Cluster,
    prefix: str,
    address: str,
    interrupted: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = _fill(archive, 0)
    interrupted()
    with monkeypatch.context() as patch:
        patch.setattr("search.indexing.tasks.read", _interrupt)
        report = run(archive, address)
    assert counts(report) == (len(expected), 0, 0, 0, 0)
    assert report.notes == (
        f"An interrupted reindex is continued: {len(expected):,} articles are in"
        f" {prefix}-000001 already.",
    )
    assert holdings(opensearch, prefix) == expected


def test_one_writes_at_a_time(archive: Path, address: str) -> None:
    write_article(archive, "a.md", "One")
    client, names = _client(address)
    with lease.held(client, names) as held:
        held.check()
        with pytest.raises(ReindexRunning, match=f"process {os.getpid()}"):
            run(archive, address)
        assert counts(run(archive, address, is_dry=True)) == (1, 0, 0, 0, 0)
    assert run(archive, address).is_published
    client.close()


def test_a_writer_that_vanished_is_followed(
    archive: Path, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    write_article(archive, "a.md", "One")
    run(archive, address)
    client, names = _client(address)
    holder = {"token": "x", "host": "elsewhere", "machine": "other", "process": 1}
    path = f"/{names.state}/_doc/lock"
    client.call("PUT", path, {**holder, "until": time.time() + 30})
    with pytest.raises(ReindexRunning, match="elsewhere"):
        run(archive, address)
    client.call("PUT", path, {**holder, "until": time.time() - 1})
    run(archive, address)
    assert "A reindex on elsewhere was interrupted; this one goes on." in caplog.text
    client.close()


def test_who_lost_the_lock_publishes_nothing(archive: Path, address: str) -> None:
    client, names = _client(address)
    with lease.held(client, names) as held:
        path = f"/{names.state}/_doc/lock"
        found = client.call("GET", path)["_source"]
        client.call("PUT", path, {**found, "token": "another"})
        held.renew()
        with pytest.raises(lease.LeaseLost, match="Another reindex took over"):
            held.check()
    assert client.call("GET", path)["_source"]["token"] == "another"
    client.close()


def test_the_commands_say_the_same(archive: Path, address: str, prefix: str) -> None:
    write_article(archive, "a.md", "The river")
    environment = {**os.environ, "BACKISSUE_INDEX": address, "BACKISSUE_SHARDS": "1"}

    def command(*words: str) -> str:
        line = [sys.executable, "-m", "search.cli", *words]
        return subprocess.run(
            line, env=environment, check=True, capture_output=True, text=True
        ).stdout

    report = json.loads(command("reindex", str(archive), "--json"))
    assert (report["added"], report["generation"]) == (1, f"{prefix}-000001.1")
    assert command("check") == (
        f"Generation {prefix}-000001.1 is as it was written: 1 article, 1 paragraph.\n"
    )
    command("reindex", str(archive), "--full")
    assert json.loads(command("reindex", "--rollback", "--json")) == {
        "generation": f"{prefix}-000001.1",
        "articles": 1,
        "paragraphs": 1,
        "is_published": True,
    }
