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
from dataclasses import dataclass, field, replace
from pathlib import Path

from search.config.archive import ArchiveConfig
from search.config.archive_toml import FILE_NAME
from search.errors import IndexDamaged
from search.indexing import manifest_diff
from search.indexing.budget import within
from search.indexing.keeping import PublishedArticles
from search.indexing.manifest import Manifest, owners
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.progress import Progress, Silent
from search.indexing.read_again import read_again
from search.indexing.read_changes import Manifests, ReadChanges, read_changes
from search.indexing.removals import Refusal, articles_at_risk, is_much, refusal
from search.indexing.report import Ending, Report, report
from search.indexing.scan import Scan, scan
from search.indexing.sink import NullSink, Sink
from search.indexing.target import Baseline, GenerationBuilder, Target
from search.indexing.tasks import Origin
from search.indexing.workers import Limits
from search.reading import installed_readers


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a reindex: at most `jobs` processes, which take `memory` MB together, and at most
    `file_seconds` for one file or line; `allow_removals` if it may remove any number of articles;
    `config` are the settings of the archive."""

    archive: Path
    jobs: int
    memory: int = 512
    file_seconds: float = 5.0
    allow_removals: bool = False
    is_full: bool = False
    is_dry: bool = False
    config: ArchiveConfig = field(default_factory=ArchiveConfig)


def reindex(options: Options, target: Target, progress: Progress) -> Report:
    """Bring the index up to date with the archive, and publish it if anything changed.

    What is damaged in the index is written anew; if damage shows that was not seen at first, everything
    is. If too many articles would go, nothing is published, and the report has the reason.

    Raises `ArchiveMissing`, `IndexNotWritable`, `IndexUnreachable` or `ReindexRunning`; then the
    published index is as it was.
    """
    began = time.monotonic()
    own = installed_readers()
    options = replace(options, config=replace(options.config, readers=own.versions))
    found = scan(options.archive, {FILE_NAME, options.config.about_file})
    with target.session(options.is_dry):
        try:
            done = _reindex(options, target, found, progress, began)
            return replace(done, notes=(*own.faults, *done.notes))
        except IndexDamaged as error:
            if options.is_full:
                raise
            note = f"{error.fault} All articles are read again."
        anew = _reindex(replace(options, is_full=True), target, found, progress, began)
        return replace(anew, notes=(*own.faults, note, *anew.notes))


def _reindex(
    options: Options, target: Target, found: Scan, progress: Progress, began: float
) -> Report:
    config = options.config
    base = target.base(options.is_full, options.is_dry, config)
    budget = within(options.memory, options.jobs)
    run = _Run(
        Origin(options.archive, config), found, base, Limits(budget.jobs, options.file_seconds)
    )
    refused = None if options.is_dry else _rehearsed(run, options)
    builder = None
    if not (options.is_dry or refused):
        builder = target.start(base, found.size, budget.segment_words, config)
    changes = run.read(builder.sink if builder else NullSink(), progress)
    diff = _write_missing(run, changes, builder, target)
    is_same = base.is_complete and base.settings == config and changes.manifest.is_same(base.held)
    is_new = not (base.generation and is_same)
    shown = _since(base.served, run, changes, diff)
    refused = refused or refusal(shown, options.allow_removals)
    generation = base.generation
    if builder and refused:
        builder.abandon()
    elif builder and is_new:
        progress.phase("Publishing")
        generation = builder.publish(changes, diff)
    elif builder:
        builder.discard()
    is_published = is_new and builder is not None and refused is None
    notes = base.notes
    if base.rolled_back and is_new and not refused:
        notes = (
            *notes,
            f"This supersedes generation {base.rolled_back}, which a rollback published.",
        )
    repeated = len(target.repeated()) if builder and not refused else 0
    ending = Ending(generation, is_published, refused, repeated, time.monotonic() - began)
    return report(changes, _since(base.published, run, changes, diff), found, notes, ending)


def _since(
    before: Manifest, run: _Run, changes: ReadChanges, since_held: ManifestDiff
) -> ManifestDiff:
    """What changed since a manifest, most often that of what is held."""
    return since_held if before is run.base.held else manifest_diff.diff(before, changes.manifest)


@dataclass(frozen=True, slots=True)
class _Run:
    """What stays the same during a reindex."""

    origin: Origin
    found: Scan
    base: Baseline
    limits: Limits

    def read(self, sink: Sink, progress: Progress) -> ReadChanges:
        manifests = Manifests(self.base.held, self.base.served)
        return read_changes(self.origin, self.found, manifests, sink, self.limits, progress)


def _rehearsed(run: _Run, options: Options) -> Refusal | None:
    """Whether the reindex must be refused before it writes anything.

    An index that is written in place would show a part of it. So if enough files are gone or changed,
    they are first read without being written.
    """
    served = run.base.served
    at_risk = articles_at_risk(served, run.found)
    if not (run.base.is_in_place and is_much(at_risk, len(owners(served)[0]))):
        return None
    changes = run.read(NullSink(), Silent())
    return refusal(manifest_diff.diff(served, changes.manifest), options.allow_removals)


def _write_missing(
    run: _Run, changes: ReadChanges, builder: GenerationBuilder | None, target: Target
) -> ManifestDiff:
    """Write the articles that turn out to be missing once it is known which record owns each id.

    A cluster may reject some of them, which makes others the owners; so this goes on until none is
    missing.
    """
    published = PublishedArticles(run.base.served, target.article)
    while True:
        diff = manifest_diff.diff(run.base.held, changes.manifest)
        if builder is None:
            return diff
        missing = builder.missing(changes, diff)
        if not len(missing):
            return diff
        read_again(run.origin, changes, missing, builder.sink, run.limits, published)
