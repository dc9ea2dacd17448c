"""Completions while a query is typed: words and phrases, values of facets, titles.

The cluster keeps no list of words that can be asked for by their beginning. So words are taken from some
paragraphs and titles that hold one, those with the other words typed first. What to offer is decided as
in the embedded engine, and each offer is counted as the search that it is. That takes three calls, and
one or two more where an offer is found only by some of its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from search.config.archive import ArchiveConfig
from search.engines.common import facet_listing, suggestions
from search.engines.common.modes import is_relaxed, may_be_relaxed
from search.engines.common.suggestions import TITLE, WORD, Typed
from search.engines.common.value_words import ValueWords
from search.engines.opensearch.searching import request_body, response
from search.engines.opensearch.searching.searcher import Searcher
from search.engines.opensearch.searching.translation import translated, word_query
from search.engines.opensearch.stored_articles import sent
from search.model.facets import FacetName
from search.model.request import SearchRequest, Unit
from search.model.results import Completion
from search.model.schema import TEXT
from search.query.languages import in_languages
from search.query.parser import parse, tree_of
from search.query.tree import Query, Term
from search.text import analyzer

Json = dict[str, Any]

_SAMPLE = 100
"""Paragraphs, and titles, that are read for their words."""
_VALUES = 100
"""Values of a facet that are looked at; articles that have one that matches may have others."""
_TIME_LIMIT = 0.5
_TITLE = 12
"""What a word in a title weighs beside one in a paragraph."""
_MISSPELT = range(4, 25)
"""Letters of a beginning that may be misspelt: for longer ones the cluster refuses."""
_MIN_TITLE = 3


def completions(
    searcher: Searcher,
    config: ArchiveConfig,
    text: str,
    limit: int,
    narrowed: SearchRequest | None,
) -> tuple[Completion, ...]:
    """See `search.engines.protocol.Engine.suggest`."""
    within = replace(narrowed or SearchRequest(), text="", unit="article", page=1)
    facet_listing.check_facets(within, config.facets)
    typed = suggestions.typed(text, parse(text, config.facets.names))
    return _Suggester(searcher, config, typed, within).offers(limit) if typed else ()


class _Run(NamedTuple):
    """The tree that a search runs, and how many articles of the archive have all of its words."""

    tree: Query
    matching_all: int


@dataclass(frozen=True, slots=True)
class _Suggester:
    """Completes one query, within the filters of `narrowed`."""

    searcher: Searcher
    config: ArchiveConfig
    typed: Typed
    narrowed: SearchRequest

    def offers(self, limit: int) -> tuple[Completion, ...]:
        count = len(self.typed.tokens)
        parts = [
            (name, words)
            for name in self.config.facets.names
            for words in {count, min(count, 2), 1}
        ]
        *found, paragraphs, articles = self.searcher.index.searches(
            [*(self._having(*each) for each in parts), self._paragraphs(), self._articles()]
        )
        stored = [hit["_source"]["stored"] for hit in articles["hits"]["hits"]]
        titles = [each.get("title", "") for each in stored]
        candidates = [
            self._words(_texts(paragraphs), titles, 2 * limit),
            self._values(parts, found),
            self._phrases(titles),
        ]
        words, values, phrases = self._counted(candidates)
        others = [*phrases[:1], *self._titled(stored)]
        room = suggestions.room(values, others, limit)
        values = sorted(values, key=lambda each: (bool(each.query), -each.count, each.text))
        return suggestions.arranged(self.typed, words[:room], values, others, limit)

    def _words(self, texts: Sequence[str], titles: Sequence[str], limit: int) -> list[Completion]:
        """The words that begin as the last one typed, or nearly so if none does."""
        counts: Counter[str] = Counter()
        for several, weight in ((texts, 1), (titles, _TITLE)):
            for text in several:
                for word in set(analyzer.words(text)):
                    counts[word] += weight
        last = self.typed.last
        found = [word for word, _ in counts.most_common() if word.startswith(last) and word != last]
        found = found or [word for word, _ in counts.most_common() if _is_near(word, last)]
        return [self._completed(word) for word in suggestions.varied(found)[:limit]]

    def _phrases(self, titles: Sequence[str]) -> list[Completion]:
        pairs = suggestions.phrases(titles, self.typed) if self.typed.is_plain else []
        return [self._completed(f"{word} {after}") for word, after in pairs[:3]]

    def _completed(self, end: str) -> Completion:
        text = self.typed.completed(end)
        return Completion(text, WORD, query=text)

    def _titled(self, stored: Sequence[Json]) -> list[Completion]:
        if len("".join(self.typed.words)) < _MIN_TITLE or not self.typed.is_plain:
            return []
        ids = {each["title"]: each["id"] for each in stored if each.get("title")}
        likeliest = suggestions.likeliest(list(ids), self.typed)
        return [Completion(title, TITLE, id=ids[title]) for title in likeliest]

    def _values(
        self, parts: Sequence[tuple[FacetName, int]], found: Sequence[Json]
    ) -> list[Completion]:
        """The values with the words at the end of the text; the words before them stay."""
        offers: dict[tuple[str, str], Completion] = {}
        for (name, words), answer in sorted(
            zip(parts, found, strict=True), key=lambda each: -each[0][1]
        ):
            listed = [each["key"] for each in answer["aggregations"]["values"]["buckets"]]
            chosen = self.narrowed.selection(name)
            for value in self._matching(name, listed, words):
                if value not in (*chosen.included, *chosen.excluded):
                    offer = Completion(value, name, query=self.typed.before(words))
                    offers.setdefault((name, value), offer)
        return list(offers.values())

    def _matching(self, name: FacetName, listed: Sequence[str], words: int) -> list[str]:
        """The values, of those listed and those with aliases, with the last so many words typed."""
        aliases = dict(self.config.facets[name].aliases)
        every = list(dict.fromkeys((*listed, *filter(None, aliases.values()))))
        matching = ValueWords(every, aliases).matching(self.typed.words[-words:])
        return [every[each] for each in sorted(matching)]

    def _counted(self, kinds: Sequence[Sequence[Completion]]) -> list[list[Completion]]:
        """Offers of several kinds with what their searches find, without those that find nothing."""
        texts = list(dict.fromkeys(each.query for kind in kinds for each in kind))
        if not texts:
            return [[] for _ in kinds]
        runs = self._runs(texts)
        kinds = _in_company(kinds, runs)
        offers = [each for kind in kinds for each in kind]
        bodies = [self._search(each, runs[each.query].tree) for each in offers]
        found = iter(self.searcher.index.searches(bodies))
        counted = [
            [replace(each, count=response.total(next(found))) for each in kind] for kind in kinds
        ]
        return [[each for each in kind if each.count] for kind in counted]

    def _runs(self, texts: Sequence[str]) -> dict[str, _Run]:
        """What the search for each text runs: the relaxed tree where too few have all words."""
        forms = [self.searcher.forms(text, self.config) for text in texts]
        everywhere = SearchRequest()
        bodies = [self._count(everywhere, each.tree) for each in forms]
        counts = list(map(response.total, self.searcher.index.searches(bodies)))
        few = [
            number
            for number, (each, count) in enumerate(zip(forms, counts, strict=True))
            if may_be_relaxed(self.narrowed, len(each.typed), count)
        ]
        trees = [each.tree for each in forms]
        wider = self.searcher.with_near([forms[number] for number in few])
        for number, each in zip(few, wider, strict=True):
            if each.relaxed and is_relaxed(self.narrowed, each.relaxed, counts[number]):
                trees[number] = each.relaxed.as_tree()
        return dict(zip(texts, map(_Run, trees, counts), strict=True))

    def _search(self, offer: Completion, tree: Query) -> Json:
        """The search that an offer is, which only counts."""
        request = replace(self.narrowed, text=offer.query)
        if offer.kind in self.config.facets:
            request = request.with_value(offer.kind, offer.text)
        return self._count(request, tree)

    def _count(self, request: SearchRequest, tree: Query) -> Json:
        own = in_languages(tree, self.searcher.index.languages)
        return request_body.count(request, own, _TIME_LIMIT)

    def _tree(self, text: str) -> Query:
        return in_languages(tree_of(text, self.config), self.searcher.index.languages)

    def _having(self, name: FacetName, words: int) -> Json:
        """The search for the values of articles that have the last so many words typed in a facet."""
        *whole, last = map(sent, self.typed.words[-words:])
        filters = [
            translated(self._tree(self.typed.before(words)), "article"),
            {"prefix": {name: {"value": last}}},
            *({"term": {name: {"value": word}}} for word in whole),
        ]
        terms = {"field": request_body.field(name), "size": _VALUES}
        return {**_filtered("article", filters), "size": 0, "aggs": {"values": {"terms": terms}}}

    def _paragraphs(self) -> Json:
        """The search for paragraphs with a word that begins as the last one typed, or nearly so; those
        with the other words first."""
        begins = _begins("paragraph_text_words", self.typed.last)
        others = [word_query("paragraph", TEXT, word) for word in self.typed.words[:-1]]
        body = _filtered("paragraph", [begins])
        body["query"]["bool"]["should"] = others
        return {**body, "size": _SAMPLE, "_source": ["stored.text"], "track_total_hits": False}

    def _articles(self) -> Json:
        """The search for articles with all words typed in their titles, newest first."""
        *whole, last = self.typed.words
        filters = [{"prefix": {"title_words": {"value": sent(last)}}}]
        filters += [
            translated(in_languages(Term(TITLE, word), self.searcher.index.languages), "article")
            for word in whole
        ]
        body = _filtered("article", [*filters, *request_body.selected(self.narrowed)])
        source = ["stored.title", "stored.id"]
        return {
            **body,
            "size": _SAMPLE,
            "_source": source,
            "sort": [{"day": "desc"}, {"id": "asc"}],
        }


def _in_company(
    kinds: Sequence[Sequence[Completion]], runs: Mapping[str, _Run]
) -> list[list[Completion]]:
    """The offers without completed words that stand nowhere with the words before, if others do."""
    found = []
    for kind in kinds:
        together = [each for each in kind if each.kind != WORD or runs[each.query].matching_all]
        found.append(together or list(kind))
    return found


def _filtered(kind: Unit, filters: Sequence[Json]) -> Json:
    every = [request_body.of_kind(kind), *filters]
    return {"query": {"bool": {"filter": every}}, "timeout": f"{round(_TIME_LIMIT * 1000)}ms"}


def _begins(field: str, start: str) -> Json:
    """The query for words that begin with `start`, or with what differs from it in one letter."""
    exact = {"prefix": {field: {"value": sent(start)}}}
    if len(start) not in _MISSPELT:
        return {"bool": {"should": [exact], "minimum_should_match": 1}}
    letters = [re.escape(letter) for letter in sent(start)]
    cuts = range(len(letters))
    ways = [[*letters[:at], *letters[at + 1 :]] for at in cuts]
    ways += [[*letters[:at], ".", *letters[at + 1 :]] for at in cuts]
    ways += [[*letters[:at], ".", *letters[at:]] for at in cuts]
    ways += [[*letters[:at], *letters[at : at + 2][::-1], *letters[at + 2 :]] for at in cuts]
    value = f"({'|'.join(map(''.join, ways))}).*"
    near = {"regexp": {field: {"value": value, "flags": "NONE"}}}
    return {"bool": {"should": [exact, near], "minimum_should_match": 1}}


def _is_near(word: str, start: str) -> bool:
    if len(start) not in _MISSPELT:
        return False
    ends = range(len(start) - 1, len(start) + 2)
    return any(OSA.distance(start, word[:end], score_cutoff=1) <= 1 for end in ends)


def _texts(found: Json) -> list[str]:
    return [hit["_source"]["stored"].get("text", "") for hit in found["hits"]["hits"]]
