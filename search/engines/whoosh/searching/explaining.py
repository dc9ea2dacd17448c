"""The parts of the scores of a page of hits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.searching.feedback import Feedback, feedback_scores
from search.engines.whoosh.searching.matching import GroupMatches, Matching
from search.engines.whoosh.searching.ranking import Rescorer
from search.engines.whoosh.searching.statistics import terms_in
from search.engines.whoosh.searching.top_docs import ScoreDoc
from search.model.results import Explanation
from search.query.tree import Query
from search.text.stemming import bare

_LEAST = 1e-3
"""Sums that differ by no more are equal: they are rounded."""


class _Raise(NamedTuple):
    """What a hit got on top of the score of its words; for a close look only if there was one."""

    title: float
    titled: float = 0.0
    stretch: float = 0.0
    pairs: float = 0.0
    is_together: bool = False
    is_quoting: bool = False
    feedback: float = 0.0

    @property
    def total(self) -> float:
        return self.title + self.titled + self.stretch + self.pairs + self.feedback


def explanations(
    hits: Sequence[ScoreDoc],
    found: Matching,
    tree: Query,
    rescorer: Rescorer | None,
    feedback: Feedback,
) -> list[Explanation]:
    """The explanation of each hit; `tree` has all words of the query, `feedback` is part of scores."""
    groups = {each.group.first: each for each in found.groups}
    words = [_words(hit, groups[hit.group.first], tree) for hit in hits]
    raised = _raised(hits, rescorer, feedback) if rescorer else {}
    return [
        _explanation(hit, groups[hit.group.first], own, raised)
        for hit, own in zip(hits, words, strict=True)
    ]


def _words(hit: ScoreDoc, group: GroupMatches, tree: Query) -> dict[str, float]:
    scores: dict[str, float] = {}
    for term in terms_in(tree):
        score = group.executor.scores.score(term, hit.doc_id)
        if score:
            word = bare(term.text)
            scores[word] = scores.get(word, 0.0) + score
    return scores


def _raised(
    hits: Sequence[ScoreDoc], rescorer: Rescorer, feedback: Feedback
) -> dict[tuple[int, int], _Raise]:
    """What each hit gets for its title and at a close look, by group and document."""
    found: dict[tuple[int, int], _Raise] = {}
    for group in {hit.group.first: hit.group for hit in hits}.values():
        documents = np.array(sorted(hit.document for hit in hits if hit.group is group))
        titles = rescorer.titles(group)
        columns = [rescorer.title_worth(titles, documents)]
        if rescorer.are_apart:
            columns += rescorer.look(group, documents, titles)
            columns.append(feedback_scores(group, rescorer.statistics, feedback, documents))
        rows = zip(*(each.tolist() for each in columns), strict=True)
        for document, row in zip(documents.tolist(), rows, strict=True):
            found[group.first, document] = _Raise(*row)
    return found


def _explanation(
    hit: ScoreDoc,
    group: GroupMatches,
    words: dict[str, float],
    raised: dict[tuple[int, int], _Raise],
) -> Explanation:
    rounded = {word: round(score, 4) for word, score in words.items()}
    own = raised.get((hit.group.first, hit.document), _Raise(0.0))
    if hit.score < sum(words.values()) + own.total - _LEAST:
        own = _Raise(own.title)
    parts = own.title + own.titled, own.stretch, own.pairs, own.feedback
    title, stretch, pairs, fed = (round(each, 4) for each in parts)
    holds_all = group.holds_all(hit.doc_id)
    return Explanation(rounded, title, stretch, pairs, fed, holds_all, own.is_together)
