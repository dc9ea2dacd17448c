"""Assembling a generation from old and new segments, verifying and publishing it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.engines.common.rebuild import Counts, verify_counts
from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.generation import (
    DUPLICATES,
    MANIFEST,
    Generation,
    Info,
    file_name,
    write_table,
)
from search.engines.whoosh.segments.segment import SUFFIX, Segment
from search.engines.whoosh.writing import duplicate_groups, publication
from search.engines.whoosh.writing.foundation import Foundation
from search.engines.whoosh.writing.merge_policy import FULL, segments_to_merge
from search.engines.whoosh.writing.segment_sink import SegmentSink
from search.errors import IndexDamaged
from search.indexing.manifest import Manifest, owners, save
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.model.facets import FacetName, FacetTable
from search.reading import READING_VERSION

_SAMPLE = 25


def assemble(
    base: Foundation | None,
    changes: ReadChanges,
    diff: ManifestDiff,
    building: Path,
    sink: SegmentSink,
) -> list[ColumnarSegment]:
    """The segments of the new generation: those of `base`, new ones, and ones that `sink` merges.

    Afterwards the files of all of them are in `building`.
    """
    _remove_incomplete(building, changes)
    kept, new = _kept(base, diff), _new(changes, diff)
    merged = segments_to_merge([*kept, *new], sink.most_words // FULL)
    for each in merged:
        sink.absorb(
            base.generation.open_segment(each) if base and each in kept else each.open(building)
        )
    kept = [each for each in kept if each not in merged]
    if base:
        publication.share(base.generation, building, kept)
    for each in new:
        if each in merged:
            (building / file_name(each)).unlink()
    new = [each for each in new if each not in merged]
    results = [ColumnarSegment(name, size, words=words) for name, size, words in sink.finish()]
    return [*kept, *new, *results]


def publish(
    index: Path,
    base: Foundation | None,
    manifest: Manifest,
    segments: list[ColumnarSegment],
    building: Path,
    config: ArchiveConfig,
    keep: int,
) -> Generation:
    """Verify the generation in `building` and make it the current one; `keep` are kept."""
    write_table(building, segments, config.facets.names)
    save(manifest, building / MANIFEST)
    owned, _ = owners(manifest)
    opened = [each.open(building) for each in segments]
    if config.duplicates:
        duplicate_groups.write(opened, building / DUPLICATES)
    info = Info(
        number=publication.next_number(index),
        articles=len(owned),
        paragraphs=owned.paragraphs,
        reading=READING_VERSION,
        published_at="",
        config=config.stamp(),
        sparse=_sparse(opened, config.facets),
    )
    _verify(opened, info, owned)
    names = {file_name(each) for each in segments}
    before = base.generation.info.checksums if base else {}
    checksums = {name: checksum for name, checksum in before.items() if name in names}
    return publication.publish(index, building, info, checksums, keep)


def _sparse(segments: Sequence[Segment], facets: FacetTable) -> list[FacetName]:
    """The facets that have too few values in all articles to be offered."""
    return [
        facet.name
        for facet in facets
        if facet.least_values
        and len(set().union(*(segment.live_values(facet.name) for segment in segments)))
        < facet.least_values
    ]


def _kept(base: Foundation | None, diff: ManifestDiff) -> list[ColumnarSegment]:
    """The whole segments of the last generation, without the articles that are replaced or removed."""
    if base is None:
        return []
    kept = []
    for listed in base.segments:
        segment = base.generation.open_segment(listed)
        withdrawn = frozenset(segment.find(id) for id in diff.withdrawn) - {-1}
        remaining = listed.without(withdrawn)
        if remaining.doc_count():
            kept.append(remaining)
    return kept


def _remove_incomplete(building: Path, changes: ReadChanges) -> None:
    """Remove what processes were writing when they ended."""
    complete = {f"{each.name}{SUFFIX}" for each in changes.segments}
    for file in building.glob(f"*{SUFFIX}"):
        if file.name not in complete:
            file.unlink()


def _new(changes: ReadChanges, diff: ManifestDiff) -> list[ColumnarSegment]:
    """The new segments, without the records that were read but do not own their id."""
    dropped = changes.dropped(diff.written.rows)
    return [
        ColumnarSegment(name, size, dropped.get(name, frozenset()), words)
        for name, size, words in changes.segments
    ]


def _verify(segments: Sequence[Segment], info: Info, ids: Sequence[str]) -> None:
    """Raise `IndexDamaged` unless the counts are right and a sample of articles can be found."""
    found = Counts(
        sum(segment.live_count for segment in segments),
        sum(segment.live_paragraphs for segment in segments),
    )
    verify_counts("The new index", found, Counts(info.articles, info.paragraphs))
    for id in random.sample(ids, min(_SAMPLE, len(ids))):
        documents = [(segment, segment.find(id)) for segment in segments]
        found_ids = [segment.article(number).id for segment, number in documents if number >= 0]
        if found_ids != [id]:
            raise IndexDamaged(
                f"The new index does not hold “{id}” exactly once: it was not published. Run"
                " `backissue reindex` again."
            )
