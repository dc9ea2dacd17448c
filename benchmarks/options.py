"""What the two commands have in common: their options, their folder, the setting they report."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks.machine import describe
from benchmarks.processes import ROOT
from benchmarks.tables import Setting

WORK = ROOT / ".backissue" / "bench"
CORPUS = ROOT.parent / "shared" / "corpora" / "allsides-20k.jsonl.gz"
SAMPLE = ROOT / "examples" / "archive"

archive_option = click.option(
    "--archive",
    type=click.Path(exists=True, path_type=Path),
    default=CORPUS if CORPUS.exists() else SAMPLE,
    help="A file of articles, or a folder; the sample archive if there is no corpus beside.",
)
queries_option = click.option(
    "--queries",
    "each",
    type=click.IntRange(1),
    default=6,
    help="Queries of every kind and number of selections.",
)


def setting(command: str, archive: Path, bandwidth: float) -> Setting:
    day = datetime.now(UTC).date().isoformat()
    name = "the sample archive" if archive == SAMPLE else archive.name
    return Setting(command, describe(), day, name, bandwidth)
