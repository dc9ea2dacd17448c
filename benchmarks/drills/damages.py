"""An index is damaged in every way, while a site serves it.

Each damage befalls a whole index. `check` and `generations` must find it; the site and an engine that is
just being opened may only give right answers, or say why they give none; no worker may die; and once
the index is whole, the site must serve it again.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from click.testing import CliRunner

from benchmarks.drills import editions
from benchmarks.drills.commands import run, site, workers_started
from benchmarks.drills.editions import Question, is_true, questions, told, truth
from benchmarks.drills.harm import harm
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.readers import OK, UNAVAILABLE, fault, get
from search import SearchRequest, open_engine
from search.cli.commands import main as backissue
from search.errors import BackissueError
from search.result_formats.json import results_as_json

EDITIONS = (1, 2, 3)
"""Published one after the other, the second in full."""
WORKERS = 2
_QUESTIONS = 4
_PATIENCE = 60.0
"""Seconds: on a busy machine an answer may have to be cut short, which would look wrong."""
_RECOVERY = 5.0
"""Seconds after which a site must serve an index that is whole again."""


@dataclass(slots=True)
class _Tally:
    """The statuses of the site's answers, and what went wrong."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def drill(folder: Path, damages: int, seed: int = 1) -> Outcome:
    """Do that many damages in an empty folder."""
    whole, index, log = folder / "whole", folder / "index", folder / "log"
    _publish(folder / "archive", whole)
    _restore(whole, index)
    tally = _Tally()
    with site(index, log) as served:
        for number in range(damages):
            chance = random.Random(f"{seed} {number}")
            asked = [*islice(questions(chance), _QUESTIONS)]
            what = harm(chance, index)
            wrong = [
                *_not_found(index),
                *_by_site(served.port, asked, tally),
                *_opened(index, asked),
            ]
            _restore(whole, index)
            wrong += _not_recovered(served.port, asked)
            tally.faults += [f"{number}, {what}: {each}" for each in wrong]
        died = workers_started(log) - WORKERS
    if died:
        tally.faults.append(f"{died} workers died")
    statuses = ", ".join(f"{count:,} with {each}" for each, count in sorted(tally.statuses.items()))
    return Outcome("damages", f"{damages:,} damages, answers of the site: {statuses}", tally.faults)


def _publish(archive: Path, index: Path) -> None:
    for edition in EDITIONS:
        editions.write(archive, edition)
        words = ("--full",) if edition == EDITIONS[1] else ()
        done = run("reindex", archive, "--index", index, *words, BACKISSUE_KEEP="3")
        assert not done.returncode, done.stderr


def _restore(whole: Path, index: Path) -> None:
    """Make the index a copy of a whole one, with its hard links and times."""
    shutil.rmtree(index, ignore_errors=True)
    subprocess.run(["cp", "-a", whole, index], check=True)


def _not_found(index: Path) -> Iterator[str]:
    """Whether a damage escapes the commands that look for it."""
    found = CliRunner().invoke(backissue, ["check", "--index", str(index)])
    listed = CliRunner().invoke(backissue, ["generations", "--index", str(index), "--json"])
    for done in (found, listed):
        if done.exception and not isinstance(done.exception, SystemExit):
            yield f"a command ends with {done.exception!r}"
    if found.exit_code == 0 and _are_whole(listed.stdout):
        yield "no command finds it"


def _are_whole(listed: str) -> bool:
    """Whether all generations are there, and said to be whole."""
    found = json.loads(listed)["generations"]
    return len(found) == len(EDITIONS) and all(each["whole"] for each in found)


def _by_site(port: int, asked: list[Question], tally: _Tally) -> Iterator[str]:
    for question in asked:
        answer = get(port, question.path)
        tally.statuses[answer.status] += 1
        if wrong := fault(answer, question, EDITIONS, may_refuse=True):
            yield wrong
    for path in (f"/articles/a{len(asked)}?q={asked[0].words[0]}", "/search?q=river", "/readyz"):
        answer = get(port, path)
        tally.statuses[answer.status] += 1
        if answer.status not in (OK, UNAVAILABLE) or not answer.text.strip():
            yield f"{path}: {answer.status} {answer.text[:200]}"


def _opened(index: Path, asked: list[Question]) -> Iterator[str]:
    """What is wrong with the answers of an engine that is opened on a damaged index."""
    for question in asked:
        params = [("q", " ".join(question.words)), ("match", "all"), ("sort", "newest")]
        params += [("theme", question.theme)] if question.theme else []
        try:
            with open_engine(index, _PATIENCE) as engine:
                results = engine.search(SearchRequest.from_params(params))
                said = told(results_as_json(results, engine.config().facets))
        except BackissueError:
            continue
        except Exception as error:  # whatever else it is, it is a fault
            yield f"an engine raises {error!r}"
            continue
        if not is_true(said, question, EDITIONS):
            yield f"an engine finds {said} for {question}"


def _not_recovered(port: int, asked: list[Question]) -> list[str]:
    """Wait until both workers serve the newest edition again."""
    end = time.monotonic() + _RECOVERY
    question = asked[0]
    expected = truth(question, EDITIONS[-1])
    in_a_row = 0
    while in_a_row < 2 * WORKERS:
        answer = get(port, question.path)
        is_right = answer.status == OK and told(json.loads(answer.text)) == expected
        in_a_row = in_a_row + 1 if is_right else 0
        if time.monotonic() > end:
            return [f"it is whole again, and still {answer.status} {answer.text[:200]}"]
    return []
