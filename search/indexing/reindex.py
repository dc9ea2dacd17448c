"""A reindex from end to end: see what changed, read it, settle who owns each id, publish.

    archive -> scan -> changed files -> tasks -> outcomes and new segments -> new manifest
    old and new manifest -> what was added, updated, removed -> a new generation

Nothing that is being served is touched until the last step, which is atomic.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from search.engines.whoosh import generations
from search.engines.whoosh.generations import Generation
from search.errors import IndexDamaged, IndexMissing, IndexNotWritable
from search.indexing import assembly
from search.indexing.budget import within
from search.indexing.changes import change
from search.indexing.gathering import gather, read_again
from search.indexing.lock import locked
from search.indexing.manifest import Manifest, empty, load
from search.indexing.progress import Progress
from search.indexing.report import Report, report
from search.indexing.scan import Scan, scan
from search.indexing.tasks import Nowhere, Segments
from search.reading import READING_VERSION


@dataclass(frozen=True, slots=True)
class Options:
    """What a reindex is asked for: at most `jobs` processes, and `memory` MB for all together."""

    archive: Path
    index: Path
    jobs: int
    memory: int = 512
    is_full: bool = False
    is_dry: bool = False


@dataclass(frozen=True, slots=True)
class _Base:
    """What the index holds already: the published generation and its manifest, if usable."""

    generation: Generation | None
    manifest: Manifest
    notes: tuple[str, ...] = ()


def reindex(options: Options, progress: Progress) -> Report:
    """Bring the index up to date with the archive and publish it, if anything changed.

    Raises `ArchiveMissing`, `IndexNotWritable`, `ReindexRunning`; then the index is as it was.
    """
    began = time.monotonic()
    found = scan(options.archive)
    with nullcontext() if options.is_dry else locked(options.index):
        try:
            return _reindex(options, found, progress, began)
        except OSError as error:
            raise IndexNotWritable(
                f"The index in {options.index} could not be written ({error}): it is as it was."
            ) from error


def roll_back(index: Path) -> Generation:
    """Publish the generation before the current one again."""
    with locked(index):
        return generations.roll_back(index)


def _reindex(options: Options, found: Scan, progress: Progress, began: float) -> Report:
    base = _base(options)
    building = None if options.is_dry else generations.start(options.index)
    budget = within(options.memory, options.jobs)
    sink = Segments(building, budget.segment_words) if building else Nowhere()
    gathered = gather(options.archive, found, base.manifest, sink, budget.jobs, progress)
    changed = change(base.manifest, gathered.manifest)
    read_again(options.archive, gathered, changed, sink)
    generation = base.generation
    is_new = generation is None or not gathered.manifest.is_same(base.manifest)
    if building and is_new:
        progress.phase("Publishing")
        table = assembly.table(base.generation, gathered, changed, building, budget.segment_words)
        generation = assembly.publish(
            options.index, base.generation, gathered.manifest, table, building
        )
    elif building:
        generations.discard(building)
    name = generation.name if generation else ""
    seconds = time.monotonic() - began
    return report(gathered, changed, found, base.notes, name, is_new and bool(building), seconds)


def _base(options: Options) -> _Base:
    try:
        generation = generations.current(options.index)
        manifest = load(generation.folder / generations.MANIFEST)
        generation.open()
    except IndexMissing:
        return _Base(None, empty())
    except (IndexDamaged, OSError, ValueError) as error:
        return _Base(None, empty(), (f"The index is written anew: {error}",))
    if generation.info.reading != READING_VERSION:
        note = "This version of Backissue reads articles differently: all are read anew."
        return _Base(None, empty(), (note,))
    return _Base(None, empty()) if options.is_full else _Base(generation, manifest)
