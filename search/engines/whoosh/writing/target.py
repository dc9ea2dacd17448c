"""A reindex into a folder of generations, of which one is published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.engines.common.rebuild import OTHER_READING, OTHER_VERSION, settings_changed
from search.engines.whoosh import generations
from search.engines.whoosh.generation import MANIFEST, Generation, faults
from search.engines.whoosh.segments.segment import Segment
from search.engines.whoosh.writing import generation_writer
from search.engines.whoosh.writing.lock import locked
from search.engines.whoosh.writing.segment_sink import SegmentSink
from search.errors import IndexDamaged, IndexMissing, IndexNotWritable, IndexOfOtherVersion
from search.indexing.manifest import Manifest, empty, load
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.indexing.target import Baseline, GenerationBuilder, Publication, nothing
from search.model.articles import Article
from search.reading import READING_VERSION
from search.storage.arrays import Array


class FolderTarget:
    """Implements `search.indexing.target.Target`."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._generation: Generation | None = None
        self._published: Generation | None = None

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
            manifest = load(generation.manifest())
            generation.open()
            settings = generation.settings()
        except IndexMissing:
            return nothing()
        except IndexOfOtherVersion:
            return nothing(OTHER_VERSION, served=self._served())
        except (IndexDamaged, OSError) as error:
            return nothing(f"The index is built again: {error}", served=self._served())
        self._published = generation
        if generation.info.reading != READING_VERSION:
            return nothing(OTHER_READING, served=manifest)
        if settings.reading_key != config.reading_key:
            return nothing(settings_changed(settings, config), served=manifest)
        if is_full:
            return nothing(served=manifest)
        self._generation = generation
        return Baseline(generation.name, manifest, manifest, settings, served=manifest)

    def article(self, id: str) -> Article | None:
        try:
            for segment in self._segments:
                if (document := segment.find(id)) >= 0:
                    return segment.article(document)
        except (IndexDamaged, OSError):
            return None
        return None

    @cached_property
    def _segments(self) -> list[Segment]:
        return self._published.open() if self._published else []

    def _served(self) -> Manifest:
        """The manifest of the published generation, whose articles cannot be read; empty if it cannot be
        read either."""
        try:
            return load(generations.current_folder(self._index) / MANIFEST)
        except (IndexDamaged, OSError, LookupError, ValueError):
            return empty()

    def start(
        self, base: Baseline, size: int, most_words: int, config: ArchiveConfig
    ) -> GenerationBuilder:
        building = generations.start(self._index)
        sink = SegmentSink(building, most_words, config.facets.names)
        return _FolderBuilder(self._index, self._generation, building, sink, config)

    def roll_back(self) -> Publication:
        return _publication(generations.roll_back(self._index))

    def check(self) -> tuple[Publication, list[str]]:
        generation = generations.current(self._index)
        return _publication(generation), faults(generation)


@dataclass(frozen=True, slots=True)
class _FolderBuilder:
    """Implements `GenerationBuilder` in the folder `building`; the generation continues `base`."""

    index: Path
    base: Generation | None
    building: Path
    sink: SegmentSink
    config: ArchiveConfig

    def missing(self, changes: ReadChanges, diff: ManifestDiff) -> Array:
        """The articles whose id belonged to another record before, which is gone."""
        return changes.unread(diff.written.rows)

    def publish(self, changes: ReadChanges, diff: ManifestDiff) -> str:
        merged = SegmentSink(self.building, self.sink.most_words, self.sink.facets)
        segments = generation_writer.assemble(self.base, changes, diff, self.building, merged)
        generation = generation_writer.publish(
            self.index, self.base, changes.manifest, segments, self.building, self.config
        )
        return generation.name

    def discard(self) -> None:
        generations.discard(self.building)

    def abandon(self) -> None:
        generations.discard(self.building)


def _publication(generation: Generation) -> Publication:
    return Publication(generation.name, generation.info.articles, generation.info.paragraphs)
