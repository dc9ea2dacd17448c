"""Engines as processes that index archives and rank the same questions, some side by side."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.measure import cores
from benchmarks.processes import PeerProcess
from benchmarks.quality.questions import Questions, Ranked

OWN = "backissue"
_SLOW = ("whoosh", "xapian")
"""These begin first, or all would wait for them at the end."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A file that `benchmarks.corpus` wrote, its folder, and what is asked over it of which engines."""

    name: str
    articles: Path
    asked: Sequence[Questions]
    engines: Sequence[str]

    def folder(self, engine: str) -> Path:
        return self.articles.parent / engine

    @property
    def index(self) -> Path:
        """Where Backissue's own index is, which stays when its peers' are removed."""
        return self.folder(OWN) / "index"


@dataclass(frozen=True, slots=True)
class Answers:
    """What an engine found in an archive, for each of `Archive.asked`."""

    archive: str
    engine: str
    version: str
    found: Sequence[Ranked]


def answers(archives: Sequence[Archive]) -> list[Answers]:
    """What all engines find in all archives, as many at a time as there are cores."""
    tasks = [(archive, engine) for archive in archives for engine in archive.engines]
    tasks.sort(key=lambda task: (-task[0].articles.stat().st_size, task[1] not in _SLOW))
    with ThreadPoolExecutor(cores()) as pool:
        return [*pool.map(_answers, *zip(*tasks, strict=True))] if tasks else []


def _answers(archive: Archive, engine: str) -> Answers:
    folder = archive.folder(engine)
    folder.mkdir()
    with PeerProcess(engine) as peer:
        peer.ask("index", articles=str(archive.articles), folder=str(folder), processes=1)
    with PeerProcess(engine) as peer:
        peer.ask("open", folder=str(folder))
        found = [_ranked(peer, questions) for questions in archive.asked]
        version = peer.ask("version")["version"]
    if engine != OWN:
        shutil.rmtree(folder)
    click.echo(f"{archive.name}: {engine} has answered")
    return Answers(archive.name, engine, version, found)


def _ranked(peer: PeerProcess, questions: Questions) -> Ranked:
    return {
        name: peer.ask("rank", text=text, depth=questions.depth)["ids"]
        for name, text in questions.typed.items()
    }


def of_archive(found: Iterable[Answers], name: str) -> dict[str, Sequence[Ranked]]:
    """For each engine, its rankings in one archive."""
    return {each.engine: each.found for each in found if each.archive == name}
