"""Putting a generation together: segments kept from the last one, new ones, deletions; then a check
that it holds what the manifest says, and publication."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.engines.whoosh import generations
from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.generations import Generation, Info
from search.engines.whoosh.writing.merge_policy import FULL, merge, to_merge
from search.engines.whoosh.writing.segment_sink import SegmentSink
from search.errors import IndexDamaged
from search.indexing.manifest import Manifest, owners, save
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.model.facets import FacetName, FacetTable
from search.reading import READING_VERSION

_SAMPLE = 25


def table(
    base: Generation | None,
    changes: ReadChanges,
    change: ManifestDiff,
    building: Path,
    segment_words: int,
    facets: tuple[FacetName, ...],
) -> list[ColumnarSegment]:
    """The segments of the new generation; all their files are in `building` afterwards."""
    kept = _kept(base, change)
    fresh = _fresh(changes, change)
    merged = to_merge([*kept, *fresh], segment_words // FULL)
    shared = [each for each in kept if each not in merged]
    folders = {each.name: base.folder for each in kept} if base else {}
    folders |= {each.name: building for each in fresh}
    sink = SegmentSink(building, segment_words, facets)
    merge(merged, folders, sink)
    if base:
        generations.share(base, building, shared)
    for each in fresh:
        if each in merged:
            (building / generations.file_name(each)).unlink()
    rest = [each for each in fresh if each not in merged]
    merged_anew = [ColumnarSegment(name, size, words=words) for name, size, words in sink.finish()]
    return [*shared, *rest, *merged_anew]


def publish(
    index: Path,
    base: Generation | None,
    manifest: Manifest,
    segments: list[ColumnarSegment],
    building: Path,
    config: ArchiveConfig,
) -> Generation:
    """Verify the generation in `building` and make it the current one."""
    generations.write_table(building, segments, config.facets.names)
    save(manifest, building / generations.MANIFEST)
    owned, _ = owners(manifest)
    info = Info(
        number=generations.next_number(index),
        articles=len(owned),
        paragraphs=owned.paragraphs,
        reading=READING_VERSION,
        published_at="",
        config=config.stamp(),
        sparse=_sparse(building, segments, config.facets),
    )
    _verify(building, segments, info, owned)
    shared = base.info.checksums if base else {}
    names = {generations.file_name(each) for each in segments}
    known = {name: digest for name, digest in shared.items() if name in names}
    return generations.publish(index, building, info, known)


def _sparse(
    building: Path, table: Sequence[ColumnarSegment], facets: FacetTable
) -> list[FacetName]:
    """The facets with fewer values in all articles than they are offered with."""
    segments = [each.open(building) for each in table]
    return [
        facet.name
        for facet in facets
        if facet.least_values
        and len(set().union(*(segment.live_values(facet.name) for segment in segments)))
        < facet.least_values
    ]


def _kept(base: Generation | None, change: ManifestDiff) -> list[ColumnarSegment]:
    """The segments of the last generation without the articles that no longer hold."""
    if base is None:
        return []
    kept = []
    for listed in base.table():
        segment = listed.open(base.folder)
        gone = frozenset(segment.find(id) for id in change.withdrawn) - {-1}
        remaining = listed.without(gone)
        if remaining.doc_count():
            kept.append(remaining)
    return kept


def _fresh(changes: ReadChanges, change: ManifestDiff) -> list[ColumnarSegment]:
    """The new segments without the records that were read but do not own their id."""
    dropped = changes.dropped(change.written.rows)
    return [
        ColumnarSegment(name, size, dropped.get(name, frozenset()), words)
        for name, size, words in changes.segments
    ]


def _verify(
    building: Path, table: Sequence[ColumnarSegment], info: Info, ids: Sequence[str]
) -> None:
    """Raise `IndexDamaged` unless the counts are right and a sample of articles can be found."""
    segments = [each.open(building) for each in table]
    articles = sum(segment.live_count for segment in segments)
    paragraphs = sum(segment.live_paragraphs for segment in segments)
    if (articles, paragraphs) != (info.articles, info.paragraphs):
        raise IndexDamaged(
            f"The new index holds {articles} articles and {paragraphs} paragraphs instead of"
            f" {info.articles} and {info.paragraphs}: it was not published."
        )
    for id in random.sample(ids, min(_SAMPLE, len(ids))):
        places = [(segment, segment.find(id)) for segment in segments]
        found = [segment.article(place).id for segment, place in places if place >= 0]
        if found != [id]:
            raise IndexDamaged(f"The new index does not hold “{id}” once: it was not published.")
