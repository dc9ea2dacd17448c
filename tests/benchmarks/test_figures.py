"""Figures and pages of runs, from replies that are made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks import figures, limits, tables
from benchmarks.measure import Indexed, Measured, Reply, Run
from benchmarks.peers.protocol import Query
from benchmarks.queries import KINDS, Asked
from benchmarks.tables import Setting

SETTING = Setting("make bench", "2 cores", "2019-08-31", "an archive", 10e9)
ASKED = [
    Asked(kind, selections, Query(("river",), "and", {}))
    for selections in range(4)
    for kind in KINDS
]


def _measured(name: str, ms: float, total: int = 10) -> Measured:
    replies = [Reply(ms, total, {"author": [3, 2]}) for _ in ASKED]
    slower = [Reply(ms * 2, total, {}) for _ in ASKED]
    again = [Reply(ms / 4, total, {}) for _ in ASKED]
    indexed = Indexed(articles=1_000, seconds=4.0, peak=120.0, size=5_000_000)
    asked = (replies, again, slower, again)
    return Measured(name, "1.0", indexed, 3.0, 9.0, *asked, 40.0, 20.0, 0.5)


def _run(*peers: Measured) -> Run:
    return Run(1_000, 6_000_000, ASKED, list(peers), [20_000.0] * len(ASKED))


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([1.0], 95, 1.0), ([float(n) for n in range(1, 101)], 95, 95.0), ([3.0, 1.0, 2.0], 50, 2.0)],
)
def test_a_percentile_is_one_of_the_values(
    values: list[float], percent: int, expected: float
) -> None:
    assert figures.percentile(values, percent) == expected


def test_ratios_say_how_many_times_backissues_median() -> None:
    run = _run(_measured("backissue", 2.0), _measured("tantivy", 6.0))
    assert figures.ratios(run, run.peer("tantivy"), figures.plain) == dict.fromkeys(KINDS, 3.0)
    assert figures.typical(run, run.peer("tantivy"), figures.with_passages) == pytest.approx(12)


def test_agreement_compares_totals_and_counts() -> None:
    run = _run(_measured("backissue", 1.0), _measured("sqlite", 1.0, total=8))
    found = figures.agreement(run, run.peer("sqlite"))
    assert (found.same_totals, found.same_counts) == (0, 0)
    assert found.difference == pytest.approx(0.2)
    same = figures.agreement(run, run.peer("backissue"))
    assert (same.same_totals, same.same_counts, same.difference) == (1, 1, 0)


def test_bytes_touched_grow_with_postings_positions_and_matches() -> None:
    frequency = {"river": 100, "flood": 10}

    def touched(operator: str, total: int, **selected: list[str]) -> float:
        query = Query(("river", "flood"), operator, selected)
        return limits.bytes_touched(query, total, frequency, 2.0)

    assert touched("and", 0) == 110 * limits.POSTING
    assert touched("phrase", 0) == 110 * (limits.POSTING + 2 * limits.POSITION)
    assert touched("and", 5) - touched("and", 0) == 5 * 3 * limits.ORDINAL
    assert touched("and", 0, theme=["x"]) - touched("and", 0) == 10 * limits.ORDINAL
    assert touched("or", 0, theme=["x"]) - touched("or", 0) == 110 * limits.ORDINAL


def test_the_page_of_a_run_shows_latencies_ratios_and_indexing() -> None:
    run = _run(_measured("backissue", 2.0), _measured("tantivy", 6.0), _measured("sqlite", 1.0))
    page = tables.results(run, SETTING, Indexed(500, 5.0, 100.0, 1_000_000))
    assert "| phrase | 2.00 / 2.00 | 6.00 / 6.00 | 1.00 / 1.00 |" in page
    assert "| phrase | 3.00 | 0.50 | 0.50 |" in page
    assert "| phrase | 0.50 / 0.50 | 1.50 / 1.50 | 0.25 / 0.25 |" in page
    assert "| geometric mean | **3.00** | **0.50** | 0.50 |" in page
    assert "| articles indexed a second | 250 | 250 | 250 |" in page
    assert "Whoosh indexes 100 articles a second" in page
    assert "| phrase | 20.0 | 2 | 2.00 | 1,000 |" in page
    assert "tantivy-py 1.0" in page


def test_a_slow_peer_is_compared_by_the_queries_that_it_answered() -> None:
    slow = _measured("whoosh", 60.0)
    slow = replace(slow, plain=slow.plain[:10], with_passages=slow.with_passages[:6])
    own = _measured("backissue", 2.0)
    slower_later = own.with_passages[:6] + [Reply(99.0, 10, {})] * 18
    run = _run(replace(own, with_passages=slower_later), slow)
    assert figures.ratios(run, slow, figures.with_passages) == dict.fromkeys(KINDS, 30.0)
    assert "Whoosh 10, with passages 6 of 24." in tables.introduction(run, SETTING)
    assert "asked no more" not in tables.introduction(_run(run.peers[0]), SETTING)


def test_the_page_of_sizes_leaves_out_who_did_not_take_part() -> None:
    small = _run(_measured("backissue", 2.0), _measured("whoosh", 50.0))
    large = _run(_measured("backissue", 4.0))
    page = tables.scaling([small, large], SETTING)
    assert "| articles | Backissue | Whoosh |" in page
    assert "| 1,000 | 2.00 | 50.00 |" in page
    assert "| 1,000 | 4.00 |  |" in page


def test_every_row_of_a_table_has_the_columns_of_its_header() -> None:
    lines = tables.table(["", "a", "b"], [["x", "1", "2"]]).splitlines()
    assert lines == ["|  | a | b |", "| --- | ---: | ---: |", "| x | 1 | 2 |"]
