"""What matches a query in each segment group: with all of its words or, if need be, with some."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from search.engines.common.modes import asks_for_near, is_relaxed
from search.engines.whoosh.searching.doc_sets import DocSet, constant, mask_of, without
from search.engines.whoosh.searching.doc_spaces import ArticleSpace, ParagraphSpace
from search.engines.whoosh.searching.doc_values import MatchingDocs
from search.engines.whoosh.searching.executor import Executor, Limits, executor_of
from search.engines.whoosh.searching.facet_counts import FacetDictionary
from search.engines.whoosh.searching.filters import Filters, filters_of
from search.engines.whoosh.searching.prepared_query import PreparedQuery
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import terms_in
from search.engines.whoosh.searching.top_docs import CandidateDocs, ScoreDoc, Tier
from search.engines.whoosh.searching.vocabulary import Vocabulary
from search.model.deadline import TimeExceeded
from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.query.relaxation import Relaxed

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class GroupMatches:
    """The matches in one segment group, before filters. `complete` are those that have all words, if
    others are among the matches too."""

    executor: Executor
    matches: DocSet
    complete: DocSet | None
    documents: MatchingDocs
    filters: Filters

    @property
    def group(self) -> SegmentGroup:
        return self.executor.space.group

    def kept(self, *ignored: FacetName) -> MatchingDocs:
        """The documents that pass the filters; the selections in the facets `ignored` are left out."""
        return self.documents.kept(self.filters.combined(*ignored))

    def candidates(self) -> list[CandidateDocs]:
        """The matches that pass the filters: those with all words and, if any, the others."""
        space, doc_ids = self.executor.space, self.matches.doc_ids
        documents = space.documents_of(doc_ids)
        every = CandidateDocs(self.group, doc_ids, documents, self.matches.scores)
        mask = self.filters.combined()
        if mask is not None:
            every = every.chosen(mask.take(documents))
        if self.complete is None:
            return [every]
        has_all = mask_of(self.complete.doc_ids, space.size).take(every.doc_ids)
        return [every.chosen(has_all), every.chosen(~has_all)]

    def holds_all(self, doc_id: int) -> bool:
        """Whether a match has all words."""
        return self.complete is None or doc_id in self.complete.doc_ids

    def kept_complete(self, *ignoring: FacetName) -> MatchingDocs | None:
        """As `kept`, those that have all words, if others are among the matches too."""
        if self.complete is None:
            return None
        documents = self.executor.space.matching_docs(self.complete.doc_ids)
        return documents.kept(self.filters.combined(*ignoring))

    def some(self, query: PreparedQuery, relaxed: Relaxed, limits: Limits) -> MatchingDocs:
        """The documents that match the relaxed form of a query and pass the filters."""
        space = self.executor.space
        executor = executor_of(terms_in(relaxed.every_part), space, query.statistics, limits)
        matches = _shown(constant(executor.doc_ids(relaxed), 0.0), executor)
        found = space.matching_docs(matches.doc_ids)
        return found.kept(self.filters.combined())


@dataclass(frozen=True, slots=True)
class Matching:
    """The matches of a query in each segment group, whether these are all groups (or the time was over),
    and whether some of the words are enough. `wider` is the query as it is where they are."""

    query: PreparedQuery
    groups: list[GroupMatches]
    is_whole: bool
    is_relaxed: bool
    wider: PreparedQuery

    def holds_all(self, match: ScoreDoc) -> bool:
        """Whether a match has all words."""
        own = next(each for each in self.groups if each.group is match.group)
        return own.holds_all(match.doc_id)

    def tiers(self) -> list[Tier]:
        """The matches that pass the filters: those with all words and, if any, the others."""
        return [
            list(tier) for tier in zip(*(each.candidates() for each in self.groups), strict=True)
        ]


def matching(
    query: PreparedQuery,
    request: SearchRequest,
    groups: Sequence[SegmentGroup],
    chosen: Mapping[FacetName, FacetDictionary],
    vocabulary: Vocabulary,
    limits: Limits,
) -> Matching:
    """Run a query; `chosen` has the facets in which the request selects something, `vocabulary` the words
    that others may be misspelt for."""
    space = ArticleSpace if request.unit == "article" else ParagraphSpace
    terms = list(terms_in(query.every_part))

    def all_words(group: SegmentGroup) -> tuple[Executor, DocSet]:
        executor = executor_of(terms, space(group), query.statistics, limits)
        return executor, _shown(executor.matches(query.tree), executor)

    def found(executor: Executor, matches: DocSet, complete: DocSet | None) -> GroupMatches:
        documents = executor.space.matching_docs(matches.doc_ids)
        filters = filters_of(executor.space.group, request, chosen)
        return GroupMatches(executor, matches, complete, documents, filters)

    complete, is_whole = _in_time(all_words, groups)
    count = sum(_live(executor, matches) for executor, matches in complete)
    asks = is_whole and asks_for_near(request, count)
    wider = query.with_near(vocabulary) if asks else query
    relaxed = wider.relaxed
    if relaxed is None or not is_relaxed(request, relaxed, count):
        whole = [found(*each, None) for each in complete]
        return Matching(query, whole, is_whole, False, wider)
    more = list(terms_in(relaxed.every_part))

    def some_words(executor: Executor) -> tuple[Executor, DocSet]:
        if wider is not query:
            executor = executor_of(more, executor.space, wider.statistics, limits)
        return executor, _shown(executor.relaxed(relaxed), executor)

    some, is_done = _in_time(some_words, [executor for executor, _ in complete])
    matches = [found(*each, strict) for each, (_, strict) in zip(some, complete, strict=False)]
    return Matching(wider, matches, is_whole and is_done, True, wider)


def _in_time(make: Callable[[Given], Made], items: Sequence[Given]) -> tuple[list[Made], bool]:
    """What is made of the items until the time is over, and whether that is all."""
    made: list[Made] = []
    try:
        for item in items:
            made.append(make(item))
    except TimeExceeded:
        return made, False
    return made, True


def _shown(matches: DocSet, executor: Executor) -> DocSet:
    hidden = executor.space.hidden
    return without(matches, hidden, executor.space.size) if len(hidden) else matches


def _live(executor: Executor, matches: DocSet) -> int:
    """How many matches are in documents that are not deleted."""
    live = executor.space.group.live
    if live is None:
        return len(matches)
    return int(np.count_nonzero(live.take(executor.space.documents_of(matches.doc_ids))))
