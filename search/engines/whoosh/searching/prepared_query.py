"""A query before it is run: its trees, and the statistics of its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search.config.archive import ArchiveConfig
from search.engines.common.modes import Forms, forms_of
from search.engines.common.near_words import near_words
from search.engines.whoosh.searching.query_words import QueryWords, query_words
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.engines.whoosh.searching.vocabulary import Vocabulary
from search.model.schema import ANY
from search.query.misspelt import may_be_misspelt
from search.query.relaxation import Relaxed, all_words_of
from search.query.tree import And, Phrase, Query, Term


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """The forms of a query, and the statistics of the words of all of them."""

    forms: Forms
    statistics: CollectionStatistics
    statistics_of: Callable[[Query], CollectionStatistics]

    @property
    def tree(self) -> Query:
        return self.forms.tree

    @property
    def relaxed(self) -> Relaxed | None:
        return self.forms.relaxed

    @property
    def every_part(self) -> Query:
        """A tree with the leaves of all forms."""
        return And((self.tree, self.relaxed.tree)) if self.relaxed else self.tree

    def words(self) -> QueryWords:
        """The words that a close look at an article is about."""
        searched = frozenset(all_words_of(self.every_part))
        is_phrase = isinstance(self.tree, Phrase) and self.relaxed is None
        near = self.forms.near
        return query_words(self.forms.typed, searched, near, self.statistics, is_phrase)

    def with_near(self, vocabulary: Vocabulary) -> PreparedQuery:
        """The query in which misspelt words are also read as words near to them."""
        frequency = self.statistics.document_frequency
        words = [word for word in may_be_misspelt(self.forms.loose) if (ANY, word) in frequency]
        known = {word: frequency[ANY, word] for word in words}
        near = near_words(words, known, vocabulary.nearest)
        return _prepared(self.forms.with_near(near), self.statistics_of) if near else self


def prepared(
    text: str, config: ArchiveConfig, statistics_of: Callable[[Query], CollectionStatistics]
) -> PreparedQuery:
    """The query of a text in an archive."""

    def frequencies(words: Sequence[str]) -> dict[str, int]:
        found = statistics_of(And(tuple(Term(ANY, word) for word in words))).document_frequency
        return {word: found[ANY, word] for word in words}

    return _prepared(forms_of(text, config, frequencies), statistics_of)


def _prepared(
    forms: Forms, statistics_of: Callable[[Query], CollectionStatistics]
) -> PreparedQuery:
    every = And((forms.tree, forms.relaxed.tree)) if forms.relaxed else forms.tree
    return PreparedQuery(forms, statistics_of(every), statistics_of)
