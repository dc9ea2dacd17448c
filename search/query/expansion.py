"""What a word stands for besides itself: the archive's synonyms, and the time that a year names.

`car 2019`, where car and automobile are synonyms, is `(car OR automobile) AND (2019 OR date:2019)`. So
the tree, and with it how a query was read, shows what was added. Phrases in quotes, and words in other
fields than title and text, are searched as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from search.model.schema import ANY, STEMMED
from search.query.amounts import with_amounts
from search.query.interpretation import phrase
from search.query.times import with_times
from search.query.tree import (
    And,
    Not,
    Or,
    Query,
    Term,
    all_leaves,
    simplified,
    words_of,
)
from search.text import analyzer
from search.text.compounds import typed_words

Groups: TypeAlias = tuple[tuple[str, ...], ...]
_Words: TypeAlias = tuple[str, ...]

MAX_WORDS = 128
"""The words of a tree after expansion: a word whose synonyms are too many stays alone."""

_MOST = 32
"""Words of a query in which amounts are looked for: a longer one was pasted."""


def expanded(tree: Query, synonyms: Groups) -> Query:
    """The tree with synonyms, times and amounts; `synonyms` are groups of texts that mean the same."""
    found = with_times(tree)
    if sum(len(words_of(leaf)) for leaf in all_leaves(tree)) <= _MOST:
        found = with_amounts(found)
    if synonyms:
        found = simplified(_Expansion(tree, _by_stems(synonyms)).of(found))
    return found


class _Expansion:
    """Adds synonyms to a tree, as long as it has few words."""

    def __init__(self, tree: Query, synonyms: Mapping[_Words, Sequence[_Words]]) -> None:
        self._synonyms = synonyms
        self._longest = max(map(len, synonyms), default=0)
        self._room = MAX_WORDS - sum(len(words_of(leaf)) or 1 for leaf in all_leaves(tree))

    def of(self, tree: Query) -> Query:
        match tree:
            case And(children):
                return And(tuple(self._of_all(children)))
            case Or(children):
                return Or(tuple(map(self.of, children)))
            case Not(child):
                return Not(self.of(child))
            case Term():
                return next(self._of_all((tree,)))
            case _:
                return tree

    def _of_all(self, trees: Sequence[Query]) -> Iterator[Query]:
        """Trees of which all must match; words side by side may have synonyms together."""
        start = 0
        while start < len(trees):
            terms = _terms(trees[start : start + self._longest])
            size, others = self._longest_form(terms)
            if others:
                yield Or((And(tuple(terms[:size])), *others))
            else:
                yield self._alone(trees[start])
            start += size

    def _alone(self, tree: Query) -> Query:
        return tree if isinstance(tree, Term) else self.of(tree)

    def _longest_form(self, terms: Sequence[Term]) -> tuple[int, list[Query]]:
        """How many of the first terms have synonyms together (1 if none have), and these."""
        for size in range(len(terms), 0, -1):
            stems = tuple(analyzer.stem(term.text) for term in terms[:size])
            found = self._synonyms.get(stems, ())
            needed = sum(map(len, found))
            if found and needed <= self._room:
                self._room -= needed
                first = terms[0]
                return size, [_alternative(words, first) for words in found]
        return 1, []


def _alternative(words: _Words, typed: Term) -> Query:
    if len(words) > 1:
        return phrase(typed.field, words, typed.boost)
    return replace(typed, text=words[0])


def _terms(trees: Sequence[Query]) -> list[Term]:
    """The terms at the beginning of `trees` in the field, and with the boost, of the first one."""
    found: list[Term] = []
    for tree in trees:
        if not isinstance(tree, Term) or tree.field not in (ANY, *STEMMED):
            break
        if found and (tree.field, tree.boost) != (found[0].field, found[0].boost):
            break
        found.append(tree)
    return found


@lru_cache(maxsize=8)
def _by_stems(synonyms: Groups) -> Mapping[_Words, Sequence[_Words]]:
    """The synonyms of each text of the groups, as folded words, by the stems of the text."""
    found: dict[_Words, dict[_Words, _Words]] = {}
    for group in synonyms:
        forms = {_stems(words): words for text in group if (words := tuple(typed_words(text)))}
        for stems in forms:
            others = {other: words for other, words in forms.items() if other != stems}
            found[stems] = {**found.get(stems, {}), **others}
    return {stems: tuple(others.values()) for stems, others in found.items()}


def _stems(words: _Words) -> _Words:
    return tuple(map(analyzer.stem, words))
