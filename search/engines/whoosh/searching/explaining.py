"""The parts of the scores of a page of hits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.searching.closeness import Closeness
from search.engines.whoosh.searching.matching import GroupMatches, Matching
from search.engines.whoosh.searching.ranking import Rescorer
from search.engines.whoosh.searching.statistics import terms_in
from search.engines.whoosh.searching.top_docs import ScoreDoc
from search.model.results import Explanation
from search.query.tree import Query

_LEAST = 1e-3
"""A score that exceeds the sum of its words by no more was not raised: sums are rounded."""


def explanations(
    hits: Sequence[ScoreDoc], found: Matching, tree: Query, rescorer: Rescorer | None
) -> list[Explanation]:
    """The explanation of each hit; `tree` has all words of the query."""
    groups = {each.group.first: each for each in found.groups}
    words = [_words(hit, groups[hit.group.first], tree) for hit in hits]
    looks = _looks(hits, rescorer) if rescorer else {}
    return [
        _explanation(hit, groups[hit.group.first], own, looks)
        for hit, own in zip(hits, words, strict=True)
    ]


def _words(hit: ScoreDoc, group: GroupMatches, tree: Query) -> dict[str, float]:
    scores: dict[str, float] = {}
    for term in terms_in(tree):
        score = group.executor.scores.score(term, hit.doc_id)
        if score:
            scores[term.text] = scores.get(term.text, 0.0) + score
    return scores


def _looks(
    hits: Sequence[ScoreDoc], rescorer: Rescorer
) -> dict[tuple[int, int], tuple[Closeness, int]]:
    """A close look at each hit, and its place there, by group and document."""
    found: dict[tuple[int, int], tuple[Closeness, int]] = {}
    for group in {hit.group.first: hit.group for hit in hits}.values():
        documents = np.array(sorted(hit.document for hit in hits if hit.group is group))
        look = rescorer.look(group, documents)
        found |= {(group.first, own): (look, at) for at, own in enumerate(documents.tolist())}
    return found


def _explanation(
    hit: ScoreDoc,
    group: GroupMatches,
    words: dict[str, float],
    looks: dict[tuple[int, int], tuple[Closeness, int]],
) -> Explanation:
    holds_all = group.complete is None or hit.doc_id in group.complete.doc_ids
    rounded = {word: round(score, 4) for word, score in words.items()}
    look = looks.get((hit.group.first, hit.document))
    if look is None or hit.score <= sum(words.values()) + _LEAST:
        return Explanation(rounded, holds_all=holds_all)
    parts, place = look
    title, stretch, pairs = (round(float(each[place]), 4) for each in parts[:3])
    return Explanation(rounded, title, stretch, pairs, holds_all, bool(parts.is_together[place]))
