"""What the search for a text finds, without running it for its hits: to count what is offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.engines.common.modes import forms_of, is_relaxed, may_be_relaxed
from search.engines.whoosh.searching.executor import Limits
from search.engines.whoosh.searching.prepared_query import with_near
from search.engines.whoosh.searching.searcher import Searcher
from search.model.request import SearchRequest
from search.model.schema import ANY
from search.query.languages import in_languages, relaxed_in
from search.query.misspelt import may_be_misspelt
from search.query.tree import Query


class OfferedSearches:
    """Searches that differ in their text only; every method raises `TimeExceeded`."""

    def __init__(self, searcher: Searcher, narrowed: SearchRequest, limits: Limits) -> None:
        self._searcher = searcher
        self._narrowed = narrowed
        self.masks = searcher.match_masks(narrowed, limits)
        everywhere = SearchRequest(unit=narrowed.unit)
        self._everywhere = (
            searcher.match_masks(everywhere, limits) if narrowed.is_narrowed else self.masks
        )

    def count(self, text: str) -> int:
        """The hits of the search for a text."""
        return self.masks.count(self.tree(text))

    def tree(self, text: str) -> Query:
        """The tree that the search for a text runs, in all languages: the relaxed one where too few have
        all words."""
        request, languages = replace(self._narrowed, text=text), self._searcher.languages
        forms = forms_of(text, self._searcher.config, self._frequencies)
        tree = in_languages(forms.tree, languages)
        count = self._everywhere.matches(tree)
        if not may_be_relaxed(request, len(forms.typed), count):
            return tree
        known = self._frequencies(may_be_misspelt(forms.loose))
        wider = with_near(forms, known, self._searcher.sizes, self._searcher.vocabulary)
        relaxed = wider.relaxed
        if relaxed is None or not is_relaxed(request, relaxed, count):
            return tree
        return relaxed_in(relaxed, languages).needed

    def _frequencies(self, words: Sequence[str]) -> dict[str, int]:
        frequency = self._searcher.sizes.document_frequency
        return {word: frequency(ANY, word) for word in words}
