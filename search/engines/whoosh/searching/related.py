"""The articles near another one, and the distinctive words of its passages, in an open generation."""

from __future__ import annotations

from collections.abc import Sequence

from search.engines.common import distinctive_words
from search.engines.common.distinctive_words import CountedWord, DistinctiveWord
from search.engines.common.related import MOST_READ, WORDS, Candidate, related_articles
from search.engines.whoosh.searching.collapsing import Collapser
from search.engines.whoosh.searching.doc_spaces import ArticleSpace
from search.engines.whoosh.searching.executor import Limits, executor_of
from search.engines.whoosh.searching.fetch import kept_head
from search.engines.whoosh.searching.searcher import MATCHING, Searcher
from search.engines.whoosh.searching.statistics import statistics_of, terms_in
from search.engines.whoosh.searching.top_docs import CandidateDocs, ScoreDoc, top_docs
from search.model.deadline import Deadline, TimeExceeded
from search.model.related import RelatedArticles
from search.model.results import MOST_COPIES
from search.model.schema import ANY
from search.query.languages import in_languages
from search.query.tree import Query


def related(
    searcher: Searcher, id: str, deadline: Deadline | None = None
) -> RelatedArticles | None:
    """See `search.engines.protocol.Engine.related`."""
    article = searcher.find(id)
    if article is None:
        return None
    words = _distinctive(searcher, distinctive_words.words_of_article(article), WORDS)
    deadline = deadline or Deadline.after(searcher.time_limit)
    tree = in_languages(distinctive_words.any_of(words), searcher.languages)
    best, is_whole = _best(searcher, tree, deadline.part(MATCHING))
    candidates = (_candidate(searcher, each) for each in best)
    found = related_articles(article, words, candidates)
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
    frequency = searcher.sizes.document_frequency
    frequencies = {each.folded: frequency(ANY, each.folded) for each in counted}
    articles = searcher.generation.info.articles
    return distinctive_words.distinctive_words(counted, articles, frequencies, most)


def _best(searcher: Searcher, tree: Query, deadline: Deadline) -> tuple[list[ScoreDoc], bool]:
    """The articles with the highest scores, of duplicates one, and whether the whole archive was
    searched."""
    limits = Limits(deadline)
    statistics = statistics_of(searcher.segments, searcher.sizes, tree)
    found: list[CandidateDocs] = []
    is_whole = True
    for group in searcher.groups:
        try:
            executor = executor_of(terms_in(tree), ArticleSpace(group), statistics, limits)
            matches = executor.matches(tree)
        except TimeExceeded:
            is_whole = False
            break
        doc_ids, scores = matches.doc_ids, matches.scores
        if group.live is not None:
            live = group.live.take(doc_ids)
            doc_ids, scores = doc_ids.compress(live), scores.compress(live)
        found.append(CandidateDocs(group, doc_ids, doc_ids, scores))
    texts = Collapser(searcher.duplicates).collapsed(found, "relevance", MOST_READ)
    return top_docs(texts, "relevance", 0, MOST_READ), is_whole


def _candidate(searcher: Searcher, found: ScoreDoc) -> Candidate:
    segment, document = found.group.segment_of(found.document)
    others = searcher.duplicates.others(found.group, found.document)
    heads = [kept_head(*group.segment_of(own)) for group, own in others[:MOST_COPIES]]
    return Candidate(
        segment.article(document), found.score, heads, more_copies=len(others[MOST_COPIES:])
    )
