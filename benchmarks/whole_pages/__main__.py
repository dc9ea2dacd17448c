"""Whole pages of results a second: python -m benchmarks.whole_pages [--archive FILE] [--articles N]

Writes benchmarks/PAGES.md. Servers that are not installed are left out; OpenSearch takes part if
OPENSEARCH_URL names one. `make bench-page` installs the others and wrk, and runs this.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from benchmarks import corpus, queries
from benchmarks.corpus import Record
from benchmarks.options import WORK, archive_option, setting
from benchmarks.processes import ROOT, family, memory
from benchmarks.tables import table
from benchmarks.whole_pages import wrk
from benchmarks.whole_pages.setups import SETUPS, Setup, built
from benchmarks.whole_pages.wrk import Load

DISTINCT = 4_000
"""Searches of which none is asked again while anybody may remember it."""
POPULAR = 100
"""Searches that are asked over and over."""
ROUNDS = 3
_START = 120.0


@click.command()
@archive_option
@click.option("--articles", "sizes", default="20000", help="Numbers of articles.")
@click.option("--seconds", default=10.0, help="Of each of three rounds.")
@click.option(
    "--only", default="", help="Servers with this in their names, printed and not written."
)
def main(archive: Path, sizes: str, seconds: float, only: str) -> None:
    """Write benchmarks/PAGES.md: pages a second of Backissue and of others over the same articles."""
    given = corpus.load(archive)
    parts = [_measured(given, int(size), seconds, only) for size in sizes.split()]
    about = setting("make bench-page", archive, 0)
    head = _HEAD.format(day=about.day, machine=about.machine, archive=about.archive)
    text = "\n\n".join((head, *parts)) + "\n"
    click.echo(text)
    if not only:
        (ROOT / "benchmarks" / "PAGES.md").write_text(text, encoding="utf-8")


def _measured(given: list[Record], size: int, seconds: float, only: str) -> str:
    """The table of an archive of that size."""
    work = WORK / "pages" / str(size)
    work.mkdir(parents=True, exist_ok=True)
    articles = work / "articles.jsonl"
    corpus.save(corpus.sized(given, size), articles)
    texts = _texts(given)
    rows = []
    for setup in SETUPS:
        if only not in setup.name or not setup.is_there():
            click.echo(f"{setup.name} is left out")
            continue
        click.echo(f"{setup.name}, {size:,} articles")
        rows.append(_row(setup, built(setup, articles, work), texts, seconds))
    return f"## {size:,} articles\n\n{table(_COLUMNS, rows)}"


def _texts(given: list[Record]) -> list[str]:
    """Frequent and rare words of the archive, and pairs of frequent ones."""
    chance = random.Random(1)
    known = queries.vocabulary(given[:: max(1, len(given) // queries.SAMPLE)])
    frequent, rare = sorted(known.frequent), sorted(known.rare)
    pairs = [f"{one} {other}" for one in frequent for other in frequent if one < other]
    texts = [*frequent, *chance.sample(rare, min(len(rare), DISTINCT // 4))]
    texts += chance.sample(pairs, min(len(pairs), DISTINCT - len(texts)))
    chance.shuffle(texts)
    return texts


def _row(setup: Setup, folder: Path, texts: Sequence[str], seconds: float) -> list[str]:
    paths = [setup.path(each) for each in texts]
    with tempfile.TemporaryDirectory() as temporary, _served(setup, folder) as (process, port):
        where = Path(temporary)
        wrk.ask(port, paths[:20], 2, where)
        distinct = [wrk.ask(port, paths, seconds, where) for _ in range(ROUNDS)]
        popular = [wrk.ask(port, paths[:POPULAR], seconds, where) for _ in range(ROUNDS)]
        taken = sum(map(memory, family(process)))
    return [setup.name, *_cells(distinct), *_cells(popular), f"{taken:.0f} MB"]


def _cells(loads: Sequence[Load]) -> list[str]:
    median = statistics.median
    failed = sum(each.failed for each in loads)
    if not any(each.rate for each in loads):
        return ["none in time", "–", "–", "–"]
    return [
        f"{median(each.rate for each in loads):,.0f}" + (f" ({failed} failed)" if failed else ""),
        f"{median(each.median for each in loads):.0f}",
        f"{median(each.p95 for each in loads):.0f}",
        f"{median(each.size for each in loads) / 1000:.0f}",
    ]


@contextmanager
def _served(setup: Setup, folder: Path) -> Iterator[tuple[int, int]]:
    """The process and the port of a running server."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]

    def filled(text: str) -> str:
        return text.replace("PORT", str(port)).replace("FOLDER", str(folder))

    environment = {name: filled(value) for name, value in setup.environment.items()}
    process = subprocess.Popen(
        [filled(each) for each in setup.command],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(f"http://127.0.0.1:{port}{setup.health}")
        time.sleep(2)
        yield process.pid, port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _wait(address: str) -> None:
    end = time.monotonic() + _START
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


_COLUMNS = (
    "server", "distinct: pages a second", "p50 ms", "p95 ms", "kB", "popular: pages a second",
    "p50 ms", "p95 ms", "kB", "memory",
)  # fmt: skip
_HEAD = """# Whole pages

Written by `make bench-page` on {day}: {machine}; articles of {archive}. wrk asks with eight
connections from the same machine, and servers have two workers (Datasette has one process).
A page has a query box, ten hits with passages, and the 50 most frequent values of three facets with
their counts; Backissue's has its five facets, a timeline, and all else that it has. Queries are a
word or two that must all match. *Distinct* ones are not asked again before 4,000 others; *popular*
are the same hundred over and over. Medians of three rounds; kilobytes as sent, and of these servers
Backissue alone compresses. Flask's page over tantivy-py and OpenSearch is
`benchmarks/whole_pages/plain_site.py`."""


if __name__ == "__main__":
    main()
