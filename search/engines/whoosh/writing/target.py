"""A reindex into a folder: generations beside each other, of which one is published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.engines.whoosh import generations
from search.engines.whoosh.generations import Generation
from search.engines.whoosh.writing import assembly
from search.engines.whoosh.writing.lock import locked
from search.engines.whoosh.writing.segment_sink import SegmentSink
from search.errors import IndexDamaged, IndexMissing, IndexNotWritable
from search.indexing.manifest import empty, load
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.indexing.target import Baseline, GenerationBuilder, Publication, settings_changed
from search.reading import READING_VERSION
from search.storage.arrays import Array


class FolderTarget:
    """Implements `search.indexing.target.Target`."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._generation: Generation | None = None

    @contextmanager
    def session(self, is_dry: bool) -> Iterator[None]:
        if is_dry:
            yield
            return
        try:
            with locked(self._index):
                yield
        except OSError as error:
            raise IndexNotWritable(
                f"The index in {self._index} could not be written ({error}): it is as it was."
            ) from error

    def base(self, is_full: bool, is_dry: bool, config: ArchiveConfig) -> Baseline:
        try:
            generation = generations.current(self._index)
            manifest = load(generation.folder / generations.MANIFEST)
            generation.open()
            settings = generation.settings()
        except IndexMissing:
            return _nothing()
        except (IndexDamaged, OSError, ValueError) as error:
            return _nothing(f"The index is written anew: {error}")
        if generation.info.reading != READING_VERSION:
            return _nothing(
                "This version of Backissue reads articles differently: all are read anew."
            )
        if settings.reading_key != config.reading_key:
            return _nothing(settings_changed(settings, config))
        if is_full:
            return _nothing()
        self._generation = generation
        return Baseline(generation.name, manifest, manifest, settings)

    def start(
        self, base: Baseline, size: int, most_words: int, config: ArchiveConfig
    ) -> GenerationBuilder:
        building = generations.start(self._index)
        sink = SegmentSink(building, most_words, config.facets.names)
        return _Building(self._index, self._generation, building, sink, config)

    def roll_back(self) -> Publication:
        return _publication(generations.roll_back(self._index))

    def check(self) -> tuple[Publication, list[str]]:
        generation = generations.current(self._index)
        return _publication(generation), generations.faults(generation)


@dataclass(frozen=True, slots=True)
class _Building:
    """A generation in the folder `building`, made from the published one."""

    index: Path
    base: Generation | None
    building: Path
    sink: SegmentSink
    config: ArchiveConfig

    def missing(self, changes: ReadChanges, change: ManifestDiff) -> Array:
        """Those whose id belonged to another record that is gone."""
        return changes.unread(change.written.rows)

    def publish(self, changes: ReadChanges, change: ManifestDiff) -> str:
        table = assembly.table(
            self.base, changes, change, self.building, self.sink.most_words, self.sink.facets
        )
        generation = assembly.publish(
            self.index, self.base, changes.manifest, table, self.building, self.config
        )
        return generation.name

    def discard(self) -> None:
        generations.discard(self.building)


def _nothing(*notes: str) -> Baseline:
    return Baseline("", empty(), empty(), notes=notes)


def _publication(generation: Generation) -> Publication:
    return Publication(generation.name, generation.info.articles, generation.info.paragraphs)
