"""A reindex from end to end: see what changed, read it, settle who owns each id, publish.

    archive -> scan -> changed files -> tasks -> outcomes and new segments -> new manifest
    old and new manifest -> what was added, updated, removed -> a new generation

Nothing that is being served is touched until the last step, which is atomic. Where it is written is
the business of a `Target`: a folder, or a cluster.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.indexing.budget import within
from search.indexing.manifest_diff import ManifestDiff, change
from search.indexing.progress import Progress
from search.indexing.read_changes import ReadChanges, read_again, read_changes
from search.indexing.report import Report, report
from search.indexing.scan import Scan, scan
from search.indexing.sink import NullSink
from search.indexing.target import Baseline, GenerationBuilder, Publication, Target
from search.indexing.tasks import Origin


@dataclass(frozen=True, slots=True)
class Options:
    """What a reindex is asked for: at most `jobs` processes, and `memory` MB for all together;
    `config` is what the archive says of itself."""

    archive: Path
    jobs: int
    memory: int = 512
    is_full: bool = False
    is_dry: bool = False
    config: ArchiveConfig = field(default_factory=ArchiveConfig)


def reindex(options: Options, target: Target, progress: Progress) -> Report:
    """Bring the index up to date with the archive and publish it, if anything changed.

    Raises `ArchiveMissing`, `IndexNotWritable`, `IndexUnreachable`, `ReindexRunning`; then what is
    published is as it was.
    """
    began = time.monotonic()
    found = scan(options.archive, {options.config.about_file})
    with target.session(options.is_dry):
        return _reindex(options, target, found, progress, began)


def roll_back(target: Target) -> Publication:
    """Publish the generation before the current one again."""
    with target.session(is_dry=False):
        return target.roll_back()


def check(target: Target) -> tuple[Publication, list[str]]:
    """What is published, and what is wrong with it, one sentence per fault."""
    with target.session(is_dry=True):
        return target.check()


def _reindex(
    options: Options, target: Target, found: Scan, progress: Progress, began: float
) -> Report:
    base = target.base(options.is_full, options.is_dry, options.config)
    origin = Origin(options.archive, options.config)
    budget = within(options.memory, options.jobs)
    building = (
        None
        if options.is_dry
        else target.start(base, found.size, budget.segment_words, options.config)
    )
    sink = building.sink if building else NullSink()
    changes = read_changes(origin, found, base.held, sink, budget.jobs, progress)
    changed = _settle(origin, base, changes, building)
    generation = base.generation
    is_same = base.is_settled and base.settings == options.config
    is_new = not (generation and is_same and changes.manifest.is_same(base.held))
    if building and is_new:
        progress.phase("Publishing")
        generation = building.publish(changes, changed)
    elif building:
        building.discard()
    if base.published is not base.held:
        changed = change(base.published, changes.manifest)
    seconds = time.monotonic() - began
    return report(
        changes, changed, found, base.notes, generation, is_new and bool(building), seconds
    )


def _settle(
    origin: Origin, base: Baseline, changes: ReadChanges, building: GenerationBuilder | None
) -> ManifestDiff:
    """Write what is still missing once it is known who owns each id; what changes in the end."""
    while True:
        changed = change(base.held, changes.manifest)
        if building is None:
            return changed
        missing = building.missing(changes, changed)
        if not len(missing):
            return changed
        read_again(origin, changes, missing, building.sink)
