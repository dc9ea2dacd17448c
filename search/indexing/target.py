"""Where a reindex writes: what every kind of index offers it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from search.config.archive import ArchiveConfig
from search.indexing.manifest import Manifest
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.indexing.sink import Sink
from search.storage.arrays import Array


def settings_changed(before: ArchiveConfig, after: ArchiveConfig) -> str:
    """The note for a reindex that reads all articles again because settings changed."""
    names = ", ".join(after.reading_changes(before))
    return f"Settings of the archive have changed ({names}): all articles are read again."


@dataclass(frozen=True, slots=True)
class Baseline:
    """What an index holds already.

    `generation` is the published one, "" if there is none to go on from; `published` is its manifest,
    against which changes are reported. `held` is what need not be written again, which is the same
    unless a reindex was interrupted; then `is_settled` is False, and there is something to publish even
    if nothing changed. `settings` are those that the archive
    had when it was published. `notes` are sentences for the report.
    """

    generation: str
    published: Manifest
    held: Manifest
    settings: ArchiveConfig | None = None
    is_settled: bool = True
    notes: tuple[str, ...] = ()


class Publication(NamedTuple):
    """A published generation: its name and counts."""

    name: str
    articles: int
    paragraphs: int


class GenerationBuilder(Protocol):
    """A generation that is being written."""

    @property
    def sink(self) -> Sink:
        """Where articles go; processes get copies of it."""

    def missing(self, changes: ReadChanges, change: ManifestDiff) -> Array:
        """The rows whose articles have to be written (again), though all that changed has been."""

    def publish(self, changes: ReadChanges, change: ManifestDiff) -> str:
        """Make it what is served, and give its name; raises `IndexDamaged` if it is not complete."""

    def discard(self) -> None:
        """It is not needed: nothing changed."""


class Target(Protocol):
    """An index that a reindex writes to."""

    def session(self, is_dry: bool) -> AbstractContextManager[None]:
        """While it lasts nobody else writes, unless it is dry; all else is called inside of one.

        Raises `ReindexRunning` if another writes, and what is said of an index that cannot be written.
        """

    def base(self, is_full: bool, is_dry: bool, config: ArchiveConfig) -> Baseline:
        """What the index holds; nothing of it is used if `is_full`, or if `config` has articles read
        in another way."""

    def start(
        self, base: Baseline, size: int, most_words: int, config: ArchiveConfig
    ) -> GenerationBuilder:
        """Begin to write, what is in `base` being there already. `size` is the archive's in bytes,
        `most_words` what a process may keep in memory."""

    def roll_back(self) -> Publication:
        """Publish the generation before the current one again; raises `IndexMissing`."""

    def check(self) -> tuple[Publication, list[str]]:
        """What is published, and what is wrong with it, one sentence a fault."""
