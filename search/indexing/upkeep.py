"""The generations that an index keeps: listing, checking and mending them, and going back to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.errors import IndexDamaged, IndexMissing
from search.indexing.progress import Progress
from search.indexing.reindex import Options, reindex
from search.indexing.report import Report
from search.indexing.target import Condition, Target


def check(target: Target) -> Condition:
    """The published generation with all its faults; raises `IndexMissing` if there is no index."""
    with target.session(is_dry=True):
        return target.published()


def listed(target: Target) -> list[Condition]:
    """All generations that are kept, the newest first, with all their faults."""
    with target.session(is_dry=True):
        return [target.examined(each) for each in target.generations()]


def repair(target: Target, options: Options, progress: Progress) -> tuple[Report, Condition]:
    """Mend the index from the archive, and check it again.

    A reindex mends what it sees; if that is not enough, all articles are read again.
    """
    for is_full in (False, True):
        report = reindex(replace(options, is_full=is_full), target, progress)
        found = check(target)
        if found.is_whole or report.error:
            break
    return report, found


def roll_back(target: Target, number: int | None = None, is_dry: bool = False) -> Condition:
    """Publish the generation of that number again, or else the one before the published one.

    It is read whole first. Raises `IndexMissing` if there is none, `IndexDamaged` if it is damaged; then
    nothing has changed. If `is_dry`, nothing changes in any case.
    """
    with target.session(is_dry):
        kept = target.generations()
        chosen = target.examined(_chosen(kept, number))
        if chosen.faults:
            raise IndexDamaged(_refusal(target, kept, chosen))
        if not (is_dry or chosen.is_published):
            target.publish_again(chosen)
        return chosen


def _chosen(kept: Sequence[Condition], number: int | None) -> Condition:
    if number is not None:
        for each in kept:
            if each.number == number:
                return each
        raise IndexMissing(f"No generation {number} is kept: there is {_numbers(kept)}.")
    published = next((each for each in kept if each.is_published), None)
    if published is None:
        raise IndexMissing(
            "It cannot be read which generation is published, so that none is before it: choose one with"
            f" `--to`; there is {_numbers(kept)}."
        )
    earlier = [each for each in kept if each.number < published.number]
    if not earlier:
        raise IndexMissing(f"No generation before {published.name} is kept.")
    return earlier[0]


def _refusal(target: Target, kept: Sequence[Condition], chosen: Condition) -> str:
    """Why a generation is not published, and which other one can be."""
    fault, more = chosen.faults[0], len(chosen.faults) - 1
    others = f" {more} more faults were found." if more else ""
    earlier = (target.examined(each) for each in kept if each.number < chosen.number)
    whole = next((each for each in earlier if each.is_whole and not each.is_published), None)
    offer = (
        f"Generation {whole.name} is whole: `backissue reindex --rollback --to {whole.number}`"
        " publishes it."
        if whole
        else "No whole one is kept before it: run `backissue reindex`, which mends the index from the"
        " archive."
    )
    return f"Generation {chosen.name} is damaged and was not published. {fault}{others} {offer}"


def _numbers(kept: Sequence[Condition]) -> str:
    return ", ".join(str(each.number) for each in kept) or "none"
