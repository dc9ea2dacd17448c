"""What a reindex did, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from search.indexing.manifest import Claim, Entry
from search.indexing.manifest_diff import ManifestDiff
from search.indexing.read_changes import ReadChanges
from search.indexing.removals import Refusal
from search.indexing.scan import Scan
from search.indexing.seen import Seen, seen
from search.reading import PASSED_OVER, UnknownFormat, kind_of_name, needs_extra


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that was not indexed, or was indexed although something is wrong with it.

    `path` is the file, and in a container the file in it ("backup.zip/2019/a.html"), and after a colon
    the line.
    """

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a reindex did.

    `generation` is the published one, "" if there is none; `ignored` counts the files of other kinds
    by suffix, and the records that were passed over, such as drafts; `notes` are sentences about the
    run; `repeated` counts the paragraphs that stand in many articles and are not searched; `seen` says of
    all files what is read. `error` says why nothing was published although something changed, "" if that
    is not so; then `losses` has the articles that folders would lose.
    """

    added: int
    updated: int
    removed: int
    unchanged: int
    failed: int
    articles: int
    paragraphs: int
    generation: str
    seconds: float
    failures: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    ignored: dict[str, int]
    is_published: bool
    notes: tuple[str, ...]
    repeated: int = 0
    seen: tuple[Seen, ...] = ()
    error: str = ""
    losses: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a reindex ended: the published generation, whether it is new or why it is not, how many of its
    paragraphs are repeated, and how long it took."""

    generation: str
    is_published: bool
    refused: Refusal | None
    repeated: int
    seconds: float


def report(
    changes: ReadChanges, diff: ManifestDiff, found: Scan, notes: tuple[str, ...], ending: Ending
) -> Report:
    noted = list(changes.manifest.claims(changes.manifest.rows.noted()))
    failures = sorted({*_failures(noted, diff)}, key=lambda each: (each.path, each.reason))
    return Report(
        added=len(diff.added),
        updated=len(diff.updated),
        removed=len(diff.removed),
        unchanged=diff.unchanged,
        failed=len(failures),
        articles=len(diff.owned),
        paragraphs=diff.owned.paragraphs,
        generation=ending.generation,
        seconds=round(ending.seconds, 3),
        failures=tuple(failures),
        warnings=(
            *_missing_extras(noted),
            *(
                Problem(_location(*each), warning)
                for each in noted
                for warning in each.entry.warnings
            ),
        ),
        ignored=dict(sorted((Counter(found.ignored) + _passed_over(noted, diff)).items())),
        is_published=ending.is_published,
        notes=notes,
        repeated=ending.repeated,
        seen=seen((file.path for file in found.files), _unread(noted), found.ignored, found.hidden),
        error=ending.refused.sentence if ending.refused else "",
        losses=ending.refused.losses if ending.refused else {},
    )


def _failures(noted: Iterable[Claim], diff: ManifestDiff) -> Iterator[Problem]:
    for each in noted:
        if _is_failure(each.entry.reason):
            yield Problem(_location(*each), each.entry.reason)
    for claim, first in diff.doubled:
        if not (_are_captures(claim, first) or _are_editions(claim, first)):
            yield Problem(_location(*claim), _doubled(claim, first))


def _doubled(claim: Claim, first: Claim) -> str:
    if claim.path != first.path and normalize("NFC", claim.path) == normalize("NFC", first.path):
        return (
            f"has the name of another file, {first.path}, written with other characters that look the"
            " same (NFC and NFD): rename one of them, or delete it if both hold the same article"
        )
    return (
        f"has the id “{claim.entry.id}”, which belongs to {_location(*first)}:"
        " give it an id of its own or rename the file"
    )


def _are_captures(*claims: Claim) -> bool:
    """Whether all are captures of one page, whose id is its place in a web archive and in no other
    container. The crawls of an archive often have the same pages."""
    return all(
        entry.place == entry.id or entry.place.endswith(f"/{entry.id}") for _, entry in claims
    )


def _are_editions(one: Claim, other: Claim) -> bool:
    """Whether both are the same entry of a feed, or post of a site, in two files."""
    return bool(one.entry.edition and other.entry.edition) and _file(one) != _file(other)


def _file(claim: Claim) -> str:
    return f"{claim.path}/{claim.entry.place.rpartition(':')[0]}"


def _is_failure(reason: str) -> bool:
    is_on_purpose = reason in PASSED_OVER or reason == UnknownFormat.kind
    return bool(reason) and not is_on_purpose and not needs_extra(reason)


def _missing_extras(noted: Iterable[Claim]) -> Iterator[Problem]:
    """One warning for each extra, with the first file that needs it and the number of the others."""
    reasons = [(each.entry.reason, each) for each in noted if needs_extra(each.entry.reason)]
    for reason, count in Counter(reason for reason, _ in reasons).items():
        first = next(each for found, each in reasons if found == reason)
        more = f"; so do {count - 1:,} more" if count > 1 else ""
        yield Problem(_location(*first), f"{reason}{more}")


def _unread(noted: Iterable[Claim]) -> dict[str, str]:
    """Why whole files are not read, by path: as they are of no format, or of one that needs an extra."""
    return {
        path: entry.reason
        for path, entry in noted
        if not entry.line and (entry.reason == UnknownFormat.kind or needs_extra(entry.reason))
    }


def _passed_over(noted: Iterable[Claim], diff: ManifestDiff) -> Counter[str]:
    """The numbers of records that were passed over, and of what else is in containers, by kind."""
    counts: Counter[str] = Counter()
    if captures := sum(_are_captures(*each) for each in diff.doubled):
        counts["captures of pages that another file has"] = captures
    if entries := sum(_are_editions(*each) and not _are_captures(*each) for each in diff.doubled):
        counts["entries that another file has"] = entries
    for path, entry in noted:
        if entry.reason == UnknownFormat.kind:
            counts[kind_of_name(path)] += 1
        elif entry.reason in PASSED_OVER:
            counts[PASSED_OVER[entry.reason]] += 1
        counts.update(dict(entry.others))
    return counts


def _location(path: str, entry: Entry) -> str:
    if entry.place:
        return f"{path}/{entry.place}"
    return f"{path}:{entry.line}" if entry.line else path
