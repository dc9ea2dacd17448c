"""Assembling a generation from old and new segments, verifying and publishing it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.engines.common.rebuild import Counts, verify_counts
from search.engines.whoosh import last_check
from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.generation import (
    DUPLICATES,
    MANIFEST,
    Generation,
    Info,
    file_name,
    write_table,
)
from search.engines.whoosh.segments.merging import merge
from search.engines.whoosh.segments.segment import SUFFIX, Segment
from search.engines.whoosh.writing import duplicate_groups, publication, repeated_file
from search.engines.whoosh.writing.cleaning import Passages, clean, find
from search.engines.whoosh.writing.closed_segments import ClosedSegments
from search.engines.whoosh.writing.foundation import Foundation
from search.engines.whoosh.writing.merge_policy import merges
from search.engines.whoosh.writing.segment_sink import SegmentSink
from search.errors import IndexDamaged
from search.indexing.manifest import Articles, save
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.markers import Known, Marker
from search.indexing.read_changes import ReadChanges
from search.model.facets import FacetName, FacetTable
from search.reading import READING_VERSION

_SAMPLE = 25


def assemble(
    base: Foundation | None,
    changes: ReadChanges,
    diff: ManifestDiff,
    building: Path,
    sinks: Callable[[Marker], SegmentSink],
    is_cleaning: bool,
) -> list[ColumnarSegment]:
    """The segments of the new generation: those of `base`, new ones, ones with what a sink of `sinks`
    wrote again, and merged ones. Repeated paragraphs are marked in them, and listed, if it `is_cleaning`.

    Afterwards the files of all segments are in `building`.
    """
    _remove_incomplete(building, changes)
    kept, new = _kept(base, diff), _new(changes, diff)
    old = {each.name for each in kept}

    def opened(each: ColumnarSegment) -> Segment:
        if base and each.name in old:
            return base.generation.open_segment(each)
        return each.open(building)

    passages = _passages(base, kept, new, opened, diff)
    repeated = find(passages) if is_cleaning else []
    sink = sinks(Known(frozenset(each.key for each in repeated)))
    cleaned = clean(passages, repeated, sink)
    repeated_file.save(building, repeated)
    again = [ColumnarSegment(name, size, words=words) for name, size, words in sink.finish()]
    segments = [each for each in [*cleaned, *again] if each.doc_count()]
    written = sum(each.doc_count() for each in segments if each.name not in old)
    groups = merges(segments, written)
    segments = _merged(segments, groups, opened, building, sink.facets)
    names = {each.name for each in segments}
    for file in building.glob(f"*{SUFFIX}"):
        if file.name.removesuffix(SUFFIX) not in names:
            file.unlink()
    if base:
        publication.share(
            base.generation, building, [each for each in segments if each.name in old]
        )
    return segments


def _passages(
    base: Foundation | None,
    kept: Sequence[ColumnarSegment],
    new: Sequence[ColumnarSegment],
    opened: Callable[[ColumnarSegment], Segment],
    diff: ManifestDiff,
) -> Passages:
    if base is None:
        return Passages(kept, new, opened)
    withdrawn = frozenset(diff.withdrawn)
    return Passages(
        kept,
        new,
        opened,
        repeated_file.load(base.generation),
        lambda id: base.is_whole and id not in withdrawn,
    )


def _merged(
    segments: Sequence[ColumnarSegment],
    groups: Sequence[Sequence[ColumnarSegment]],
    open: Callable[[ColumnarSegment], Segment],
    building: Path,
    facets: Sequence[FacetName],
) -> list[ColumnarSegment]:
    """The segments after each group was merged into one."""
    results = []
    for group in groups:
        opened = [open(each) for each in group]
        name, size = merge(building, opened, facets)
        results.append(ColumnarSegment(name, size, words=sum(each.words for each in group)))
        for segment in opened:
            segment.close()
    merged = {each.name for group in groups for each in group}
    return [*(each for each in segments if each.name not in merged), *results]


def publish(
    index: Path,
    base: Foundation | None,
    owned: Articles,
    segments: list[ColumnarSegment],
    building: Path,
    config: ArchiveConfig,
    keep: int,
) -> Generation:
    """Verify the generation in `building`, which has these articles, and make it the current one; `keep`
    are kept."""
    write_table(building, segments, config.facets.names)
    save(owned.manifest, building / MANIFEST)
    closed = ClosedSegments(segments, lambda each: each.open(building))
    if config.duplicates:
        duplicate_groups.write(closed, building / DUPLICATES, _before(base))
    info = Info(
        number=publication.next_number(index),
        articles=len(owned),
        paragraphs=owned.paragraphs,
        reading=READING_VERSION,
        published_at="",
        config=config.stamp(),
        sparse=_sparse(closed, config.facets),
    )
    _verify(closed, info, owned)
    known = _known_sums(base, {file_name(each) for each in segments})
    generation = publication.publish(index, building, info, known, keep)
    last_check.note(index, generation, base.checked_at if base else time.time())
    return generation


def _known_sums(base: Foundation | None, names: set[str]) -> dict[str, publication.Sums]:
    """The sums of those files that the generation before has, too."""
    if base is None:
        return {}
    info = base.generation.info
    return {
        name: publication.Sums(info.checksums[name], info.seals[name])
        for name in names & info.seals.keys()
    }


def _before(base: Foundation | None) -> duplicate_groups.Before | None:
    """The groups of duplicates in the generation that is continued; None if it has none, or not whole."""
    if base is None or not (base.is_whole and base.generation.are_grouped):
        return None
    with suppress(IndexDamaged):
        generation = base.generation
        segments = ClosedSegments(base.segments, generation.open_segment)
        return duplicate_groups.Before(segments, generation.duplicates())
    return None


def _sparse(segments: ClosedSegments, facets: FacetTable) -> list[FacetName]:
    """The facets that have too few values in all articles to be offered."""
    bounded = [facet for facet in facets if facet.least_values]
    values: dict[FacetName, set[str]] = {facet.name: set() for facet in bounded}
    for segment in segments.each():
        for name in values:
            values[name] |= segment.live_values(name)
    return [facet.name for facet in bounded if len(values[facet.name]) < facet.least_values]


def _kept(base: Foundation | None, diff: ManifestDiff) -> list[ColumnarSegment]:
    """The whole segments of the last generation, without the articles that are replaced or removed."""
    if base is None:
        return []
    if not diff.withdrawn:
        return [*base.segments]
    kept = []
    for listed in base.segments:
        segment = base.generation.open_segment(listed)
        withdrawn = frozenset(segment.find(id) for id in diff.withdrawn) - {-1}
        segment.close()
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


def _verify(segments: ClosedSegments, info: Info, ids: Sequence[str]) -> None:
    """Raise `IndexDamaged` unless the counts are right and a sample of articles can be found."""
    articles = paragraphs = 0
    sample = random.sample(ids, min(_SAMPLE, len(ids)))
    found: list[str] = []
    for segment in segments.each():
        articles += segment.live_count
        paragraphs += segment.live_paragraphs
        documents = [segment.find(id) for id in sample]
        found += [segment.article(number).id for number in documents if number >= 0]
    expected = Counts(info.articles, info.paragraphs)
    verify_counts("The new index", Counts(articles, paragraphs), expected)
    for id in sample:
        if found.count(id) != 1:
            raise IndexDamaged(
                f"The new index does not hold “{id}” exactly once: it was not published. Run"
                " `backissue reindex` again."
            )
