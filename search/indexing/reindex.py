"""A reindex from start to end.

    scan            archive -> its files, with sizes and times
    read_changes    files that changed -> new articles in a sink, new manifest
    manifest_diff   old and new manifest -> articles added, updated, removed
    target          all of these -> a new generation, published

Nothing that is being served is touched until the last step, which is atomic. A `Target` is the index
that is written: a folder or a cluster.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.indexing import manifest_diff
from search.indexing.budget import within
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.progress import Progress
from search.indexing.read_changes import ReadChanges, read_again, read_changes
from search.indexing.report import Report, report
from search.indexing.scan import Scan, scan
from search.indexing.sink import NullSink
from search.indexing.target import Baseline, GenerationBuilder, Publication, Target
from search.indexing.tasks import Origin


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a reindex: at most `jobs` processes, which take `memory` MB together;
    `config` are the settings of the archive."""

    archive: Path
    jobs: int
    memory: int = 512
    is_full: bool = False
    is_dry: bool = False
    config: ArchiveConfig = field(default_factory=ArchiveConfig)


def reindex(options: Options, target: Target, progress: Progress) -> Report:
    """Bring the index up to date with the archive, and publish it if anything changed.

    Raises `ArchiveMissing`, `IndexNotWritable`, `IndexUnreachable` or `ReindexRunning`; then the
    published index is as it was.
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
    """The published generation, and one sentence for each fault in it."""
    with target.session(is_dry=True):
        return target.check()


def _reindex(
    options: Options, target: Target, found: Scan, progress: Progress, began: float
) -> Report:
    config = options.config
    base = target.base(options.is_full, options.is_dry, config)
    origin, budget = Origin(options.archive, config), within(options.memory, options.jobs)
    builder = None
    if not options.is_dry:
        builder = target.start(base, found.size, budget.segment_words, config)
    sink = builder.sink if builder else NullSink()
    changes = read_changes(origin, found, base.held, sink, budget.jobs, progress)
    diff = _write_missing(origin, base, changes, builder)
    is_same = base.is_complete and base.settings == config and changes.manifest.is_same(base.held)
    is_new = not (base.generation and is_same)
    generation = base.generation
    if builder and is_new:
        progress.phase("Publishing")
        generation = builder.publish(changes, diff)
    elif builder:
        builder.discard()
    if base.published is not base.held:
        diff = manifest_diff.diff(base.published, changes.manifest)
    seconds = time.monotonic() - began
    return report(changes, diff, found, base.notes, generation, is_new and bool(builder), seconds)


def _write_missing(
    origin: Origin, base: Baseline, changes: ReadChanges, builder: GenerationBuilder | None
) -> ManifestDiff:
    """Write the articles that turn out to be missing once it is known which record owns each id.

    A cluster may reject some of them, which makes others the owners; so this goes on until none is
    missing.
    """
    while True:
        diff = manifest_diff.diff(base.held, changes.manifest)
        if builder is None:
            return diff
        missing = builder.missing(changes, diff)
        if not len(missing):
            return diff
        read_again(origin, changes, missing, builder.sink)
