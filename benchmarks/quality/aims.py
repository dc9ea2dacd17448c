"""What is aimed at, beside what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

from benchmarks.quality import data
from benchmarks.quality.outcome import Run, Share
from benchmarks.quality.rankings import OWN
from benchmarks.quality.values import FIRST, MAP, MRR, ByEngine, mean

_MAP = {"Cranfield": 0.315, "CISI": 0.22, "TIME": 0.68}
KNOWN = {
    data.TITLES: (MRR, 0.99),
    data.MISSPELT: (MRR, 0.96),
    data.TWO_DROPPED: (FIRST, 0.96),
    data.ONE_WRONG: (FIRST, 0.78),
}
"""For each kind of search for an article, the measure that counts, and the aim."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What is measured, the least that it should be, and what it was."""

    name: str
    least: float
    measured: float

    @property
    def is_reached(self) -> bool:
        return self.measured >= self.least


def aims(run: Run) -> Iterator[Aim]:
    """The aims whose data were there."""
    for name, least in _MAP.items():
        if name in run.judged:
            yield Aim(f"{name}: MAP", least, mean(run.judged[name][OWN], MAP))
    if {*_MAP} <= {*run.judged} and (best := best_peer(run.judged)):
        means = mean_of_means(run.judged)
        yield Aim("mean of the three, by that of the best peer", 1.04, means[OWN] / means[best])
    for name, (measure, least) in KNOWN.items():
        if name in run.known:
            yield Aim(f"{name}: {measure}", least, mean(run.known[name][OWN], measure))
    yield from _shares(run)


def mean_of_means(judged: Mapping[str, ByEngine]) -> dict[str, float]:
    """For each engine, the mean of its MAP in all collections."""
    engines = next(iter(judged.values()))
    return {
        engine: fmean(mean(found[engine], MAP) for found in judged.values()) for engine in engines
    }


def best_peer(judged: Mapping[str, ByEngine]) -> str:
    """The peer with the best mean; "" if there is none."""
    means = mean_of_means(judged)
    return max((name for name in means if name != OWN), key=lambda name: means[name], default="")


def _shares(run: Run) -> Iterator[Aim]:
    if run.paragraphs:
        yield Aim("the quoted paragraph is shown", 0.97, run.paragraphs.value)
    if run.cases:
        yield Aim("cases: right", 0.95, run.cases.right.value)
    if count := len(run.tried):
        among = Share(sum(each.place is not None for each in run.tried), count)
        first = Share(sum(each.place == 0 for each in run.tried), count)
        offers = sum(each.offers for each in run.tried)
        found = Share(offers - sum(each.empty for each in run.tried), offers)
        yield Aim("typeahead: the wanted word is offered", 0.9, among.value)
        yield Aim("typeahead: it is offered first", 0.55, first.value)
        yield Aim("typeahead: offers that find something", 1.0, found.value)
