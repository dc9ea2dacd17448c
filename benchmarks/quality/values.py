"""Measures of every question, their means, and the p values of differences between engines."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

from benchmarks.quality.significance import corrected, randomised

MAP, NDCG, MRR, FIRST = "MAP", "nDCG@10", "MRR", "first"

Values = dict[str, list[float]]
"""For each measure, its value for every question, in the order of the questions."""

ByEngine = Mapping[str, Values]


def mean(values: Values, measure: str) -> float:
    return fmean(values[measure])


def pooled(parts: list[Values]) -> Values:
    """The values of the questions of all parts."""
    return {measure: [each for part in parts for each in part[measure]] for measure in parts[0]}


def compared(found: ByEngine, own: str, measure: str) -> dict[str, float]:
    """For each other engine, the p value of its difference from `own`, corrected for their number."""
    others = [name for name in found if name != own]
    chances = [randomised(found[own][measure], found[name][measure]) for name in others]
    return dict(zip(others, corrected(chances), strict=True))
