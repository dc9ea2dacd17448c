"""Words that the best articles have in common, on top of those of the query: relevance feedback.

The third relevance model (RM3; Abdul-Jaleel et al., UMass at TREC 2004: Novelty and HARD), on the best
ARTICLES alone, one for each text that several published, and as a part of the scores of articles that are
looked at closely, so that it finds nothing and only orders what is found. A word weighs how much of these
articles it is, times its idf; the first articles, by how much their scores differ, count more than the
others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.common.distinctive_words import word_counts_of_beginning
from search.engines.common.similarity import FEEDBACK, K1, B, field_weight, idf
from search.engines.whoosh.searching.position_spans import position_spans_of
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import CollectionStatistics, Sizes
from search.engines.whoosh.searching.top_docs import ScoreDoc
from search.model.schema import TEXT, TITLE
from search.storage.arrays import Array
from search.text import analyzer
from search.text.languages import language_of
from search.text.stemming import tagged

ARTICLES, WORDS = 5, 20
"""Measured on Cranfield, CISI and TIME; 10 and 40 would add one in a hundred for twice the time."""
_LOWER = 0.1
"""An article whose score is lower by this share of the best counts for 1 / e of that."""
_READ = 2_000
"""Characters of an article that are read."""
_FIELDS = (TITLE, TEXT)


@dataclass(frozen=True, slots=True)
class Feedback:
    """Stems, and the most that each can add to a score."""

    weights: dict[str, float]


NO_FEEDBACK = Feedback({})


def feedback_of(best: Sequence[ScoreDoc], statistics: CollectionStatistics, typed: int) -> Feedback:
    """The words of the best articles of a query of `typed` words, for which they count FEEDBACK times as
    much as those themselves."""
    if len(best) < ARTICLES:
        return NO_FEEDBACK
    scores = np.array([each.score for each in best])
    shares = np.exp((scores / scores.max() - 1) / _LOWER)
    shares /= shares.sum()
    beginnings = [_beginning(each) for each in best]
    idf_of = _idf_of({word for _, words in beginnings for word in words}, statistics.sizes)
    found: dict[str, float] = defaultdict(float)
    rarity: dict[str, float] = {}
    for share, (language, words) in zip(shares.tolist(), beginnings, strict=True):
        for word, part in words.items():
            stem = analyzer.stem(tagged(word, language))
            found[stem] += share * part * rarity.setdefault(stem, idf_of[word])
    ranked = sorted(found, key=lambda stem: (-round(found[stem], 9), stem))[:WORDS]
    total = sum(found[stem] for stem in ranked)
    factor = FEEDBACK * typed * (K1 + 1)
    return Feedback({stem: factor * found[stem] / total * rarity[stem] for stem in ranked})


def _beginning(best: ScoreDoc) -> tuple[str, dict[str, float]]:
    """The language of an article, and how much of its beginning each word there is."""
    segment, document = best.group.segment_of(best.document)
    article = segment.article(document)
    counts = word_counts_of_beginning(article, _READ)
    total = sum(counts.values())
    return language_of(article), {word: count / total for word, count in counts.items()}


def _idf_of(words: Collection[str], sizes: Sizes) -> dict[str, float]:
    """The idf of words in texts."""
    frequencies = sizes.document_frequencies(TEXT, list(words))
    return {
        word: idf(sizes.documents, frequency)
        for word, frequency in zip(words, frequencies, strict=True)
    }


def feedback_scores(
    group: SegmentGroup, statistics: CollectionStatistics, feedback: Feedback, documents: Array
) -> Array:
    """What documents (rising) of a group get for the words of the best articles in their titles and texts
    (float64)."""
    means = statistics.sizes.mean_length
    worth = np.zeros(len(documents))
    norms = {
        field: field_weight(field)
        / (1 - B + B * group.lengths(field).take(documents) / means[field])
        for field in _FIELDS
    }
    for stem, weight in feedback.weights.items():
        joined = np.zeros(len(documents))
        for field in _FIELDS:
            spans = position_spans_of(group, statistics, field, stem)
            if spans is not None:
                joined += norms[field] * spans.of(documents)[1]
        worth += weight * joined / (joined + K1)
    return worth
