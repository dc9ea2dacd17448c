"""The order of hits: by the scores of their words, and a close look at the best of them.

Where the words are many, what the first of the best have in common then counts as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.searching.closeness import Closeness, closeness, title_idf, title_worth
from search.engines.whoosh.searching.collapsing import Collapser
from search.engines.whoosh.searching.duplicates import Duplicates
from search.engines.whoosh.searching.feedback import (
    ARTICLES,
    NO_FEEDBACK,
    Feedback,
    feedback_of,
    feedback_scores,
)
from search.engines.whoosh.searching.query_words import QueryWords
from search.engines.whoosh.searching.segment_group import SegmentGroup, joined
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.engines.whoosh.searching.top_docs import (
    CandidateDocs,
    ScoreDoc,
    Tier,
    each_top_doc,
    threshold,
    top_docs,
)
from search.model.request import Sort
from search.storage.arrays import Array

WINDOW, WINDOW_OF_MANY = 32, 400
"""How many of the best are looked at closely, and how many if the words are many: a quotation, whose
words need not be rare, may stand far down before that. What titles add comes before and tells most: of
the ten first hits for two words of a title, 97 in 100 are those of a window without end."""
_CROWD = 4
"""With equal scores more are looked at, up to this multiple of the window."""


class Looked(NamedTuple):
    """The candidates of a tier after a close look at the best of them: those that hold all words in one
    place, of the others those that quote the query and those that do not, and those that were not looked
    at. All but these have what the close look adds to their scores."""

    together: Tier
    quoting: Tier
    near: Tier
    rest: Tier

    @property
    def is_quotation(self) -> bool:
        """Whether one of them quotes the query or holds all its words in one place."""
        return any(len(each.doc_ids) for each in (*self.together, *self.quoting))


class Rescorer(NamedTuple):
    """Looks closely at the best articles of a query, whose words it has in each language of the archive:
    an article has words of one of them. `duplicates` are those of the archive, whatever is shown of them.
    """

    statistics: CollectionStatistics
    words: Sequence[QueryWords]
    duplicates: Duplicates

    @property
    def are_apart(self) -> bool:
        """See `QueryWords`."""
        return any(each.are_apart for each in self.words)

    @property
    def are_many(self) -> bool:
        """See `QueryWords`."""
        return any(each.are_many for each in self.words)

    def rescored(self, tiers: Sequence[Tier]) -> tuple[Iterable[Tier], Feedback]:
        """The candidates in more tiers: of each those that hold all words in one place, the others of the
        best, and the rest; and the feedback that their scores contain. There is none where an article
        quotes the query or holds all of it in one place: then that one is meant."""
        looked = map(self.looked, tiers)
        if not (self.are_many and self.are_apart):
            return chain.from_iterable(map(_tiers_of, looked)), NO_FEEDBACK
        every = [*looked]
        if any(each.is_quotation for each in every):
            return _ordered(every), NO_FEEDBACK
        near = [each for one in every for each in one.near]
        texts = Collapser(self.duplicates).collapsed(near, "relevance", ARTICLES)
        first = top_docs(texts, "relevance", 0, ARTICLES)
        feedback = feedback_of(
            first, self.statistics, max(each.content_count for each in self.words)
        )
        every = [
            each._replace(near=[self.fed(found, feedback) for found in each.near]) for each in every
        ]
        return _ordered(every), feedback

    def fed(self, found: CandidateDocs, feedback: Feedback) -> CandidateDocs:
        """Candidates with what feedback adds to their scores."""
        worth = feedback_scores(found.group, self.statistics, feedback, found.documents)
        return found._replace(scores=found.scores + worth.astype(np.float32))

    def looked(self, tier: Tier) -> Looked:
        """A tier after a close look. Titles, which are quickly looked up, count for all."""
        titles = [self.titles(each.group) for each in tier]
        found = [
            each._replace(scores=each.scores + self.title_worth(own, each.documents))
            for each, own in zip(tier, titles, strict=True)
        ]
        if not self.are_apart:
            return Looked([], [], found, [])
        window = WINDOW_OF_MANY if self.are_many else WINDOW
        least = _least(joined([each.scores for each in found]), window)
        masks = [each.scores >= least for each in found]
        best = [each.chosen(mask) for each, mask in zip(found, masks, strict=True)]
        looks = [
            self.look(each.group, each.documents, own)
            for each, own in zip(best, titles, strict=True)
        ]
        raised = [_closer(each, look) for each, look in zip(best, looks, strict=True)]
        return Looked(
            _chosen(raised, [look.is_together for look in looks]),
            _chosen(raised, [look.is_quoting & ~look.is_together for look in looks]),
            _chosen(raised, [~(look.is_quoting | look.is_together) for look in looks]),
            _chosen(found, [~mask for mask in masks]),
        )

    def titles(self, group: SegmentGroup) -> list[Array]:
        """The idf of the words in the title of each document of a group (float32), in each language."""
        return [title_idf(group, self.statistics, each) for each in self.words]

    def title_worth(self, titles: Sequence[Array], documents: Array) -> Array:
        """What documents of a group get for their titles, in the language in which it is most."""
        found = [
            title_worth(own.take(documents, mode="clip"), words)
            for own, words in zip(titles, self.words, strict=True)
        ]
        return reduce(np.maximum, found)

    def look(self, group: SegmentGroup, documents: Array, titles: Sequence[Array]) -> Closeness:
        """A close look at `documents` (rising) of a group with these titles."""
        first, *others = (
            closeness(group, self.statistics, words, documents, own.take(documents))
            for own, words in zip(titles, self.words, strict=True)
        )
        for each in others:
            first = Closeness(*map(np.maximum, first, each))
        return first


def _tiers_of(looked: Looked) -> tuple[Tier, ...]:
    return looked.together, [*looked.quoting, *looked.near], looked.rest


def _ordered(looked: Sequence[Looked]) -> list[Tier]:
    """The tiers of a query of many words.

    Where candidates with some of the words come after those with all, what quotes the query comes first
    in either: a quotation with a wrong word is no accident, while all words here and there in a long
    article may be one.
    """
    if len(looked) == 1:
        return [*_tiers_of(looked[0])]
    together = list(chain.from_iterable(each.together for each in looked))
    quoting = list(chain.from_iterable(each.quoting for each in looked))
    return [together, quoting, *(tier for each in looked for tier in (each.near, each.rest))]


def ranked(
    tiers: Iterable[Tier],
    sort: Sort,
    collapser: Collapser,
    skip: int,
    size: int,
) -> Iterator[ScoreDoc]:
    """Hits `skip` to `skip + size` (counted from 0)."""
    for tier in tiers:
        count = collapser.size_of(tier)
        taken = max(0, min(size, count - skip))
        if taken:
            found = collapser.collapsed(tier, sort, skip + taken)
            yield from each_top_doc(found, sort, skip, taken)
        size -= taken
        skip = max(0, skip - count)
        if not size:
            return
        if count:
            collapser.pass_over(tier)


def _chosen(tier: Tier, masks: Sequence[Array]) -> Tier:
    return [each.chosen(mask) for each, mask in zip(tier, masks, strict=True)]


def _closer(found: CandidateDocs, look: Closeness) -> CandidateDocs:
    return found._replace(
        scores=found.scores + (look.titled + look.stretch + look.pairs).astype(np.float32)
    )


def _least(scores: Array, window: int) -> float:
    """The score of the last of the best."""
    if len(scores) <= window:
        return -np.inf
    least = np.float32(-threshold(-scores, window))
    is_crowded = np.count_nonzero(scores >= least) > _CROWD * window
    return float(np.nextafter(least, np.float32(np.inf)) if is_crowded else least)
