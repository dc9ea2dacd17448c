"""Searches one open generation. Immutable, safe for many threads."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from search.engines.common import facet_listing, hits, notices, respelling
from search.engines.common.sorting import sort_of
from search.engines.common.value_words import ValueWords
from search.engines.whoosh.generation import Generation
from search.engines.whoosh.searching import executor, facet_counts, multi_term, top_docs
from search.engines.whoosh.searching.doc_sets import DocSet
from search.engines.whoosh.searching.doc_spaces import ArticleSpace, ParagraphSpace
from search.engines.whoosh.searching.doc_values import MatchingDocs, total
from search.engines.whoosh.searching.executor import Limits
from search.engines.whoosh.searching.facet_counts import FacetDictionary
from search.engines.whoosh.searching.fetch import HitFetcher
from search.engines.whoosh.searching.filters import Filters, filters_of
from search.engines.whoosh.searching.match_masks import MatchMasks
from search.engines.whoosh.searching.segment_group import SegmentGroup, segment_groups
from search.engines.whoosh.searching.spell_checker import SpellChecker
from search.engines.whoosh.searching.statistics import (
    CollectionStatistics,
    Sizes,
    sizes_of,
    statistics_of,
)
from search.engines.whoosh.searching.top_docs import CandidateDocs
from search.engines.whoosh.searching.vocabulary import Vocabulary
from search.model.articles import Article
from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.model.results import Facet, FacetValue, Hit, MarkedArticle, Results, Status
from search.model.schema import indexed_fields
from search.query.formatting import describe
from search.query.parser import parse, tree_of
from search.query.tree import Nothing, Query
from search.storage.arrays import Array


@dataclass(frozen=True, slots=True)
class _GroupMatches:
    """The matches in one segment group, before filters."""

    group: SegmentGroup
    space: ArticleSpace | ParagraphSpace
    matches: DocSet
    documents: MatchingDocs
    filters: Filters

    def kept(self, ignoring: FacetName | None = None) -> MatchingDocs:
        """The documents that pass the filters; the selection in facet `ignoring` is left out."""
        return self.documents.kept(self.filters.combined(ignoring))

    def ranked(self) -> CandidateDocs:
        """The matches that pass the filters."""
        doc_ids, scores = self.matches.doc_ids, self.matches.scores
        documents = self.space.documents_of(doc_ids)
        mask = self.filters.combined()
        if mask is None:
            return CandidateDocs(self.group, doc_ids, documents, scores)
        chosen = mask.take(documents)
        kept = (each.compress(chosen) for each in (doc_ids, documents, scores))
        return CandidateDocs(self.group, *kept)


class Searcher:
    """Searches a generation, each search in at most about `time_limit` seconds."""

    def __init__(self, generation: Generation, time_limit: float) -> None:
        self.generation = generation
        self.config = generation.config()
        self.segments = generation.open()
        self.groups = tuple(segment_groups(self.segments))
        self.time_limit = time_limit
        self._dictionaries: dict[FacetName, FacetDictionary] = {}
        self._facet_counts: dict[FacetName, Array] = {}
        self._value_words: dict[FacetName, ValueWords] = {}

    def search(self, request: SearchRequest) -> Results:
        """See `search.engines.protocol.Engine.search`."""
        began = time.monotonic()
        counted = facet_listing.counted(request, self.config.facets)
        tree = tree_of(request.text, self.config)
        limits = Limits(began + self.time_limit)
        statistics = statistics_of(self.segments, self.sizes, tree)
        found, is_whole = self._run(tree, request, statistics, limits)
        kept = [each.kept() for each in found]
        hit_count = sum(each.hits for each in kept)
        page = slice((request.page - 1) * request.size, request.page * request.size)
        suggestion = self._suggestion(request, hit_count, limits) if is_whole else ""
        return Results(
            request=request,
            total=hit_count,
            pages=-(-hit_count // request.size),
            hits=tuple(self._hits(found, request, tree, statistics, page)),
            facets=tuple(self._facet(found, kept, name, request) for name in counted),
            timeline=facet_counts.timeline(
                [(each.group.periods, own) for each, own in zip(found, kept, strict=True)], request
            ),
            partial=not is_whole or bool(limits.shortened),
            suggestion=suggestion,
            understood=describe(tree),
            notices=_notices(request, tree, limits, is_whole),
            took_ms=round((time.monotonic() - began) * 1000, 2),
        )

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        """See `search.engines.protocol.Engine.scan`."""
        facet_listing.check_facets(request, self.config.facets)
        tree = tree_of(request.text, self.config)
        limits = Limits(math.inf)
        statistics = statistics_of(self.segments, self.sizes, tree)
        found, _ = self._run(tree, request, statistics, limits)
        return self._hits(found, request, tree, statistics, slice(None))

    def parsed(self, text: str) -> Query:
        """The query tree of a search for a text; raises `BadParameter`."""
        return tree_of(text, self.config)

    def as_typed(self, text: str) -> Query:
        """The query tree of a text, without what the archive adds; raises `BadParameter`."""
        return parse(text, self.config.facets.names)

    def match_masks(self, request: SearchRequest, limits: Limits) -> MatchMasks:
        """Counts what passes the filters of a request."""
        chosen = {name: self._dictionary(name) for name in request.selections}
        filters = [filters_of(group, request, chosen) for group in self.groups]
        return MatchMasks(
            self.groups,
            filters,
            request.unit,
            lambda tree: statistics_of(self.segments, self.sizes, tree),
            limits,
        )

    def article(self, id: str, text: str) -> MarkedArticle | None:
        """See `search.engines.protocol.Engine.article`."""
        article = self.find(id)
        if article is None:
            return None
        return hits.marked_article(article, text, self.config)

    def find(self, id: str) -> Article | None:
        for segment in self.segments:
            document = segment.find(id)
            if document >= 0:
                return segment.article(document)
        return None

    def values(self, name: FacetName) -> tuple[FacetValue, ...]:
        """See `search.engines.protocol.Engine.values`."""
        counts = self.facet_counts(name)
        listed = zip(self.facet_values(name), counts.tolist(), strict=True)
        values = [FacetValue(value, count) for value, count in listed if count]
        return tuple(sorted(values, key=lambda each: facet_listing.alphabetical(each.value)))

    def facet_values(self, name: FacetName) -> Sequence[str]:
        return self._dictionary(name).values

    def facet_counts(self, name: FacetName, masks: Sequence[Array] | None = None) -> Array:
        """How many articles have each of `facet_values`; `masks` are those to count, for each of
        `groups` (None: all)."""
        dictionary = self._dictionary(name)
        if masks is not None:
            return facet_counts.value_counts(dictionary, self.groups, masks)
        found = self._facet_counts.get(name)
        if found is None:
            live = [each.live for each in self.groups]
            found = facet_counts.value_counts(dictionary, self.groups, live)
            self._facet_counts[name] = found
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
        return sizes_of(self.segments, indexed_fields(self.generation.facets()))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.segments)

    def _dictionary(self, name: FacetName) -> FacetDictionary:
        found = self._dictionaries.get(name)
        if found is None:
            found = self._dictionaries[name] = FacetDictionary(name, self.segments)
        return found

    def _run(
        self,
        tree: Query,
        request: SearchRequest,
        statistics: CollectionStatistics,
        limits: Limits,
    ) -> tuple[list[_GroupMatches], bool]:
        """The matches of each segment group, and whether all were searched before the time was over."""
        chosen = {name: self._dictionary(name) for name in request.selections}
        found: list[_GroupMatches] = []
        for group in self.groups:
            space = (ArticleSpace if request.unit == "article" else ParagraphSpace)(group)
            try:
                matches = executor.execute(tree, space, statistics, limits)
            except executor.TimeExceeded:
                return found, False
            documents = space.matching_docs(matches.doc_ids)
            found.append(
                _GroupMatches(group, space, matches, documents, filters_of(group, request, chosen))
            )
        return found, True

    def _facet(
        self,
        found: Sequence[_GroupMatches],
        kept: Sequence[MatchingDocs],
        name: FacetName,
        request: SearchRequest,
    ) -> Facet:
        dictionary = self._dictionary(name)
        counts = [
            dictionary.doc_values(each.group).count(
                each.kept(ignoring=name) if name in each.filters.facets else own
            )
            for each, own in zip(found, kept, strict=True)
        ]
        return facet_counts.facet(dictionary, name, total(counts), request)

    def _hits(
        self,
        found: Sequence[_GroupMatches],
        request: SearchRequest,
        tree: Query,
        statistics: CollectionStatistics,
        part: slice,
    ) -> Iterator[Hit]:
        """A slice of the hits in order, made one by one."""
        ranked = [each.ranked() for each in found]
        fetcher = HitFetcher(tree, statistics, request.passages)
        skip, end, _ = part.indices(sum(len(each.doc_ids) for each in ranked))
        for best in top_docs.top_docs(ranked, sort_of(request, tree), skip, end - skip):
            paragraph = None
            if request.unit == "paragraph":
                paragraph = best.doc_id - int(best.group.paragraph_starts[best.document])
            segment, document = best.group.segment_of(best.document)
            yield fetcher.hit(segment, document, best.score, paragraph)

    def _suggestion(self, request: SearchRequest, hit_count: int, limits: Limits) -> str:
        """Another spelling that finds more, if a search finds little; "" if there is no time for it."""
        if hit_count >= respelling.FEW:
            return ""
        checker = SpellChecker(self.vocabulary, self.match_masks(request, limits))
        try:
            return respelling.respelled(request.text, hit_count, self.config, checker)
        except executor.TimeExceeded:
            return ""


def _notices(
    request: SearchRequest, tree: Query, limits: Limits, is_whole: bool
) -> tuple[str, ...]:
    found = [notices.no_word(request.text)] if isinstance(tree, Nothing) else []
    found += [] if is_whole else [notices.OUT_OF_TIME]
    found += [notices.shortened(leaf, multi_term.MOST) for leaf in sorted(limits.shortened)]
    return tuple(found)
