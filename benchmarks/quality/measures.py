"""What rankings are worth, question by question, by trec_eval through ir_measures."""

from __future__ import annotations

import ir_measures
from ir_measures import AP, RR, Success, nDCG

from benchmarks.quality.questions import Questions, Ranked, falling
from benchmarks.quality.values import FIRST, MAP, MRR, NDCG, Values

MEASURES = {MAP: AP @ 1000, NDCG: nDCG @ 10, MRR: RR @ 100, FIRST: Success @ 1}


def values(questions: Questions, ranked: Ranked) -> Values:
    """The measures of all questions; 0 for those where nothing was found."""
    judged = {question: dict.fromkeys(questions.right[question], 1) for question in questions.typed}
    found = ir_measures.iter_calc([*MEASURES.values()], judged, falling(ranked))
    known = {(each.measure, each.query_id): each.value for each in found}
    return {
        name: [known.get((measure, each), 0.0) for each in questions.typed]
        for name, measure in MEASURES.items()
    }
