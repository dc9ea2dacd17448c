"""Completions while a query is typed: words and phrases, values of facets, titles.

Every offer but a title is a search, and its count is what that search finds: it is counted with the
filters in force and the words typed before, and an offer that would find nothing is not made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from heapq import nlargest
from itertools import islice

from search.engines.common import facet_listing, suggestions
from search.engines.common.suggestions import TITLE, WORD, Typed
from search.engines.whoosh.searching import title_completion, word_completion
from search.engines.whoosh.searching.executor import Limits
from search.engines.whoosh.searching.offered_searches import OfferedSearches
from search.engines.whoosh.searching.searcher import Searcher
from search.engines.whoosh.segments.doc_store import StoredHead
from search.model.deadline import Deadline, TimeExceeded
from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.model.results import Completion
from search.query.expansion import expanded
from search.query.interpretation import all_words
from search.query.languages import in_languages
from search.query.tree import Every, Query
from search.storage.arrays import Array

_TIME = 0.5
_MIN_MISSPELT = 4
"""Letters of a beginning that may be misspelt."""
_FEW = 3
"""With fewer completions the beginning may be misspelt."""
_TRIED = 2
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
    within = replace(narrowed or SearchRequest(), text="", unit="article", page=1)
    facet_listing.check_facets(within, searcher.config.facets)
    try:
        typed = suggestions.typed(text, searcher.as_typed(text))
        if typed is None:
            return ()
        return _Suggester(searcher, typed, within, Limits(Deadline.after(_TIME))).offers(limit)
    except TimeExceeded:
        return ()


class _Suggester:
    """Completes one query, within the filters of `narrowed`."""

    def __init__(
        self, searcher: Searcher, typed: Typed, narrowed: SearchRequest, limits: Limits
    ) -> None:
        self._searcher = searcher
        self._typed = typed
        self._narrowed = narrowed
        self._limits = limits
        self._searches = OfferedSearches(searcher, narrowed, limits)

    def offers(self, limit: int) -> tuple[Completion, ...]:
        likely = self._likely()
        heads = self._heads(likely[:limit])
        values = self._values(limit)
        others = [*self._phrases(heads), *self._titles(heads)]
        words = self._words(likely, suggestions.room(values, others, limit))
        return suggestions.arranged(self._typed, words, values, others, limit)

    def _likely(self) -> list[str]:
        """Completions of the last word in the company of the others; if these occur nowhere together, in
        that of as many before it as do."""
        for known in range(len(self._typed.words) - 1, -1, -1):
            masks = self._company(self._typed.words[:-1][-known:] if known else [])
            if found := self._completed(masks):
                return found
        return []

    def _words(self, likely: Sequence[str], limit: int) -> list[Completion]:
        """Completed queries; if there are few, the beginning may be misspelt."""
        offers = self._counted(likely, limit)
        if len(offers) < _FEW and len(self._typed.last) >= _MIN_MISSPELT:
            alphabet = self._searcher.vocabulary.alphabet
            groups = self._searcher.groups
            more = word_completion.misspelt(groups, self._typed.last, alphabet)
            offers = self._counted([*likely, *more], limit)
        return offers

    def _completed(self, masks: list[Array] | None) -> list[str]:
        before = self._typed.words[-2] if len(self._typed.words) > 1 else ""
        groups = self._searcher.groups
        return word_completion.completed(groups, self._typed.last, before, masks)

    def _company(self, words: Sequence[str]) -> list[Array] | None:
        """The articles with all of some words, as masks; None for all articles."""
        if not words or not self._typed.is_plain:
            return self._masks(Every())
        return self._masks(
            self._in_languages(expanded(all_words(words), self._searcher.config.synonyms))
        )

    def _holding(self, text: str) -> list[Array] | None:
        """The articles that the search for a text finds, as masks; None for all articles."""
        return self._masks(self._searches.tree(text))

    def _in_languages(self, tree: Query) -> Query:
        return in_languages(tree, self._searcher.languages)

    def _masks(self, tree: Query) -> list[Array] | None:
        if isinstance(tree, Every) and not self._narrowed.is_narrowed and not self._has_deleted:
            return None
        return self._searches.masks.masks(tree)

    @property
    def _has_deleted(self) -> bool:
        return any(group.live is not None for group in self._searcher.groups)

    def _counted(self, words: Iterable[str], limit: int) -> list[Completion]:
        """The words in place of the last one typed that find something."""
        most = _TRIED * limit if self._typed.is_plain else limit
        offers = (self._offer(word) for word in islice(dict.fromkeys(words), most))
        return list(islice((each for each in offers if each.count), limit))

    def _offer(self, word: str) -> Completion:
        text = self._typed.completed(word)
        return Completion(text, WORD, self._count(text), query=text)

    def _count(self, text: str) -> int:
        """What the search for a text finds within the filters."""
        return self._searches.count(text)

    def _heads(self, ends: Sequence[str]) -> list[StoredHead]:
        """Articles with titles that hold what is typed, with one of some words at its end."""
        if not self._typed.is_plain:
            return []
        holding = self._in_languages(title_completion.holding(self._typed, ends))
        masks = self._searches.masks.masks(holding)
        return title_completion.newest(self._searcher.groups, masks)

    def _titles(self, heads: Sequence[StoredHead]) -> list[Completion]:
        if len("".join(self._typed.words)) < _MIN_TITLE:
            return []
        newest = {each.title: each.id for each in reversed(heads)}
        found = suggestions.likeliest([each.title for each in heads], self._typed)
        return [Completion(title, TITLE, id=newest[title]) for title in found]

    def _phrases(self, heads: Sequence[StoredHead]) -> list[Completion]:
        most = _USUAL * sum(segment.live_count for segment in self._searcher.segments)
        frequency = self._searcher.vocabulary.frequency
        found = (
            self._offer(f"{word} {after}")
            for word, after in suggestions.phrases([each.title for each in heads], self._typed)
            if frequency(after) <= most
        )
        return [each for each in islice(found, _PHRASES) if each.count]

    def _values(self, limit: int) -> list[Completion]:
        """Values with the words at the end of the text, as many as possible: those before them stay."""
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
        duplicates = self._searcher.duplicates_of(self._narrowed)
        masks = self._holding(self._typed.before(words))
        counts = self._searcher.facet_counts(name, duplicates, masks)
        best = nlargest(limit, (each for each in matching if counts[each]), key=counts.__getitem__)
        values = self._searcher.facet_values(name)
        chosen = self._narrowed.selection(name)
        text = self._typed.before(words)
        return [
            Completion(values[each], name, self._count_with(name, values[each], text), query=text)
            if chosen
            else Completion(values[each], name, int(counts[each]), query=text)
            for each in best
            if values[each] not in (*chosen.included, *chosen.excluded)
        ]

    def _count_with(self, name: FacetName, value: str, text: str) -> int:
        """What the search for a text finds with one more value of a facet that has a selection."""
        narrowed = self._narrowed.with_value(name, value)
        masks = self._searcher.match_masks(narrowed, self._limits)
        return masks.count(self._searches.tree(text))
