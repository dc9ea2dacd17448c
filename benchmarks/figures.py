"""Figures over the replies of a run: medians and percentiles by kind, ratios, agreement."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.measure import Measured, Reply, Run
from benchmarks.queries import KINDS, Asked

Choice = Callable[[Measured], Sequence[Reply]]


def plain(peer: Measured) -> Sequence[Reply]:
    return peer.plain


def again(peer: Measured) -> Sequence[Reply]:
    return peer.again


def with_passages(peer: Measured) -> Sequence[Reply]:
    return peer.with_passages


def with_passages_again(peer: Measured) -> Sequence[Reply]:
    return peer.with_passages_again


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds."""

    median: float
    percentile_95: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a peer's answers are those of Backissue.

    `same_totals` is a share of all queries, `same_counts` of those without selections that have the
    same total; `difference` is the mean relative difference of totals over all queries.
    """

    same_totals: float
    same_counts: float
    difference: float


def latency(run: Run, peer: Measured, choice: Choice, wanted: Callable[[Asked], bool]) -> Latency:
    """Over the queries that are `wanted`."""
    pairs = zip(run.asked, choice(peer), strict=False)
    times = [reply.ms for asked, reply in pairs if wanted(asked)]
    return Latency(statistics.median(times), percentile(times, 95))


def by_kind(run: Run, peer: Measured, choice: Choice) -> dict[str, Latency]:
    return {
        kind: latency(run, peer, choice, lambda asked, kind=kind: asked.kind == kind)  # type: ignore[misc]
        for kind in KINDS
    }


def typical(run: Run, peer: Measured, choice: Choice) -> float:
    """The geometric mean over kinds of the median milliseconds."""
    return statistics.geometric_mean(each.median for each in by_kind(run, peer, choice).values())


def ratios(run: Run, peer: Measured, choice: Choice) -> dict[str, float]:
    """How many times Backissue's median a peer's is, by kind, over the queries that it answered."""

    def answered(one: Measured) -> Sequence[Reply]:
        return choice(one)[: len(choice(peer))]

    own = by_kind(run, run.peer("backissue"), answered)
    return {
        kind: each.median / own[kind].median for kind, each in by_kind(run, peer, choice).items()
    }


def agreement(run: Run, peer: Measured) -> Agreement:
    pairs = list(zip(run.peer("backissue").plain, peer.plain, strict=False))
    comparable = [
        (own, other)
        for asked, (own, other) in zip(run.asked, pairs, strict=False)
        if not asked.selections and own.total == other.total
    ]
    return Agreement(
        same_totals=_share(own.total == other.total for own, other in pairs),
        same_counts=_share(own.counts == other.counts for own, other in comparable),
        difference=statistics.fmean(
            abs(own.total - other.total) / max(own.total, other.total, 1) for own, other in pairs
        ),
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """The least value that `percent` of all values do not exceed."""
    return sorted(values)[-(-len(values) * percent // 100) - 1]


def _share(truths: Iterable[bool]) -> float:
    """The share of what is true; 0 of nothing."""
    return statistics.fmean([*map(float, truths)] or [0.0])
