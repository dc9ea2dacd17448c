"""The quiet log of searches, and what is told of it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from search.cli.commands import main
from search.config.environment import Settings
from search.engines import Engine
from search.model.noted_search import NotedSearch
from web import create_app
from web.search_log import append


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "searches.jsonl"


@pytest.fixture
def noting(engine: Engine, log: Path) -> FlaskClient:
    return create_app(engine, Settings(search_log=log)).test_client()


def test_a_search_is_noted_without_who_searched(noting: FlaskClient, log: Path) -> None:
    headers = {"User-Agent": "Netscape", "X-Forwarded-For": "192.0.2.7", "Cookie": "view=full-20"}
    assert noting.get("/search?q=river&from=2010", headers=headers).status_code == 200
    values = json.loads(log.read_text())
    assert values.pop("ms") >= 0
    assert values.pop("total") > 0
    assert values == {"day": date.today().isoformat(), "text": "river", "is_narrowed": True}


def test_a_search_whose_answer_was_kept_counts_again(noting: FlaskClient, log: Path) -> None:
    for _ in range(3):
        assert noting.get("/search?q=river").status_code == 200
    assert len(log.read_text().splitlines()) == 3


def test_only_the_first_page_of_a_search_for_words_is_noted(noting: FlaskClient, log: Path) -> None:
    for address in (
        "/search?q=river&page=2",
        "/search",
        "/search?region=Asia",
        "/search.json?q=river",
    ):
        assert noting.get(address).status_code == 200
    assert not log.exists()


def test_nothing_is_noted_unless_a_file_is_named(client: FlaskClient, log: Path) -> None:
    assert client.get("/search?q=river").status_code == 200
    assert [*log.parent.iterdir()] == []


def test_a_log_that_cannot_be_written_is_no_reason_to_refuse(
    engine: Engine, tmp_path: Path
) -> None:
    client = create_app(engine, Settings(search_log=tmp_path / "no" / "log")).test_client()
    assert client.get("/search?q=river").status_code == 200


def test_the_log_stays_small_and_lines_stay_whole_whoever_writes(log: Path) -> None:
    line = NotedSearch("2026-01-01", "river " * 9, 1, 1.0).line().encode()
    with ThreadPoolExecutor(8) as workers:
        for _ in workers.map(lambda _: append(log, line, most=20 * len(line)), range(500)):
            pass
    files = [*log.parent.iterdir()]
    assert {each.name for each in files} == {"searches.jsonl", "searches.jsonl.1"}
    for each in files:
        assert each.stat().st_size <= 30 * len(line)
        assert {*each.read_bytes().splitlines(keepends=True)} == {line}


def _report(log: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["report", "searches", "--log", str(log), *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_report_has_what_is_frequent_found_nowhere_and_slow(log: Path) -> None:
    asked = [
        NotedSearch("2026-01-02", "River", 8, 10),
        NotedSearch("2026-01-03", "river ", 8, 700),
        NotedSearch("2026-01-03", "river", 0, 30, is_narrowed=True),
        NotedSearch("2026-01-04", "zebra", 0, 5),
    ]
    log.with_name(f"{log.name}.1").write_text(asked[0].line() + "no line\n[1]\n{}\n")
    log.write_text("".join(each.line() for each in asked[1:]))
    told = json.loads(_report(log, "--json"))
    assert (told["first_day"], told["last_day"], told["searches"]) == (
        "2026-01-02",
        "2026-01-04",
        4,
    )
    assert [(each["text"], each["times"], each["total"]) for each in told["frequent"]] == [
        ("river", 3, 8),
        ("zebra", 1, 0),
    ]
    assert [each["text"] for each in told["without_hits"]] == ["zebra"]
    assert [(each["text"], each["slowest_ms"]) for each in told["slow"]] == [("river", 700)]
    assert "Without a result" in _report(log)
    assert len(json.loads(_report(log, "--json", "--most", "1"))["frequent"]) == 1


def test_without_a_log_a_sentence_says_how_to_have_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKISSUE_SEARCH_LOG", raising=False)
    result = CliRunner().invoke(main, ["report", "searches"])
    assert result.exit_code == 2
    assert "set BACKISSUE_SEARCH_LOG to a file" in result.stderr
    result = CliRunner().invoke(main, ["report", "searches", "--log", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "there is no such file" in result.stderr
