"""A query before it is run: its trees, and the statistics of its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from search.config.archive import ArchiveConfig
from search.engines.common.modes import Forms, forms_of
from search.engines.common.near_words import also_counted, near_words
from search.engines.whoosh.searching.query_words import QueryWords, query_words
from search.engines.whoosh.searching.statistics import CollectionStatistics, Sizes
from search.engines.whoosh.searching.vocabulary import Vocabulary
from search.model.schema import ANY
from search.query.languages import in_languages, near_in, relaxed_in
from search.query.misspelt import may_be_misspelt
from search.query.relaxation import Relaxed, all_words_of
from search.query.tree import And, Phrase, Query, Quoted, Term
from search.text.stemming import tagged


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """The forms of a query; the `tree` and the `relaxed` query of these with the words of all `languages`
    of the archive; and the statistics of all words."""

    forms: Forms
    tree: Query
    relaxed: Relaxed | None
    languages: Sequence[str]
    statistics: CollectionStatistics
    statistics_of: Callable[[Query], CollectionStatistics]

    @property
    def shown(self) -> Query:
        """The tree that explains scores."""
        return self.relaxed.tree if self.relaxed else self.tree

    @property
    def every_part(self) -> Query:
        """A tree with the leaves of all forms."""
        return And((self.tree, self.relaxed.every_part)) if self.relaxed else self.tree

    def words(self) -> tuple[QueryWords, ...]:
        """The words that a close look at an article is about, in each language that has any."""
        searched = frozenset(all_words_of(self.every_part))
        is_phrase = isinstance(self.forms.tree, Phrase | Quoted) and self.relaxed is None
        typed = {
            tuple(tagged(word, language) for word in self.forms.typed): language
            for language in self.languages
        }
        return tuple(
            query_words(
                each, searched, near_in(self.forms.near, language), self.statistics, is_phrase
            )
            for each, language in typed.items()
            if not searched.isdisjoint(each)
        )

    def with_near(self, vocabulary: Vocabulary) -> PreparedQuery:
        """The query in which misspelt words are also read as words near to them."""
        frequency = self.statistics.document_frequency
        words = [word for word in may_be_misspelt(self.forms.loose) if (ANY, word) in frequency]
        known = {word: frequency[ANY, word] for word in words}
        forms = with_near(self.forms, known, self.statistics.sizes, vocabulary)
        if forms is self.forms:
            return self
        return _prepared(forms, self.languages, self.statistics_of)


def with_near(
    forms: Forms, known: Mapping[str, int], sizes: Sizes, vocabulary: Vocabulary
) -> Forms:
    """The forms of a query in which misspelt words are also read as words near to them. `known` has the
    number of articles with each word that may be misspelt."""
    others = also_counted([*known], forms.typed, known)
    counts = sizes.document_frequencies(ANY, others) if others else ()
    frequency = {**known, **dict(zip(others, counts, strict=True))}
    return forms.with_near(near_words([*known], forms.typed, frequency, vocabulary.nearest))


def prepared(
    text: str,
    config: ArchiveConfig,
    languages: Sequence[str],
    statistics_of: Callable[[Query], CollectionStatistics],
) -> PreparedQuery:
    """The query of a text in an archive with articles in some languages."""

    def frequencies(words: Sequence[str]) -> dict[str, int]:
        every = And(tuple(Term(ANY, word) for word in words))
        found = statistics_of(every).document_frequency
        return {word: found[ANY, word] for word in words}

    return _prepared(forms_of(text, config, frequencies), languages, statistics_of)


def _prepared(
    forms: Forms,
    languages: Sequence[str],
    statistics_of: Callable[[Query], CollectionStatistics],
) -> PreparedQuery:
    tree = in_languages(forms.tree, languages)
    relaxed = relaxed_in(forms.relaxed, languages) if forms.relaxed else None
    every = And((tree, relaxed.tree)) if relaxed else tree
    return PreparedQuery(forms, tree, relaxed, languages, statistics_of(every), statistics_of)
