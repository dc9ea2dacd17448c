"""The articles near another one, and the distinctive words of its passages, in an open generation."""

from __future__ import annotations

from collections.abc import Sequence

from search.engines.common import distinctive_words
from search.engines.common.distinctive_words import CountedWord, DistinctiveWord
from search.engines.common.related import MOST_READ, WORDS, Candidate, related_articles
from search.engines.whoosh.searching.searcher import Searcher
from search.engines.whoosh.searching.top_docs import ScoreDoc
from search.model.related import RelatedArticles


def related(searcher: Searcher, id: str) -> RelatedArticles | None:
    """See `search.engines.protocol.Engine.related`."""
    article = searcher.find(id)
    if article is None:
        return None
    words = _distinctive(searcher, distinctive_words.words_of_article(article), WORDS)
    best, is_whole = searcher.best(distinctive_words.any_of(words), MOST_READ)
    found = related_articles(article, words, map(_candidate, best))
    return RelatedArticles(found, partial=not is_whole)


def words_of_passage(searcher: Searcher, id: str, anchor: str) -> tuple[str, ...] | None:
    """See `search.engines.protocol.Engine.distinctive_words`."""
    article = searcher.find(id)
    counted = distinctive_words.words_at(article, anchor) if article else None
    if counted is None:
        return None
    return distinctive_words.for_search(
        counted, _distinctive(searcher, counted, distinctive_words.SEARCHED)
    )


def _distinctive(
    searcher: Searcher, counted: Sequence[CountedWord], most: int
) -> tuple[DistinctiveWord, ...]:
    frequencies = searcher.frequencies([each.folded for each in counted])
    articles = searcher.generation.info.articles
    return distinctive_words.distinctive_words(counted, articles, frequencies, most)


def _candidate(found: ScoreDoc) -> Candidate:
    segment, document = found.group.segment_of(found.document)
    return Candidate(segment.article(document), found.score)
