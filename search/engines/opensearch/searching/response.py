"""Results from the answers of the cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from search.engines.common import facet_listing, hits
from search.engines.common import notices as common_notices
from search.engines.common import timeline as timelines
from search.engines.common.similarity import idf, word_weight
from search.engines.common.timeline import PERIODS_OF_YEAR, WHOLE_YEAR, Timeline
from search.engines.opensearch.searching import request_body
from search.engines.opensearch.searching.asked import Asked
from search.engines.opensearch.searching.request_body import Shape
from search.engines.opensearch.stored_articles import (
    captions_from,
    facets_from,
    paragraph_from,
    passages_from,
    sent,
)
from search.highlight import snippets
from search.highlight.query_matcher import query_matcher
from search.model.dates import AnyDate, PartialDate, from_iso
from search.model.facets import FacetName
from search.model.notices import Notice
from search.model.request import SearchRequest
from search.model.results import Facet, FacetValue, Hit, Passage
from search.model.schema import TEXT, TITLE, searched_fields
from search.query.parser import MAX_WORDS
from search.query.tree import Nothing, Query, positive_leaves, words_of
from search.text.stop_words import is_stop_word

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TermFrequencies:
    """How many articles there are, and in how many of them each of some words occurs anywhere."""

    articles: int
    words: Mapping[str, int]

    def rarity(self) -> dict[str, float]:
        """What each word is worth in a passage: its weight in the ranking."""
        are_all = all(map(is_stop_word, self.words))
        return {
            word: idf(self.articles, count) * word_weight(word, are_all)
            for word, count in self.words.items()
        }


def weighted_words(request: SearchRequest, tree: Query) -> list[str]:
    """The words whose frequencies decide which passages are shown; a single leaf needs none."""
    if request.unit == "paragraph" or not request.passages:
        return []
    leaves = [leaf for leaf in positive_leaves(tree) if TEXT in searched_fields(leaf.field)]
    if len(leaves) < 2:
        return []
    return list(dict.fromkeys(word for leaf in leaves for word in words_of(leaf)))


class _Head(NamedTuple):
    """The stored fields of an article that a hit shows."""

    id: str
    title: str
    publisher: str
    published: AnyDate | None
    facets: Mapping[FacetName, tuple[str, ...]]


class HitFetcher:
    """Makes the hits of one search."""

    def __init__(
        self, request: SearchRequest, tree: Query, frequencies: TermFrequencies | None
    ) -> None:
        rarity = frequencies.rarity() if frequencies else None
        self._request = request
        self._tree = tree
        self._matcher = cache(lambda field, language: query_matcher(tree, field, rarity, language))

    def hit(self, found: Json) -> Hit:
        stored = found["_source"]["stored"]
        published = stored.get("published")
        head = _Head(
            id=stored["id"],
            title=stored.get("title", ""),
            publisher=stored.get("publisher", ""),
            published=from_iso(published) if published else None,
            facets=facets_from(stored),
        )
        score = found["_score"] or 0.0
        score -= request_body.HOLDS_ALL if score >= request_body.HOLDS_ALL else 0
        title = self._matcher(TITLE, stored.get("words_in", ""))
        return hits.hit(head, title, score, self._passages(stored, found))

    def _passages(self, stored: Json, found: Json) -> tuple[Passage, ...]:
        language = stored.get("words_in", "")
        matcher = self._matcher(TEXT, language)
        if self._request.unit == "paragraph":
            paragraph = paragraph_from(stored)
            position = found["_source"]["position"]
            marks = matcher.marks(paragraph.text)
            return (snippets.passage(paragraph, position, marks),)
        if not self._request.passages:
            return ()
        passages = passages_from(stored)
        most = self._request.passages
        return (
            snippets.best_passages(
                passages, matcher, range(len(passages)), most, stored.get("title", "")
            )
            or hits.of_captions(captions_from(stored), self._tree, language, most, len(passages))
            or hits.opening(enumerate(each.kind for each in passages), passages.__getitem__)
        )


def total(answer: Json) -> int:
    found: int = answer["hits"]["total"]["value"]
    return found


def is_whole(answer: Json) -> bool:
    """Whether the whole index was searched."""
    return not answer["timed_out"] and not answer["_shards"]["failed"]


def notices(request: SearchRequest, asked: Asked, answer: Json) -> tuple[Notice, ...]:
    """What the reader must know about an answer."""
    found = [common_notices.no_word(request.text)] if isinstance(asked.forms.tree, Nothing) else []
    found += (
        [common_notices.long_query(MAX_WORDS, asked.forms.left_out)] if asked.forms.left_out else []
    )
    found += common_notices.also_read(asked.forms.near)
    found += [common_notices.OUT_OF_TIME] if answer["timed_out"] else []
    found += [common_notices.INCOMPLETE] if answer["_shards"]["failed"] else []
    return tuple(found)


def facets(request: SearchRequest, answer: Json) -> tuple[Facet, ...]:
    """The facets as listed; without values if the answer has no aggregations."""
    counted = answer.get("aggregations", {})
    return tuple(_facet(request, name, counted) for name in request.facets or ())


def timeline(request: SearchRequest, answer: Json) -> Timeline:
    """The hits of each period; of none if the answer has no aggregations."""
    counted = answer.get("aggregations", {})
    kept = counted.get(request_body.KEPT, counted)
    days = timelines.days_asked(request)
    if days is not None:
        return _by_day(days, kept)
    found = dict(_numbered(kept.get(request_body.TIMELINE)))
    undated = found.pop(0, 0)
    return timelines.timeline(list(found.items()), undated, request)


def _by_day(days: range, kept: Json) -> Timeline:
    counts, spread = [0] * len(days), 0
    for day, count in _numbered(kept.get(request_body.DAYS, {}).get(request_body.DAYS)):
        counts[day - days.start] += count
    partial = kept.get(request_body.TIMELINE, {}).get(request_body.TIMELINE)
    for number, count in _numbered(partial):
        year, month = divmod(number, PERIODS_OF_YEAR)
        first, last = PartialDate(year, None if month == WHOLE_YEAR else month).span
        begin, end = max(first.toordinal(), days.start), min(last.toordinal(), days.stop - 1)
        spread += count if end > begin else 0
        for day in range(begin, end + 1):
            counts[day - days.start] += count
    return timelines.by_day(days, counts, spread)


def _numbered(histogram: Json | None) -> list[tuple[int, int]]:
    return [(int(key), count) for key, count in buckets(histogram)]


def shape(request: SearchRequest, answer: Json) -> Shape:
    """What an answer reveals about the index."""
    counted = answer.get("aggregations", {})
    full = {
        name
        for name in request.facets or ()
        if len(buckets(_found(counted, name).get(name))) >= _room(request, name)
    }
    return Shape(answer["_shards"]["total"] > 1, frozenset(full))


def _facet(request: SearchRequest, name: FacetName, aggregations: Json) -> Facet:
    found = _found(aggregations, name)
    values = buckets(found.get(name))
    named = dict(buckets(found.get(f"{name}.{request_body.NAMED}")))
    count_of = {each: named.get(sent(each), 0) for each in facet_listing.chosen(request, name)}
    largest = [FacetValue(value, count) for value, count in values]
    largest.sort(key=lambda each: (-each.count, *facet_listing.alphabetical(each.value)))
    count = len(values)
    if count >= _room(request, name):  # only then can there be more
        count = max(count, found[f"{name}.{request_body.DISTINCT}"]["value"])
    return facet_listing.facet(request, name, count_of, largest, count)


def _found(aggregations: Json, name: FacetName) -> Json:
    """The aggregations in which a facet was counted."""
    kept = aggregations.get(request_body.KEPT, aggregations)
    found: Json = aggregations.get(f"{request_body.WITHOUT}.{name}", kept)
    return found


def _room(request: SearchRequest, name: FacetName) -> int:
    """How many values of a facet the request asks for."""
    return request.facet_size + len(facet_listing.chosen(request, name))


def buckets(aggregation: Json | None) -> Sequence[tuple[Any, int]]:
    """The key of each bucket, and how many documents it has."""
    if aggregation is None:
        return []
    return [(each["key"], each["doc_count"]) for each in aggregation["buckets"]]
