"""A search from request to results."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from search.config.archive import ArchiveConfig
from search.engines.common import facet_listing, notices, respelling
from search.engines.common.modes import (
    FEW,
    Forms,
    asks_for_near,
    forms_of,
    is_relaxed,
    some_from,
)
from search.engines.common.near_words import also_counted, near_words, rare_words
from search.engines.common.spelling import NearWord
from search.engines.opensearch.searching import request_body, response, term_frequencies
from search.engines.opensearch.searching.asked import Asked
from search.engines.opensearch.searching.reader import IndexReader
from search.engines.opensearch.searching.request_body import Shape
from search.engines.opensearch.searching.response import HitFetcher, TermFrequencies
from search.engines.opensearch.searching.spell_checker import SpellChecker
from search.engines.opensearch.searching.term_frequencies import FrequencyCache
from search.model.request import SearchRequest
from search.model.results import Results
from search.query.formatting import describe
from search.query.misspelt import may_be_misspelt

Json = dict[str, Any]


@dataclass(slots=True)
class Searcher:
    """Answers searches of an index, each in at most about `time_limit` seconds.

    The `shape` of the index is learnt from answers: if an answer reveals something new that the
    request needs, the request is sent again.
    """

    index: IndexReader
    time_limit: float
    memory: FrequencyCache
    shape: Shape = field(default_factory=Shape)

    def search(self, given: SearchRequest, config: ArchiveConfig) -> Results:
        """See `search.engines.protocol.Engine.search`; `config` is that of the archive."""
        began = time.monotonic()
        request = replace(given, facets=facet_listing.counted(given, config.facets))
        asked = self.asked(request, config)
        answer, words = self._answer(request, asked)
        hits = response.total(answer)
        found, is_reached = self._page(request, asked, answer, began)
        is_whole = response.is_whole(answer)
        fetcher = HitFetcher(
            request, asked.marked, self.memory.frequencies(words) if words else None
        )
        found_notices = response.notices(request, asked, answer)
        dates = response.timeline(request, answer)
        with_all = self._with_all(request, asked, hits)
        left = with_all - (request.page - 1) * request.size
        return Results(
            request=given,
            total=hits,
            pages=-(-hits // request.size),
            hits=tuple(map(fetcher.hit, found)),
            facets=response.facets(request, answer),
            timeline=dates.periods,
            undated=dates.undated,
            spread=dates.spread,
            partial=not is_whole or not is_reached,
            suggestion=self._suggestion(request, with_all, config) if is_whole else "",
            understood=describe(asked.forms.understood),
            notices=found_notices if is_reached else (*found_notices, notices.TOO_DEEP),
            took_ms=round((time.monotonic() - began) * 1000, 2),
            relaxed=asked.is_relaxed,
            matching_all=with_all,
            matching_some=self._with_some(request, asked, hits),
            some_from=some_from([each < left for each in range(len(found))], left),
        )

    def forms(self, text: str, config: ArchiveConfig) -> Forms:
        """The forms of a text in an archive, without misspelt words."""

        def frequencies(words: Sequence[str]) -> Mapping[str, int]:
            return self.frequencies(list(dict.fromkeys(words))).words

        return forms_of(text, config, frequencies)

    def with_near(self, several: Sequence[Forms]) -> list[Forms]:
        """The forms of queries in which misspelt words are also read as words near to them."""
        words = [may_be_misspelt(forms.loose) for forms in several]
        different = list(dict.fromkeys(word for each in words for word in each))
        known = dict(self.frequencies(different).words) if different else {}
        others = [
            word
            for forms, own in zip(several, words, strict=True)
            for word in also_counted(own, forms.typed, known)
        ]
        if others:
            known |= self.frequencies(list(dict.fromkeys(others))).words
        rare = list(dict.fromkeys(word for each in words for word in rare_words(each, known)))
        checker = SpellChecker(self.index, SearchRequest(), self.time_limit)
        near = dict(zip(rare, checker.near(rare, [0] * len(rare)) if rare else (), strict=True))

        def nearest(asked: Sequence[str], _: Sequence[int]) -> list[Sequence[NearWord]]:
            return [near[word] for word in asked]

        return [
            forms.with_near(near_words(own, forms.typed, known, nearest))
            for forms, own in zip(several, words, strict=True)
        ]

    def asked(self, request: SearchRequest, config: ArchiveConfig) -> Asked:
        """The query of a request. Whether some words are enough is tried without its filters."""
        forms, languages = self.forms(request.text, config), self.index.languages
        (wider,) = (forms,) if request.match == "all" else self.with_near([forms])
        count = 0
        if wider.relaxed and request.match == "auto":
            count = self._count(
                SearchRequest(request.text, unit=request.unit), Asked(forms, forms, languages)
            )
        wider = wider if asks_for_near(request, count) else forms
        some = is_relaxed(request, wider.relaxed, count)
        return Asked(wider if some else forms, wider, languages, some)

    def _count(self, request: SearchRequest, asked: Asked) -> int:
        body = request_body.count(request, asked.run, self.time_limit)
        return response.total(self.index.search(body, request.text))

    def _with_all(self, request: SearchRequest, asked: Asked, hits: int) -> int:
        """How many of the hits have all words."""
        if not asked.is_relaxed or not hits:
            return hits
        return self._count(request, replace(asked, is_relaxed=False))

    def _with_some(self, request: SearchRequest, asked: Asked, hits: int) -> int | None:
        """How many hits there are with some of the words, where few have all of them."""
        if asked.is_relaxed:
            return hits
        if asked.wider.relaxed is None or hits >= FEW:
            return None
        return self._count(
            request, Asked(asked.wider, asked.wider, asked.languages, is_relaxed=True)
        )

    def _answer(self, request: SearchRequest, asked: Asked) -> tuple[Json, list[str]]:
        """The answer with hits and counts, and the words whose frequencies are now known."""
        words = response.weighted_words(request, asked.marked)
        unknown = self.memory.unknown(words) if words else []
        known = self.shape
        body = request_body.search(request, asked, self.time_limit, known)
        if unknown:
            bodies = [body, *term_frequencies.questions(unknown, self.index.languages)]
            answer, *counts = self.index.searches(bodies, request.text)
            self.memory.learn(unknown, counts)
        else:
            answer = self.index.search(body, request.text)
        seen = response.shape(request, answer)
        if request.facets and (seen.is_split > known.is_split or not seen.wide <= known.wide):
            self.shape = Shape(seen.is_split or known.is_split, seen.wide | known.wide)
            return self._answer(request, asked)
        return answer, words

    def _page(
        self, request: SearchRequest, asked: Asked, answer: Json, began: float
    ) -> tuple[list[Json], bool]:
        """The hits of the page, and whether they could be reached: one request reaches only WINDOW
        hits, so for a later page the hits before it are walked through."""
        skip = (request.page - 1) * request.size
        if skip + request.size <= request_body.WINDOW or skip >= response.total(answer):
            return answer["hits"]["hits"], True
        key = self._key(request, asked, skip, began + self.time_limit)
        if not key:
            return [], False
        body = request_body.walk(request, asked, request.size, request_body.source_filter(request))
        found = self.index.search({**body, "search_after": key}, request.text)
        return found["hits"]["hits"], True

    def _key(self, request: SearchRequest, asked: Asked, skip: int, deadline: float) -> list[Any]:
        """The sort key of hit number `skip`, counted from 1; empty if the time is over before it."""
        walked = 0
        for step in self.index.walk(request_body.walk(request, asked, request_body.WINDOW, False)):
            if walked + len(step) >= skip:
                key: list[Any] = step[skip - walked - 1]["sort"]
                return key
            walked += len(step)
            if time.monotonic() > deadline:
                break
        return []

    def frequencies(self, words: Sequence[str]) -> TermFrequencies:
        """How many articles there are, and in how many of them each of some folded words occurs."""
        unknown = self.memory.unknown(words)
        if unknown:
            self.memory.learn(
                unknown,
                self.index.searches(term_frequencies.questions(unknown, self.index.languages)),
            )
        return self.memory.frequencies(words)

    def _suggestion(self, request: SearchRequest, hits: int, config: ArchiveConfig) -> str:
        if hits >= respelling.FEW:
            return ""
        checker = SpellChecker(self.index, request, self.time_limit)
        return respelling.respelled(request.text, hits, config, checker)
