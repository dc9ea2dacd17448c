"""The articles near another one, and the distinctive words of its passages, in the cluster.

The words are chosen here, as for the embedded engine, and not by `more_like_this`: the cluster would
choose them shard by shard, and would not say which they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from search.engines.common import distinctive_words
from search.engines.common.distinctive_words import CountedWord, DistinctiveWord
from search.engines.common.related import MOST_READ, WORDS, Candidate, related_articles
from search.engines.opensearch.searching import request_body, response
from search.engines.opensearch.searching.asked import asked_as
from search.engines.opensearch.searching.searcher import Searcher
from search.engines.opensearch.stored_articles import article_from
from search.model.articles import Article
from search.model.related import RelatedArticles
from search.model.request import SearchRequest
from search.query.tree import Nothing, Query

Json = dict[str, Any]

_STEP = 10
"""Candidates that are asked for at a time, with their texts: mostly six are read."""


def related(searcher: Searcher, article: Article) -> RelatedArticles:
    """See `search.engines.protocol.Engine.related`."""
    words = _distinctive(searcher, distinctive_words.words_of_article(article), WORDS)
    candidates = _Candidates(searcher, distinctive_words.any_of(words))
    found = related_articles(article, words, candidates)
    return RelatedArticles(found, candidates.are_partial)


def words_of_passage(searcher: Searcher, article: Article, anchor: str) -> tuple[str, ...] | None:
    """See `search.engines.protocol.Engine.distinctive_words`."""
    counted = distinctive_words.words_at(article, anchor)
    if counted is None:
        return None
    return distinctive_words.for_search(
        counted, _distinctive(searcher, counted, distinctive_words.SEARCHED)
    )


class _Candidates:
    """The best articles that match a tree, asked for when they are needed. After they are read,
    `are_partial` says whether only a part of the index was searched."""

    def __init__(self, searcher: Searcher, tree: Query) -> None:
        self._searcher = searcher
        self._tree = tree
        self.are_partial = False

    def __iter__(self) -> Iterator[Candidate]:
        if isinstance(self._tree, Nothing):
            return
        for first in range(0, MOST_READ, _STEP):
            answer = self._searcher.index.search(self._body(first))
            self.are_partial |= not response.is_whole(answer)
            found = answer["hits"]["hits"]
            for each in found:
                yield Candidate(article_from(each["_source"]["stored"]), each["_score"] or 0.0)
            if len(found) < _STEP:
                return

    def _body(self, first: int) -> Json:
        """The search for the candidates from number `first` on."""
        request = SearchRequest()
        asked = asked_as(self._tree, self._searcher.index.languages)
        body = request_body.walk(request, asked, _STEP, ["stored"])
        return {**body, "from": first, "timeout": f"{round(self._searcher.time_limit * 1000)}ms"}


def _distinctive(
    searcher: Searcher, counted: Sequence[CountedWord], most: int
) -> tuple[DistinctiveWord, ...]:
    known = searcher.frequencies([each.folded for each in counted])
    return distinctive_words.distinctive_words(counted, known.articles, known.words, most)
