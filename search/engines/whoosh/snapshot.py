"""One generation, opened: everything that can be asked of it. Immutable, safe for many threads."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from whoosh import query

from search import highlighting
from search.articles import Article
from search.engines.whoosh import execution, facets, ranking
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.execution import Limits
from search.engines.whoosh.facets import FacetIndex, Filters
from search.engines.whoosh.generations import Generation
from search.engines.whoosh.passages import matching_paragraphs
from search.engines.whoosh.ranking import Items
from search.engines.whoosh.schema import searched_fields
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.spaces import DocumentSpace, ParagraphSpace
from search.engines.whoosh.spelling import respelled
from search.engines.whoosh.statistics import Statistics, indexed_term, statistics_of
from search.highlighting import Marker, marker
from search.query import describe, leaves, parse
from search.request import FACETS, FacetName, SearchRequest
from search.results import Facet, FacetValue, Hit, MarkedArticle, Passage, Results, Status

EVERY = query.Every()


@dataclass(frozen=True, slots=True)
class _Found:
    """What matches in one segment: the items (bool) with scores, and how many a document has."""

    segment: Segment
    space: DocumentSpace | ParagraphSpace
    mask: Array
    scores: Array
    weights: Array
    filters: Filters


class Snapshot:
    """A generation that is being served."""

    def __init__(self, generation: Generation, time_limit: float) -> None:
        self.generation = generation
        self.segments = generation.open()
        self._time_limit = time_limit
        self._facet_index = lru_cache(maxsize=None)(self._make_facet_index)

    def search(self, request: SearchRequest) -> Results:
        """See `search.engines.base.Engine.search`."""
        began = time.monotonic()
        tree = parse(request.text) if request.text else EVERY
        limits = Limits(began + self._time_limit)
        statistics = statistics_of(self.segments, tree)
        found, is_whole = self._run(tree, request, statistics, limits)
        kept = [each.weights * each.filters.combined(each.segment.size) for each in found]
        total = int(sum(weights.sum() for weights in kept))
        suggestion = "" if total or not is_whole else self._suggestion(request, tree)
        hits = self._hits(found, kept, request, tree, statistics)
        return Results(
            request=request,
            total=total,
            pages=-(-total // request.size),
            took_ms=round((time.monotonic() - began) * 1000, 2),
            hits=hits,
            facets=tuple(self._facet(found, name, request) for name in request.facets),
            timeline=facets.timeline([each.segment for each in found], kept),
            partial=not is_whole or bool(limits.shortened),
            suggestion=suggestion,
            understood=describe(tree),
            notices=_notices(request, tree, limits, is_whole),
        )

    def count(self, request: SearchRequest) -> int:
        """How many hits a search has."""
        tree = parse(request.text) if request.text else EVERY
        limits = Limits(time.monotonic() + self._time_limit)
        statistics = statistics_of(self.segments, tree)
        found, _ = self._run(tree, request, statistics, limits)
        return int(
            sum((each.weights * each.filters.combined(each.segment.size)).sum() for each in found)
        )

    def article(self, id: str, text: str) -> MarkedArticle | None:
        """See `search.engines.base.Engine.article`."""
        article = self.find(id)
        if article is None:
            return None
        tree = parse(text) if text else None
        return highlighting.marked_article(article, marker(tree, "title"), marker(tree, "text"))

    def find(self, id: str) -> Article | None:
        for segment in self.segments:
            document = segment.find(id)
            if document >= 0:
                return segment.article(document)
        return None

    def values(self, name: FacetName) -> tuple[FacetValue, ...]:
        """See `search.engines.base.Engine.values`."""
        counts = self.facet_counts(name)
        listed = zip(self.facet_values(name), counts.tolist(), strict=True)
        values = [FacetValue(value, count) for value, count in listed if count]
        return tuple(sorted(values, key=lambda each: (each.value.casefold(), each.value)))

    def facet_values(self, name: FacetName) -> tuple[str, ...]:
        return self._facet_index(name).values

    def facet_counts(self, name: FacetName) -> Array:
        """How many articles have each of `facet_values`."""
        weights = [_live(segment).astype(np.int64) for segment in self.segments]
        return self._facet_index(name).counts(self.segments, name, weights)

    def status(self) -> Status:
        info = self.generation.info
        distinct = {name: int(np.count_nonzero(self.facet_counts(name))) for name in FACETS}
        name = self.generation.name
        return Status(name, info.articles, info.paragraphs, info.published_at, distinct)

    def _make_facet_index(self, name: FacetName) -> FacetIndex:
        return FacetIndex.over(self.segments, name)

    def _run(
        self, tree: query.Query, request: SearchRequest, statistics: Statistics, limits: Limits
    ) -> tuple[list[_Found], bool]:
        """What each segment holds, and whether all were searched before the time was over."""
        found: list[_Found] = []
        for segment in self.segments:
            try:
                found.append(_search_segment(segment, tree, request, statistics, limits))
            except execution.OutOfTime:
                return found, False
        return found, True

    def _facet(self, found: Sequence[_Found], name: FacetName, request: SearchRequest) -> Facet:
        index = self._facet_index(name)
        segments = [each.segment for each in found]
        weights = [
            each.weights * each.filters.combined(each.segment.size, ignoring=name) for each in found
        ]
        searched = FacetIndex(index.values, index.places[: len(found)])
        counts = searched.counts(segments, name, weights)
        return facets.facet(index, name, counts, request)

    def _hits(
        self,
        found: Sequence[_Found],
        kept: Sequence[Array],
        request: SearchRequest,
        tree: query.Query,
        statistics: Statistics,
    ) -> tuple[Hit, ...]:
        items = _items(found, kept)
        sort = "newest" if request.sort == "relevance" and tree == EVERY else request.sort

        def id_of(place: int) -> str:
            segment: Segment = found[items.segments[place]].segment
            return segment.id(int(items.documents[place]))

        skip = (request.page - 1) * request.size
        places = ranking.best(items, sort, skip, request.size, id_of)
        rarity = _rarity(tree, statistics)
        title, text = marker(tree, "title", rarity), marker(tree, "text", rarity)
        hits = []
        for place in places:
            each = found[items.segments[place]]
            document, item = int(items.documents[place]), int(items.items[place])
            article = each.segment.article(document)
            if isinstance(each.space, ParagraphSpace):
                number = item - int(each.segment.paragraph_starts[document])
                shown: tuple[Passage, ...] = (_whole_passage(article, number, text),)
            else:
                places = matching_paragraphs(each.segment, document, tree)
                shown = highlighting.best_passages(article, text, places, request.passages)
            hits.append(_hit(article, float(items.scores[place]), title, shown))
        return tuple(hits)

    def _suggestion(self, request: SearchRequest, tree: query.Query) -> str:
        text = respelled(self.segments, request.text, tree)
        return text if text and self.count(replace(request, text=text)) else ""


def _search_segment(
    segment: Segment,
    tree: query.Query,
    request: SearchRequest,
    statistics: Statistics,
    limits: Limits,
) -> _Found:
    space = (DocumentSpace if request.unit == "article" else ParagraphSpace)(segment)
    if tree == EVERY:
        matches = execution.everything(space)
    else:
        matches = execution.run(tree, space, statistics, limits)
    weights = space.weights(matches.mask) * _live(segment)
    filters = facets.filters_of(segment, request)
    return _Found(segment, space, matches.mask, matches.scores, weights, filters)


def _items(found: Sequence[_Found], kept: Sequence[Array]) -> Items:
    """The items that match and pass the filters; `kept` has their number for each document."""
    parts = []
    for number, (each, weights) in enumerate(zip(found, kept, strict=True)):
        if isinstance(each.space, ParagraphSpace):
            passed = np.repeat(weights > 0, np.diff(each.segment.paragraph_starts))
            items = np.flatnonzero(each.mask & passed)
            documents = each.space.document_of(items)
        else:
            items = documents = np.flatnonzero(weights)
        numbers = np.full(len(items), number, np.int32)
        parts.append((numbers, documents, items, each.scores[items], each.segment.days[documents]))
    if not parts:
        nothing = np.zeros(0, np.int32)
        return Items(nothing, nothing, nothing, nothing, nothing)
    return Items(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _hit(article: Article, score: float, title: Marker, passages: tuple[Passage, ...]) -> Hit:
    return Hit(
        id=article.id,
        title=article.title,
        title_html=highlighting.marked(article.title, title.marks(article.title)),
        authors=article.authors,
        publisher=article.publisher,
        published=article.published,
        regions=article.regions,
        themes=article.themes,
        reports=article.reports,
        source=article.source.name,
        score=round(score, 4),
        passages=passages,
    )


def _whole_passage(article: Article, number: int, text: Marker) -> Passage:
    paragraph = article.passages[number]
    return highlighting.passage(paragraph, number, text.marks(paragraph.text))


def _rarity(tree: query.Query, statistics: Statistics) -> dict[str, float]:
    """What each word of the query is worth in a passage: its weight in the text."""
    words = {
        word
        for leaf in leaves(tree)
        if "text" in searched_fields(leaf.fieldname)
        for word in getattr(leaf, "words", [getattr(leaf, "text", "")])
        if not isinstance(leaf, query.Prefix)
    }
    return {word: statistics.idf("text", indexed_term("text", word)) for word in words}


def _live(segment: Segment) -> Array:
    return np.ones(segment.size, bool) if segment.live is None else segment.live


def _notices(
    request: SearchRequest, tree: query.Query, limits: Limits, is_whole: bool
) -> tuple[str, ...]:
    notices = []
    if tree == query.NullQuery:
        notices.append(f"“{request.text}” holds no word to search for.")
    if not is_whole:
        notices.append(
            "The search took too long and was ended: only part of the archive was searched, and the"
            " counts cover that part. Try fewer or longer words."
        )
    notices += [
        f"Very many words begin with “{prefix}”: the {execution.MAX_EXPANSIONS:,} most frequent were"
        " searched. Try a longer beginning."
        for prefix in sorted(limits.shortened)
    ]
    return tuple(notices)
