"""What rankings are worth, question by question, by trec_eval through ir_measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import fmean

import ir_measures
from ir_measures import AP, RR, Measure, Qrel, ScoredDoc, Success, nDCG

from benchmarks.quality.questions import Questions, Ranked

MAP, NDCG, MRR, FIRST = "MAP", "nDCG@10", "MRR", "first"
MEASURES: Mapping[str, Measure] = {
    MAP: AP @ 1000,
    NDCG: nDCG @ 10,
    MRR: RR @ 100,
    FIRST: Success @ 1,
}

Values = dict[str, list[float]]
"""For each measure, its value for every question, in the order of the questions."""


def values(questions: Questions, ranked: Ranked) -> Values:
    """The measures of all questions; 0 for those where nothing was found."""
    judged = [
        Qrel(question, article, 1)
        for question in questions.typed
        for article in questions.right[question]
    ]
    found = ir_measures.iter_calc([*MEASURES.values()], judged, scored(ranked))
    by_name = {(str(each.measure), each.query_id): each.value for each in found}
    return {
        name: [by_name.get((str(measure), each), 0.0) for each in questions.typed]
        for name, measure in MEASURES.items()
    }


def mean(found: Values, measure: str) -> float:
    return fmean(found[measure])


def scored(ranked: Ranked) -> Iterator[ScoredDoc]:
    """Rankings with scores that fall by one: trec_eval orders by score, and equal ones in its own way."""
    for question, articles in ranked.items():
        for place, article in enumerate(articles):
            yield ScoredDoc(question, article, float(len(articles) - place))
