"""The index that a reindex writes to: what every kind of index offers."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from search.config.archive import ArchiveConfig
from search.indexing.manifest import Manifest, empty
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.indexing.repeated import RepeatedParagraph
from search.indexing.sink import Sink
from search.model.articles import Article
from search.storage.arrays import Array


@dataclass(frozen=True, slots=True)
class Baseline:
    """What an index holds before the reindex.

    `generation` is the published one, "" if the reindex starts from nothing; `published` is its
    manifest, against which changes are reported. `held` lists what need not be written again. It is
    the same as `published` unless a reindex was interrupted; then `is_complete` is False, and there is
    something to publish even if nothing changed. `settings` are those of the archive when it was
    published, `notes` are sentences for the report.

    `served` is the manifest of what searches find now, also if the reindex starts from nothing.
    `is_in_place` if what is written may show before it is published. `rolled_back` is the published
    generation if a rollback published it, "" otherwise.
    """

    generation: str
    published: Manifest
    held: Manifest
    settings: ArchiveConfig | None = None
    is_complete: bool = True
    notes: tuple[str, ...] = ()
    served: Manifest = field(default_factory=empty)
    is_in_place: bool = False
    rolled_back: str = ""


def nothing(*notes: str, served: Manifest | None = None) -> Baseline:
    """The baseline of a reindex that reads every article."""
    return Baseline("", empty(), empty(), notes=notes, served=served or empty())


@dataclass(frozen=True, slots=True)
class Condition:
    """A generation that an index keeps, and one sentence for each fault that is known of it.

    `number` is what tells it from the others, 0 if it is not known which one is published;
    `published_at` is UTC in ISO 8601, "" if its description cannot be read, and then the counts are
    None. `is_rolled_back` if it is published because of a rollback.
    """

    number: int
    name: str
    published_at: str = ""
    articles: int | None = None
    paragraphs: int | None = None
    is_published: bool = False
    is_rolled_back: bool = False
    faults: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.faults


class GenerationBuilder(Protocol):
    """A generation that is being written."""

    @property
    def sink(self) -> Sink:
        """Takes the articles; every process gets a copy of it."""

    def missing(self, changes: ReadChanges, diff: ManifestDiff) -> Array:
        """The rows of articles that must be read although their records did not change."""

    def publish(self, changes: ReadChanges, diff: ManifestDiff) -> str:
        """Serve this generation from now on; returns its name.

        Raises `IndexDamaged` if it does not hold what the manifest lists.
        """

    def discard(self) -> None:
        """Drop the generation, as nothing changed."""

    def abandon(self) -> None:
        """Publish nothing, although something changed; the next reindex may use what is written."""


class Target(Protocol):
    """An index that a reindex writes to."""

    def session(self, is_dry: bool) -> AbstractContextManager[None]:
        """Keep other writers out, unless it is dry. All other methods are called inside a session.

        Raises `ReindexRunning` if another reindex writes, and the errors of an index that cannot be
        written.
        """

    def base(self, is_full: bool, is_dry: bool, config: ArchiveConfig) -> Baseline:
        """What the index holds; nothing if `is_full`, or if the settings `config` change how articles
        are read."""

    def start(
        self, base: Baseline, size: int, most_words: int, config: ArchiveConfig
    ) -> GenerationBuilder:
        """Begin a generation that continues `base`.

        `size` is the archive's size in bytes, `most_words` the number of words that a process may keep
        in memory.
        """

    def article(self, id: str) -> Article | None:
        """The article that searches find now, None if it cannot be read. It is called after `base`."""

    def generations(self) -> list[Condition]:
        """The generations that the index keeps, the newest first, with those faults that show without
        reading all of them. Raises `IndexMissing` if there is no index."""

    def examined(self, generation: Condition) -> Condition:
        """One of `generations` with all its faults: everything in it is read."""

    def published(self) -> Condition:
        """The published generation with all its faults. Raises `IndexMissing` if there is no index."""

    def repeated(self) -> list[RepeatedParagraph]:
        """The paragraphs of the published generation that stand in many articles and are not searched.
        Raises `IndexMissing` if there is no index."""

    def publish_again(self, generation: Condition) -> None:
        """Publish one of `generations` that is whole."""
