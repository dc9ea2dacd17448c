"""A query before it is run: its trees, and the statistics of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.config.archive import ArchiveConfig
from search.engines.common.modes import Forms, forms_of
from search.engines.whoosh.searching.query_words import QueryWords, query_words
from search.engines.whoosh.searching.statistics import CollectionStatistics, Sizes, statistics_of
from search.engines.whoosh.segments.segment import Segment
from search.model.schema import ANY
from search.query.relaxation import Relaxed, all_words_of
from search.query.tree import And, Phrase, Query, Term


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """The forms of a query, and the statistics of the words of all of them."""

    forms: Forms
    statistics: CollectionStatistics

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
        return query_words(self.forms.typed, searched, self.statistics, is_phrase)


def prepared(
    text: str, config: ArchiveConfig, segments: Sequence[Segment], sizes: Sizes
) -> PreparedQuery:
    """The query of a text in an archive."""

    def frequencies(words: Sequence[str]) -> dict[str, int]:
        every = And(tuple(Term(ANY, word) for word in words))
        found = statistics_of(segments, sizes, every).document_frequency
        return {word: found[ANY, word] for word in words}

    forms = forms_of(text, config, frequencies)
    every = And((forms.tree, forms.relaxed.tree)) if forms.relaxed else forms.tree
    return PreparedQuery(forms, statistics_of(segments, sizes, every))
