"""What a reindex continues: the published generation as far as it is whole, else the newest one that is.

All files that would be kept are read and compared with their checksums first: damage that is linked into
the next generation would be in every generation after it. Those of a large index are only opened if they
were read lately, see `last_check`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from search.engines.whoosh import generations, last_check
from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.generation import DUPLICATES, Generation, close, file_fault, file_name
from search.engines.whoosh.segments.segment import Segment
from search.errors import IndexDamaged, IndexMissing
from search.indexing.manifest import Manifest, key_of, load, without

_THREADS = 2
"""Checksums are made of several files at a time: Python's lock is free meanwhile."""


@dataclass(frozen=True, slots=True)
class Foundation:
    """A generation to continue: its manifest and those of its segments that are whole.

    All its files were read whole at `checked_at` (seconds since 1970) or later. `notes` say what was
    wrong, none if it is published and nothing is.
    """

    generation: Generation
    manifest: Manifest
    segments: tuple[ColumnarSegment, ...]
    checked_at: float
    notes: tuple[str, ...] = ()

    def open(self) -> list[Segment]:
        return [self.generation.open_segment(each) for each in self.segments]

    @property
    def is_whole(self) -> bool:
        """Whether it has all segments of the generation."""
        return len(self.segments) == len(self.generation.table())

    def held(self) -> Manifest:
        """The manifest without the articles of damaged segments, whose files count as changed."""
        if self.is_whole:
            return self.manifest
        segments = self.open()
        ids = (segment.id(each) for segment in segments for each in _live(segment))
        keys = np.fromiter(map(key_of, ids), np.uint64)
        close(segments)
        rows = self.manifest.rows
        return without(self.manifest, ~np.isin(rows.keys, keys) & (rows.ids.lengths > 0))


def found(index: Path) -> Foundation:
    """What a reindex of the index continues.

    Raises `IndexMissing` if there is no generation, and `IndexDamaged` if none can be continued.
    """
    pointer = generations.NOWHERE
    try:
        pointer = generations.pointer(index)
        return _continued(index, generations.pointed(index, pointer))
    except IndexMissing:
        if not generations.every_folder(index):
            raise
        fault = IndexDamaged(f"{index / generations.CURRENT} is missing.")
    except IndexDamaged as error:
        fault = error
    for each in generations.best_first(index, pointer):
        with suppress(IndexDamaged):
            other = _continued(index, each)
            note = f"{fault.fault} Generation {other.generation.name} is continued."
            return replace(other, notes=(note, *other.notes))
    raise fault


def _continued(index: Path, generation: Generation) -> Foundation:
    """Raises `IndexDamaged` if the generation cannot be continued, not even a part of it."""
    generation.settings()
    manifest, table = load(generation.manifest()), generation.table()
    checked_at = last_check.last_check(index, generation)
    if last_check.is_recent(checked_at) and last_check.is_large(generation):
        fault_of = partial(_fault_if_changed, generation)
    else:
        checked_at, fault_of = time.time(), partial(_fault, generation)
    with ThreadPoolExecutor(_THREADS) as threads:
        found = threads.map(fault_of, table)
        faults = {each.name: fault for each, fault in zip(table, found, strict=True) if fault}
    whole = tuple(each for each in table if each.name not in faults)
    if faults:
        first, *others = faults.values()
        more = f" {len(others)} more files are damaged, too." if others else ""
        note = f"{first}{more} What was damaged is built again."
        return Foundation(generation, manifest, whole, checked_at, (note,))
    duplicates = _fault_of(generation, DUPLICATES) if generation.are_grouped else ""
    if (held := sum(each.doc_count() for each in table)) != generation.info.articles:
        raise IndexDamaged(
            f"{generation.folder} holds {held} articles, not {generation.info.articles}."
        )
    notes = (f"{duplicates} Duplicates are found again.",) if duplicates else ()
    return Foundation(generation, manifest, whole, checked_at, notes)


def _fault_if_changed(generation: Generation, segment: ColumnarSegment) -> str:
    """The fault of a file that was changed, or that shows when it is opened."""
    if not last_check.is_unchanged(generation, file_name(segment)):
        return _fault(generation, segment)
    try:
        generation.open_segment(segment).close()
    except IndexDamaged as error:
        return error.fault
    return ""


def _fault(generation: Generation, segment: ColumnarSegment) -> str:
    return _fault_of(generation, file_name(segment))


def _fault_of(generation: Generation, name: str) -> str:
    return file_fault(generation.folder / name, generation.info.checksums.get(name, ""))


def _live(segment: Segment) -> Iterator[int]:
    return (each for each in range(segment.size) if each not in segment.deleted)
