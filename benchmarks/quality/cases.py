"""Queries as people type them over a small archive, each with the articles that a reader expects."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.outcome import Cases, Share
from search import SearchRequest
from search.engines import Engine

_HITS = 100


@dataclass(frozen=True, slots=True)
class Case:
    """A query, the ids of the articles that it must find, and of those that it may."""

    query: str
    expected: frozenset[str]
    allowed: frozenset[str]


def load(file: Path) -> list[Case]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        Case(row["query"], frozenset(row["expected"]), frozenset(row["allowed"])) for row in rows
    ]


def answered(engine: Engine, cases: Sequence[Case]) -> Cases:
    wrong = [each.query for each in cases if fault(engine, each)]
    return Cases(Share(len(cases) - len(wrong), len(cases)), wrong)


def fault(engine: Engine, case: Case) -> str:
    """What is wrong with the answer, "" if it is right: all that is expected stands before what is
    neither expected nor allowed; where nothing is, nothing has all words."""
    results = engine.search(SearchRequest(case.query, size=_HITS))
    found = [hit.id for hit in results.hits]
    missing = case.expected - {*found}
    wrong = [id for id in found if id not in case.expected | case.allowed]
    if case.expected:
        last = max((found.index(id) for id in case.expected & {*found}), default=-1)
        wrong = [id for id in wrong if found.index(id) < last]
    else:
        wrong = wrong[: results.matching_all]
    return f"misses {sorted(missing)}, finds {wrong}" if missing or wrong else ""
