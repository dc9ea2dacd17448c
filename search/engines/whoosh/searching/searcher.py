"""Searches one open generation. Immutable, safe for many threads."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from search.engines.common import facet_listing, hits, respelling
from search.engines.common.modes import some_from
from search.engines.common.value_words import ValueWords
from search.engines.whoosh.generation import Generation, close
from search.engines.whoosh.searching import facet_counts
from search.engines.whoosh.searching.counting import Counting, value_counts
from search.engines.whoosh.searching.duplicates import NO_DUPLICATES, Duplicates
from search.engines.whoosh.searching.executor import Limits
from search.engines.whoosh.searching.facet_counts import FacetDictionary
from search.engines.whoosh.searching.fetch import HeadReader, HitFetcher, copies_of, kept_head
from search.engines.whoosh.searching.filters import filters_of
from search.engines.whoosh.searching.kept_results import KeptResults
from search.engines.whoosh.searching.match_masks import MatchMasks
from search.engines.whoosh.searching.matching import Matching, matching
from search.engines.whoosh.searching.prepared_query import prepared
from search.engines.whoosh.searching.search_notices import notices_of
from search.engines.whoosh.searching.segment_group import SegmentGroup, segment_groups
from search.engines.whoosh.searching.shown_hits import best_docs, hit_of
from search.engines.whoosh.searching.spell_checker import SpellChecker
from search.engines.whoosh.searching.statistics import (
    CollectionStatistics,
    Sizes,
    sizes_of,
    statistics_of,
)
from search.engines.whoosh.searching.vocabulary import Vocabulary
from search.model.articles import Article
from search.model.deadline import Deadline, TimeExceeded
from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.model.results import Facet, FacetValue, MarkedArticle, Results, Status
from search.model.schema import indexed_fields
from search.query.formatting import describe
from search.query.parser import parse
from search.query.tree import Query
from search.storage.arrays import Array

MATCHING = 0.65
"""The share of the time for an answer that finding matches may take; the rest is for showing them."""


class Searcher:
    """Searches a generation, each search in at most about `time_limit` seconds."""

    def __init__(self, generation: Generation, time_limit: float) -> None:
        self.generation = generation
        self.config = generation.config()
        self.segments = generation.open()
        self.groups = tuple(segment_groups(self.segments))
        self.duplicates = Duplicates(generation.duplicates(), self.groups)
        self.time_limit = time_limit
        self._kept = KeptResults()
        self._dictionaries: dict[FacetName, FacetDictionary] = {}
        self._facet_counts: dict[tuple[FacetName, bool], Array] = {}
        self._value_words: dict[FacetName, ValueWords] = {}

    def close(self) -> None:
        """Close all files and give back all memory; the searcher must not be used afterwards."""
        if "vocabulary" in vars(self):
            self.vocabulary.close()
        close(self.segments)
        vars(self).clear()

    def search(self, request: SearchRequest, deadline: Deadline | None = None) -> Results:
        """See `search.engines.protocol.Engine.search`."""
        began = time.monotonic()
        found = self._kept.find(request)
        if found is not None:
            return replace(found, took_ms=_since(began), is_kept=True)
        deadline = deadline or Deadline.after(self.time_limit)
        limits = Limits(deadline.part(MATCHING))
        results = self._answer(request, deadline, limits, began)
        if not (results.partial or limits.deadline.is_over):
            self._kept.add(results)
        return results

    def _answer(
        self, request: SearchRequest, deadline: Deadline, limits: Limits, began: float
    ) -> Results:
        counted = facet_listing.counted(request, self.config.facets)
        found = self.matching(request, limits)
        counting = Counting(found, self.duplicates_of(request))
        with_all = counting.hits_with_all
        suggestion = self._suggestion(request, with_all, limits) if found.is_whole else ""
        fetcher = self.fetcher(found, request, deadline)
        dates = counting.timeline(request)
        skip = (request.page - 1) * request.size
        best = list(best_docs(found, request, counting, self.duplicates, skip, request.size))
        shown = tuple(hit_of(fetcher, request, *each) for each in best)
        have_all = [found.holds_all(each) for each, _ in best]
        return Results(
            request=request,
            total=counting.hits,
            pages=-(-counting.hits // request.size),
            hits=shown,
            facets=tuple(self._facet(counting, name, request) for name in counted),
            timeline=dates.periods,
            undated=dates.undated,
            spread=dates.spread,
            partial=not found.is_whole or bool(limits.shortened) or not fetcher.is_whole,
            suggestion=suggestion,
            understood=describe(found.query.forms.understood),
            notices=notices_of(request, found.query, limits, found.is_whole, fetcher.is_whole),
            took_ms=_since(began),
            relaxed=found.is_relaxed,
            matching_all=with_all,
            matching_some=counting.hits_with_some(limits),
            some_from=some_from(have_all, with_all - skip),
        )

    def matching(self, request: SearchRequest, limits: Limits) -> Matching:
        """What matches the words of a request, and its filters."""
        chosen = {name: self.dictionary(name) for name in request.selections}
        query = prepared(request.text, self.config, self.languages, self._statistics)
        return matching(query, request, self.groups, chosen, self.vocabulary, limits)

    def as_typed(self, text: str) -> Query:
        """The query tree of a text, without what the archive adds."""
        return parse(text, self.config.facets.names)

    def match_masks(self, request: SearchRequest, limits: Limits) -> MatchMasks:
        """Counts what passes the filters of a request."""
        chosen = {name: self.dictionary(name) for name in request.selections}
        filters = [filters_of(group, request, chosen) for group in self.groups]
        return MatchMasks(
            self.groups,
            filters,
            request.unit,
            self._statistics,
            self.duplicates_of(request),
            limits,
        )

    def duplicates_of(self, request: SearchRequest) -> Duplicates:
        """The groups of which a search shows and counts one member; none if it is to show each."""
        return self.duplicates if request.copies == "once" else NO_DUPLICATES

    def fetcher(
        self,
        found: Matching,
        request: SearchRequest,
        deadline: Deadline,
        head: HeadReader = kept_head,
    ) -> HitFetcher:
        """Makes the hits of a request from its matches."""
        query = found.query
        marked, passages = query.forms.marked(found.is_relaxed), request.passages
        return HitFetcher(marked, query.statistics, passages, deadline, self.duplicates, head)

    def article(self, id: str, text: str, deadline: Deadline | None) -> MarkedArticle | None:
        """See `search.engines.protocol.Engine.article`."""
        place = self._place(id)
        if place is None:
            return None
        group, document = place
        segment, own = group.segment_of(document)
        article = segment.article(own)
        deadline = deadline or Deadline.after(self.time_limit)
        query = prepared(text, self.config, self.languages, self._statistics).with_near(
            self.vocabulary
        )
        marked = hits.marked_article(article, query.forms, deadline)
        return replace(marked, copies=copies_of(self.duplicates, group, document, kept_head))

    def find(self, id: str) -> Article | None:
        place = self._place(id)
        if place is None:
            return None
        segment, document = place[0].segment_of(place[1])
        return segment.article(document)

    def _place(self, id: str) -> tuple[SegmentGroup, int] | None:
        for group in self.groups:
            for segment, first in zip(group.segments, group.first_documents, strict=True):
                document = segment.find(id)
                if document >= 0:
                    return group, first + document
        return None

    def values(self, name: FacetName) -> tuple[FacetValue, ...]:
        """See `search.engines.protocol.Engine.values`."""
        counts = self.facet_counts(name, self.duplicates)
        listed = zip(self.facet_values(name), counts.tolist(), strict=True)
        values = [FacetValue(value, count) for value, count in listed if count]
        return tuple(sorted(values, key=lambda each: facet_listing.alphabetical(each.value)))

    def facet_values(self, name: FacetName) -> Sequence[str]:
        return self.dictionary(name).values

    def facet_counts(
        self, name: FacetName, duplicates: Duplicates, masks: Sequence[Array] | None = None
    ) -> Array:
        """How many articles have each of `facet_values`, of each group of `duplicates` one; `masks` are
        those to count, for each of `groups` (None: all)."""
        dictionary = self.dictionary(name)
        if masks is not None:
            return value_counts(dictionary, self.groups, masks, duplicates)
        key = name, bool(duplicates)
        found = self._facet_counts.get(key)
        if found is None:
            live = [each.live for each in self.groups]
            found = value_counts(dictionary, self.groups, live, duplicates)
            self._facet_counts[key] = found
        return found

    def value_words(self, name: FacetName) -> ValueWords:
        """The values of a facet by their words."""
        found = self._value_words.get(name)
        if found is None:
            aliases = dict(self.config.facets[name].aliases)
            found = self._value_words[name] = ValueWords(self.facet_values(name), aliases)
        return found

    def status(self) -> Status:
        info = self.generation.info
        return Status(self.generation.name, info.articles, info.paragraphs, info.published_at)

    @cached_property
    def sizes(self) -> Sizes:
        fields = indexed_fields(self.generation.facets())
        return sizes_of(self.segments, fields, self.languages)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that words are stemmed in, sorted; English, "", is always among them."""
        return tuple(sorted({"", *chain.from_iterable(each.languages for each in self.segments)}))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.segments, self.languages)

    def dictionary(self, name: FacetName) -> FacetDictionary:
        """The values of a facet."""
        found = self._dictionaries.get(name)
        if found is None:
            found = self._dictionaries[name] = FacetDictionary(name, self.segments)
        return found

    def _statistics(self, tree: Query) -> CollectionStatistics:
        return statistics_of(self.segments, self.sizes, tree)

    def _facet(self, counting: Counting, name: FacetName, request: SearchRequest) -> Facet:
        dictionary = self.dictionary(name)
        return facet_counts.facet(dictionary, name, counting.of_values(dictionary), request)

    def _suggestion(self, request: SearchRequest, with_all: int, limits: Limits) -> str:
        """Another spelling that finds more, if few hits have all words; "" if there is no time for it."""
        if with_all >= respelling.FEW:
            return ""
        checker = SpellChecker(self.vocabulary, self.match_masks(request, limits), self.languages)
        try:
            return respelling.respelled(request.text, with_all, self.config, checker)
        except TimeExceeded:
            return ""


def _since(began: float) -> float:
    """The milliseconds since then."""
    return round((time.monotonic() - began) * 1000, 2)
