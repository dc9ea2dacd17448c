"""A reindex into a folder of generations, of which one is published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.engines.common.rebuild import OTHER_READING, OTHER_VERSION, settings_changed
from search.engines.whoosh import generations, last_check
from search.engines.whoosh.generation import MANIFEST, Generation, read
from search.engines.whoosh.segments.segment import Segment
from search.engines.whoosh.writing import (
    conditions,
    foundation,
    generation_writer,
    publication,
    repeated_file,
)
from search.engines.whoosh.writing.foundation import Foundation
from search.engines.whoosh.writing.lock import locked
from search.engines.whoosh.writing.obstacles import make_way
from search.engines.whoosh.writing.segment_sink import SegmentSink
from search.errors import IndexDamaged, IndexMissing, IndexNotWritable, IndexOfOtherVersion
from search.indexing.manifest import Manifest, empty, load
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.markers import Guessing, Known, Marker
from search.indexing.read_changes import ReadChanges
from search.indexing.repeated import RepeatedParagraph
from search.indexing.target import Baseline, Condition, GenerationBuilder, nothing
from search.model.articles import Article
from search.reading import READING_VERSION
from search.storage.arrays import Array


class FolderTarget:
    """Implements `search.indexing.target.Target`; it keeps `keep` generations."""

    def __init__(self, index: Path, keep: int = publication.KEEP) -> None:
        self._index = index
        self._keep = keep
        self._foundation: Foundation | None = None
        self._published: Generation | None = None
        self._opened: list[Segment] | None = None

    @contextmanager
    def session(self, is_dry: bool) -> Iterator[None]:
        if is_dry:
            yield
            return
        try:
            with locked(self._index):
                try:
                    yield
                finally:
                    publication.remove_unfinished(self._index)
        except OSError as error:
            raise IndexNotWritable(
                f"The index in {self._index} could not be written ({error}): it is as it was."
            ) from error

    def base(self, is_full: bool, is_dry: bool, config: ArchiveConfig) -> Baseline:
        self._foundation = self._published = self._opened = None
        moved = () if is_dry else make_way(self._index)
        base = self._base(is_full, is_dry, config)
        return replace(base, notes=(*moved, *base.notes), rolled_back=self._rolled_back())

    def _base(self, is_full: bool, is_dry: bool, config: ArchiveConfig) -> Baseline:
        try:
            found = foundation.found(self._index)
        except IndexMissing:
            return nothing()
        except IndexOfOtherVersion:
            return nothing(OTHER_VERSION, served=self._served())
        except IndexDamaged as error:
            note = f"{error.fault} The index is built again."
            return nothing(note, served=self._served())
        self._published = found.generation
        if not (found.notes or is_dry):
            last_check.note(self._index, found.generation, found.checked_at)
        settings = found.generation.settings()
        served = found.manifest
        if found.generation.info.reading != READING_VERSION:
            return nothing(*found.notes, OTHER_READING, served=served)
        if settings.reading_key != config.reading_key:
            return nothing(*found.notes, settings_changed(settings, config), served=served)
        if is_full:
            return nothing(*found.notes, served=served)
        self._foundation = found
        return Baseline(
            found.generation.name,
            found.manifest,
            found.held(),
            settings,
            is_complete=not found.notes,
            notes=found.notes,
            served=served,
        )

    def article(self, id: str) -> Article | None:
        if self._opened is None:
            self._opened = self._open()
        for segment in self._opened:
            with suppress(IndexDamaged):
                if (document := segment.find(id)) >= 0:
                    return segment.article(document)
        return None

    def _open(self) -> list[Segment]:
        """The segments of the published generation, as far as they can be opened."""
        opened = []
        if published := self._published:
            for each in published.table():
                with suppress(IndexDamaged):
                    opened.append(published.open_segment(each))
        return opened

    def _served(self) -> Manifest:
        """The manifest of the published generation, whose articles cannot be read; empty if it cannot be
        read either."""
        try:
            return load(generations.current_folder(self._index) / MANIFEST)
        except (IndexDamaged, IndexMissing, OSError, LookupError, ValueError):
            return empty()

    def _rolled_back(self) -> str:
        """The published generation if a rollback published it, "" otherwise."""
        try:
            published = generations.pointer(self._index)
        except IndexDamaged:
            return ""
        is_rolled_back = published == generations.rolled_back(self._index)
        return published.name if is_rolled_back else ""

    def start(
        self, base: Baseline, size: int, most_words: int, config: ArchiveConfig
    ) -> GenerationBuilder:
        building = publication.start(self._index)
        sink = SegmentSink(building, most_words, config.facets.names, self._marker(config))
        return _FolderBuilder(self._index, self._foundation, building, sink, config, self._keep)

    def _marker(self, config: ArchiveConfig) -> Marker:
        """What marks paragraphs until it is known which are repeated."""
        if not config.drop_repeated:
            return Known()
        before = repeated_file.load(self._foundation.generation) if self._foundation else []
        return Guessing(frozenset(each.key for each in before))

    def repeated(self) -> list[RepeatedParagraph]:
        generation = generations.current(self._index)
        return [each.paragraph for each in repeated_file.load(generation)]

    def generations(self) -> list[Condition]:
        return conditions.every(self._index)

    def examined(self, generation: Condition) -> Condition:
        return conditions.examined(self._index, generation)

    def published(self) -> Condition:
        return conditions.published(self._index)

    def publish_again(self, generation: Condition) -> None:
        make_way(self._index)
        folder = generations.folder(self._index, generation.name)
        publication.roll_back(self._index, read(folder))


def folder_at(index: Path, keep: int | None) -> FolderTarget:
    """The index in a folder."""
    return FolderTarget(index) if keep is None else FolderTarget(index, keep)


@dataclass(frozen=True, slots=True)
class _FolderBuilder:
    """Implements `GenerationBuilder` in the folder `building`; the generation continues `base`."""

    index: Path
    base: Foundation | None
    building: Path
    sink: SegmentSink
    config: ArchiveConfig
    keep: int

    def missing(self, changes: ReadChanges, diff: ManifestDiff) -> Array:
        """The articles whose id belonged to another record before, which is gone."""
        return changes.unread(diff.written.rows)

    def publish(self, changes: ReadChanges, diff: ManifestDiff) -> str:
        def sink(marker: Marker) -> SegmentSink:
            return SegmentSink(self.building, self.sink.most_words, self.sink.facets, marker)

        segments = generation_writer.assemble(
            self.base, changes, diff, self.building, sink, self.config.drop_repeated
        )
        generation = generation_writer.publish(
            self.index, self.base, diff.owned, segments, self.building, self.config, self.keep
        )
        return generation.name

    def discard(self) -> None:
        publication.discard(self.building)

    def abandon(self) -> None:
        publication.discard(self.building)
