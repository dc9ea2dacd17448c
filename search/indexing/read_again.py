"""Reading articles that turn out to be missing, although their records did not change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np

from search.indexing.keeping import PublishedArticles
from search.indexing.manifest import Claim
from search.indexing.read_changes import ReadChanges
from search.indexing.revision import failed
from search.indexing.sink import Sink, Written
from search.indexing.tasks import FileTask, LineTask, Origin, Outcome, Task
from search.indexing.workers import Limits, run_in_processes
from search.reading import Record, Unreadable, records
from search.storage.arrays import Array

_GONE = "could not be read a second time: run the reindex again"


def read_again(
    origin: Origin,
    changes: ReadChanges,
    missing: Array,
    sink: Sink,
    limits: Limits,
    published: PublishedArticles,
) -> None:
    """Read and write the articles of the rows `missing`.

    What cannot be read is taken from the published index, as it is there. If that does not have it
    either, the record becomes a failure.
    """
    reasons: dict[int, str] = {}
    readable = missing[changes.manifest.rows.hashes[missing].any(axis=1)]
    while len(readable):
        _read(origin, changes, readable, sink, limits, reasons)
        unread = changes.unread(readable)
        readable = unread[changes.is_lost[unread]]
        readable = np.setdiff1d(readable, np.fromiter(reasons, np.int64, len(reasons)))
    _copy(changes, changes.unread(missing), sink, published, reasons)


def _read(
    origin: Origin,
    changes: ReadChanges,
    rows: Array,
    sink: Sink,
    limits: Limits,
    reasons: dict[int, str],
) -> None:
    """Read rows, and note why some of them could not be read."""
    changes.is_lost[rows] = False
    wanted = {changes.manifest.claim(row).location: row for row in rows.tolist()}
    written: list[Written] = []
    tasks = _tasks(origin.archive, changes.manifest.claims(rows))
    for message in run_in_processes(origin, tasks, sink, limits):
        for each in message:
            if not isinstance(each, Outcome):
                written.append(each)
            elif each.entry:
                row = wanted[each.path, each.entry.line]
                if each.address is None:
                    reasons[row] = each.entry.reason
                elif each.entry.hash == changes.manifest.rows.entry(row).hash:
                    changes.numbers[row] = changes.addresses.number(each.address)
                else:
                    reasons[row] = _GONE
                    changes.strays.append(each.address)
    changes.settle(written)


def _copy(
    changes: ReadChanges,
    rows: Array,
    sink: Sink,
    published: PublishedArticles,
    reasons: dict[int, str],
) -> None:
    """Write the published versions of rows again."""
    failures = {}
    for row in rows.tolist():
        claim = changes.manifest.claim(row)
        article = published.of(claim)
        if article is None:
            failures[claim.location] = reasons.get(row, _GONE)
        else:
            changes.numbers[row] = changes.addresses.number(sink.add(article, claim))
    changes.settle(sink.finish())
    if failures:
        changes.manifest = failed(changes.manifest, failures)


def _tasks(archive: Path, claims: Iterable[Claim]) -> Iterator[Task]:
    lines: dict[str, set[int]] = {}
    for claim in claims:
        if claim.entry.line:
            lines.setdefault(claim.path, set()).add(claim.entry.line)
        else:
            yield FileTask(claim.path, "", 0)
    for path, wanted in lines.items():
        with suppress(Unreadable):
            for record in records(archive / path, path):
                if isinstance(record, Record) and record.position in wanted:
                    yield LineTask(record, record.content_hash())
