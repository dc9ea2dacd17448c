"""Finds the leaves of a query tree in texts, each leaf in the fastest way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from search.highlight import plain_text
from search.highlight.leaf_matcher import OtherLeaf, SpanFinder, Words, span_finder
from search.highlight.plain_text import (
    PlainSpanFinder,
    needed,
    plain_span_finder,
    plain_term_finder,
)
from search.model.schema import ANY
from search.query.languages import in_language
from search.query.tree import (
    DateRange,
    Query,
    Term,
    TextLeaf,
    positive_leaves,
    words_of,
)
from search.text import analyzer, compounds
from search.text.stemming import bare

WordsOf: TypeAlias = Callable[[str, str], Words]
_PHRASE_WEIGHT = 1.5
"""What a word in a phrase is worth to a passage, compared with the word alone."""


class Mark(NamedTuple):
    """Characters `start` to `end` of a text match leaf number `leaf`."""

    start: int
    end: int
    leaf: int


class LeafMatcher(NamedTuple):
    """How to find a leaf that is not a term: among words, and (if possible) in plain texts.

    A plain text in which it matches has all the strings `needed`. `leaf` is the number of the leaf.
    """

    find: SpanFinder
    find_plain: PlainSpanFinder | None
    needed: tuple[str, ...]
    leaf: int


@dataclass(frozen=True, slots=True)
class QueryMatcher:
    """Finds the leaves of a query tree in texts of one field.

    Leaves that are not searched in this field are left out; the others are numbered in order, and
    `weights` has the weight of each for choosing passages. Terms are found among words by looking
    up their stems (`stems` maps a stem to the number of its leaf), and in plain texts by the finders
    in `terms`; all other leaves are in `others`. A plain text with none of the strings `pieces` has
    no match; one of them is "" if nothing is known of the texts that match. Words are those of texts in
    a `language`, which are not searched as plain texts.
    """

    stems: Mapping[str, int]
    terms: Sequence[tuple[PlainSpanFinder, int]]
    others: Sequence[LeafMatcher]
    pieces: Sequence[str]
    weights: Sequence[float]
    language: str

    def marks(self, text: str, words_of: WordsOf = Words) -> list[Mark]:
        """All matches, by start; they may overlap. `words_of` cuts a text into words, if it must be."""
        if not self.weights:
            return []
        is_cut = bool(self.language) or compounds.may_have_forms(text)
        plain = None if is_cut else plain_text.plain(text)
        if plain is None:
            return self.marks_in(words_of(text, self.language))
        return self._marks_in_plain(text, plain)

    def marks_in(self, words: Words) -> list[Mark]:
        """All matches among the words of a text, by start; they may overlap."""
        found = []
        if not self.stems.keys().isdisjoint(words.stems):
            found += [
                Mark(*words.spans[position], self.stems[stem])
                for position, stem in enumerate(words.stems)
                if stem in self.stems
            ]
        found += [Mark(*span, each.leaf) for each in self.others for span in each.find(words)]
        return sorted(found)

    def marks_in_each(self, texts: Sequence[str]) -> Iterator[tuple[int, list[Mark]]]:
        """The matches in each text that may have any, with the index of the text.

        All texts are searched as one first, so that texts without any of the pieces cost nothing.
        """
        plain = None if self.language else plain_text.plain("\n".join(texts))
        if plain is None or not all(self.pieces):
            yield from ((index, self.marks(text)) for index, text in enumerate(texts))
            return
        ends = list(accumulate(len(text) + 1 for text in texts))
        compound = {index for index, text in enumerate(texts) if compounds.may_have_forms(text)}
        for index in sorted(compound.union(self._likely(plain, ends))):
            text, end = texts[index], ends[index] - 1
            if index in compound:
                yield index, self.marks_in(Words(text))
            else:
                yield index, self._marks_in_plain(text, plain[end - len(text) : end])

    def _likely(self, plain: str, ends: Sequence[int]) -> Sequence[int]:
        """The indices of the texts with a piece, given the concatenated texts and where each ends."""
        found: set[int] = set()
        for piece in self.pieces:
            offset = plain.find(piece)
            while offset >= 0:
                index = bisect_right(ends, offset)
                found.add(index)
                offset = plain.find(piece, ends[index])
        return sorted(found)

    def _marks_in_plain(self, text: str, plain: str) -> list[Mark]:
        found = [Mark(*span, leaf) for find, leaf in self.terms for span in find(plain)]
        words: Words | None = None
        for each in self.others:
            if not all(piece in plain for piece in each.needed):
                continue
            if each.find_plain:
                spans = each.find_plain(plain)
            else:
                words = words or Words(text)
                spans = each.find(words)
            found += [Mark(*span, each.leaf) for span in spans]
        return sorted(found)


def query_matcher(
    tree: Query | None,
    field: str,
    rarity: Mapping[str, float] | None = None,
    language: str = "",
) -> QueryMatcher:
    """The matcher for texts of `field` in a language; `rarity` gives the weight of a folded word, 1 if
    absent."""
    leaves = [] if tree is None else _leaves_in(in_language(tree, language), field)
    stems: dict[str, int] = {}
    terms: list[tuple[PlainSpanFinder, int]] = []
    others: list[LeafMatcher] = []
    for number, leaf in enumerate(leaves):
        if not isinstance(leaf, Term):
            others.append(_leaf_matcher(leaf, number))
        elif (stem := analyzer.stem(leaf.text)) not in stems:
            stems[stem] = number
            terms.append((plain_term_finder(leaf), number))
    pieces = {max(needed(leaf), key=len, default="") for leaf in leaves}
    weights = [leaf.boost * _weight(leaf, rarity or {}) for leaf in leaves]
    return QueryMatcher(stems, terms, others, tuple(pieces), weights, language)


def _leaves_in(tree: Query, field: str) -> list[TextLeaf]:
    """The leaves that are searched in a field."""
    return [
        leaf
        for leaf in positive_leaves(tree)
        if not isinstance(leaf, DateRange) and leaf.field in (ANY, field)
    ]


def _leaf_matcher(leaf: OtherLeaf, number: int) -> LeafMatcher:
    return LeafMatcher(span_finder(leaf), plain_span_finder(leaf), needed(leaf), number)


def _weight(leaf: TextLeaf, rarity: Mapping[str, float]) -> float:
    """What a leaf is worth to a passage that contains it, without its boost."""
    words = words_of(leaf)
    if not words:
        return 1.0
    factor = _PHRASE_WEIGHT if len(words) > 1 else 1.0
    return factor * sum(rarity.get(bare(word), 1.0) for word in words)
