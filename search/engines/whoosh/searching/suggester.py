"""Completions while a query is typed: words and phrases, values of facets, titles.

Every offer but a title is a search, and its count is what that search finds: it is counted with the
filters in force and the words typed before, and an offer that would find nothing is not made.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import islice

from search.engines.common import suggestions
from search.engines.common.suggestions import PHRASE, TITLE, WORD, Typed
from search.engines.whoosh.searching import title_completion, word_completion
from search.engines.whoosh.searching.executor import Limits, TimeExceeded
from search.engines.whoosh.searching.matching import Matching
from search.engines.whoosh.searching.searcher import Searcher
from search.engines.whoosh.segments.doc_store import StoredHead
from search.errors import BadParameter
from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.model.results import Completion
from search.query.tree import Every, Query
from search.storage.arrays import Array
from search.text import analyzer

_TIME = 0.5
_MIN_MISSPELT = 4
"""Letters of a beginning that may be misspelt."""
_FEW = 3
"""With fewer completions the beginning may be misspelt."""
_TRIED = 3
"""Words are counted until there are enough, but at most this many times as many as are wanted."""
_WORDS_OF_VALUE = 6
_PHRASES = 1
_MIN_TITLE = 3
"""Letters from which titles are offered."""
_USUAL = 0.2
"""A word in a larger share of the articles ends no phrase: it is "the" or "of"."""


def completions(
    searcher: Searcher, text: str, limit: int, narrowed: SearchRequest | None
) -> tuple[Completion, ...]:
    """See `search.engines.protocol.Engine.suggest`."""
    typed = suggestions.typed(text)
    if typed is None:
        return ()
    suggester = _Suggester(searcher, typed, narrowed or SearchRequest(), Limits(time.monotonic() + _TIME))
    try:
        return suggester.offers(limit)
    except (TimeExceeded, BadParameter):
        return ()


class _Suggester:
    """Completes one query, within the filters of `narrowed`."""

    def __init__(
        self, searcher: Searcher, typed: Typed, narrowed: SearchRequest, limits: Limits
    ) -> None:
        self._searcher = searcher
        self._typed = typed
        self._narrowed = replace(narrowed, text="", unit="article", page=1)
        self._limits = limits
        self._matching = searcher.matching(self._narrowed, limits)

    def offers(self, limit: int) -> tuple[Completion, ...]:
        words = self._words(limit)
        heads = self._heads([each.query for each in words])
        others = [*self._phrases(heads), *self._titles(heads)]
        return suggestions.arranged(self._typed, words, self._values(limit), others, limit)

    def _words(self, limit: int) -> list[Completion]:
        last, groups = self._typed.last, self._searcher.groups
        before = self._typed.words[-2] if len(self._typed.words) > 1 else ""
        found = word_completion.completed(groups, last, before, self._company(1))
        offers = self._counted(found, limit)
        if len(offers) < _FEW and len(last) >= _MIN_MISSPELT:
            alphabet = self._searcher.vocabulary.alphabet
            found += word_completion.misspelt(self._searcher.segments, last, alphabet)
            offers = self._counted(found, limit)
        return offers

    def _company(self, words: int) -> list[Array] | None:
        """The articles with all words typed before the last so many, as masks; None for all articles."""
        tree: Query = Every()
        if self._typed.is_plain and (text := self._typed.before(words)):
            tree = self._searcher.parsed(text)
        if isinstance(tree, Every) and not self._narrowed.is_narrowed and not self._has_deleted:
            return None
        return self._matching.masks(tree)

    @property
    def _has_deleted(self) -> bool:
        return any(group.live is not None for group in self._searcher.groups)

    def _counted(self, words: Iterable[str], limit: int) -> list[Completion]:
        """The words in place of the last one typed that find something."""
        offers = (self._offer(word) for word in islice(dict.fromkeys(words), _TRIED * limit))
        return list(islice((each for each in offers if each.count), limit))

    def _offer(self, word: str) -> Completion:
        text = self._typed.completed(word)
        return Completion(text, WORD, self._matching.count(self._searcher.parsed(text)), query=text)

    def _heads(self, queries: Sequence[str]) -> list[StoredHead]:
        """Articles with titles that hold what is typed, completed as in some queries."""
        if not self._typed.is_plain:
            return []
        ends = [word for query in queries for word in analyzer.words(query)[-1:]]
        masks = self._matching.masks(title_completion.holding(self._typed, ends))
        return title_completion.newest(self._searcher.groups, masks)

    def _titles(self, heads: Sequence[StoredHead]) -> list[Completion]:
        if len("".join(self._typed.words)) < _MIN_TITLE:
            return []
        found = title_completion.likeliest(heads, self._typed)
        return [Completion(each.title, TITLE, id=each.id) for each in found]

    def _phrases(self, heads: Sequence[StoredHead]) -> list[Completion]:
        most = _USUAL * sum(segment.live_count for segment in self._searcher.segments)
        frequency = self._searcher.vocabulary.frequency
        found = (
            replace(self._offer(f"{word} {after}"), kind=PHRASE)
            for word, after in title_completion.phrases(heads, self._typed)
            if frequency(after) <= most
        )
        return [each for each in islice(found, _PHRASES) if each.count]

    def _values(self, limit: int) -> list[Completion]:
        """Values with the words at the end of the text, as many as possible: the words before them stay."""
        found: list[Completion] = []
        for words in range(min(len(self._typed.words), _WORDS_OF_VALUE), 0, -1):
            offers = [
                each
                for name in self._searcher.config.facets.names
                for each in self._values_of(name, words, limit)
            ]
            found += sorted(offers, key=lambda each: (-each.count, each.text))
            if len(found) >= limit or not self._typed.is_plain:
                break
        distinct = {(each.kind, each.text): each for each in reversed(found)}
        return list(reversed(distinct.values()))[:limit]

    def _values_of(self, name: FacetName, words: int, limit: int) -> list[Completion]:
        matching = self._searcher.value_words(name).matching(self._typed.words[-words:])
        if not matching:
            return []
        counts = self._searcher.facet_counts(name, self._company(words))
        best = nlargest(limit, (each for each in matching if counts[each]), key=counts.__getitem__)
        values = self._searcher.facet_values(name)
        chosen = self._narrowed.selection(name)
        text = self._typed.before(words)
        return [
            Completion(values[each], name, counts[each], query=text)
            for each in best
            if values[each] not in (*chosen.included, *chosen.excluded)
        ]
