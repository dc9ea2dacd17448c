"""Translates query trees to the cluster's query language. Matches equal the embedded engine's.

    Term        term                      Prefix      prefix on the words as written
    Phrase      match_phrase              Wildcard    wildcard, likewise
    Every       match_all, filtered       Fuzzy       fuzzy without a limit of expansions, likewise
    And/Or/Not  bool                      TermRange   range, likewise
    DateRange   range on `day`            Quoted      match_phrase, likewise; at a distance span_near
    SameParagraph  span_near, in any order and not across the gap between paragraphs

A leaf scores the sum over all fields in which it is searched: a term by BM25 (a stop word little), a
phrase, quoted words and words in one paragraph as the sum of the words, others 1, times the boosts of
leaf and field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeAlias, assert_never

from search.engines.common.similarity import K1, field_weight, word_weight
from search.engines.opensearch.mapping import GAP
from search.engines.opensearch.searching.date_ranges import NOTHING, days
from search.engines.opensearch.stored_articles import sent
from search.model.request import Unit
from search.model.schema import BOOSTS, STEMMED, TEXT, searched_fields
from search.query.tree import (
    FIRST_LETTER,
    And,
    DateRange,
    Every,
    Fuzzy,
    MultiTerm,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Quoted,
    SameParagraph,
    Term,
    TermRange,
    TextLeaf,
    Wildcard,
    all_leaves,
    positive_leaves,
    words_of,
)
from search.text.analyzer import indexed_term
from search.text.stemming import bare, tag_of
from search.text.stop_words import is_stop_word

Json: TypeAlias = dict[str, Any]

_EVERYTHING: Json = {"bool": {"filter": [{"match_all": {}}]}}
"""Matches everything and scores 0."""

_BM25 = K1 + 1
"""Lucene's BM25 lacks this factor, which matters beside leaves with a constant score."""
_MOST_CLAUSES = 600
"""The clauses that phrases with slop may use of the 1,024 that the cluster allows in a query."""


@dataclass(frozen=True, slots=True)
class _Target:
    """The documents in which leaves are searched, how many combinations of distances may be written out
    for a phrase with slop, and whether stop words count as others do."""

    unit: Unit
    most_combinations: int
    stop_words_count: bool

    def fields(self, name: str) -> tuple[str, ...]:
        """The fields of the schema in which a leaf in field `name` is searched."""
        fields = searched_fields(name)
        return (TEXT,) if self.unit == "paragraph" and TEXT in fields else fields

    def terms(self, name: str) -> str:
        """The cluster's field for the terms of a field of the schema."""
        if self.unit == "article":
            return name
        return "paragraph_text" if name == TEXT else f"article_{name}"

    def words(self, name: str) -> str:
        """The cluster's field for the words as written of a field of the schema."""
        return f"{self.terms(name)}_words" if name in STEMMED else self.terms(name)


def translated(tree: Query, unit: Unit) -> Json:
    """The query that finds the articles, or paragraphs, that `tree` matches. NOT also matches documents
    of the other kind: the request must exclude them by a filter."""
    phrases = [each for each in all_leaves(tree) if isinstance(each, Quoted) and each.slop > 1]
    words = sum(len(each.words) for each in phrases if len(each.words) > 2)
    most = _MOST_CLAUSES // (words * len(BOOSTS)) if words else 0
    typed = {word for leaf in positive_leaves(tree) for word in words_of(leaf)}
    return _translated(tree, _Target(unit, max(1, most), all(map(is_stop_word, typed))))


def word_query(unit: Unit, field: str, word: str) -> Json:
    """The query for a folded word in one field of the schema."""
    return _term(Term(field, word), _Target(unit, 1, True), field)


def _translated(tree: Query, target: _Target) -> Json:
    match tree:
        case And(children):
            unwanted = [each.child for each in children if isinstance(each, Not)]
            wanted = [each for each in children if not isinstance(each, Not)]
            return _bool(
                must=[_translated(each, target) for each in wanted],
                must_not=[_translated(each, target) for each in unwanted],
            )
        case Or(children):
            return _any_of([_translated(each, target) for each in children])
        case Not(child):
            return _bool(must_not=[_translated(child, target)])
        case Every():
            return _EVERYTHING
        case Nothing():
            return NOTHING
        case DateRange():
            return days(tree.first, tree.last, tree.boost)
        case _:
            fields = target.fields(tree.field)
            if any(map(tag_of, words_of(tree))):
                fields = tuple(each for each in fields if each in STEMMED)
            return _any_of([_leaf(tree, target, name) for name in fields])


def _leaf(leaf: TextLeaf, target: _Target, name: str) -> Json:
    """The query for a leaf in field `name` of the schema."""
    match leaf:
        case Term():
            return _term(leaf, target, name)
        case Phrase():
            return _phrase(leaf, target, name)
        case Quoted():
            return _quoted(leaf, target, name)
        case SameParagraph():
            return _same_paragraph(leaf, target, name)
        case Prefix():
            return _constant("prefix", leaf, target, name, value=leaf.text)
        case Wildcard():
            return _constant("wildcard", leaf, target, name, value=leaf.text)
        case Fuzzy():
            return _fuzzy(leaf, target, name)
        case TermRange():
            ends = {"gte": leaf.first or FIRST_LETTER, "lte": leaf.last}
            given = {end: word for end, word in ends.items() if word is not None}
            return _constant("range", leaf, target, name, **given)
        case _:
            assert_never(leaf)


def _bool(**clauses: list[Json]) -> Json:
    return {"bool": {kind: found for kind, found in clauses.items() if found}}


def _any_of(parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts, "minimum_should_match": 1}}


def _term(leaf: Term, target: _Target, name: str) -> Json:
    terms = _indexed(name, [leaf.text])
    boost = leaf.boost * word_weight(leaf.text, target.stop_words_count)
    if len(terms) == 1:
        return _scored(terms[0], boost, target, name)
    return _scored_words(_adjacent(target.terms(name), terms), terms, boost, target, name)


def _phrase(leaf: Phrase, target: _Target, name: str) -> Json:
    terms = _indexed(name, leaf.words)
    return _scored_words(_adjacent(target.terms(name), terms), terms, leaf.boost, target, name)


def _quoted(leaf: Quoted, target: _Target, name: str) -> Json:
    """Words as written, scored in all their forms."""
    words = " ".join(sent(bare(word)) for word in leaf.words).split(" ")
    field, slop, most = target.words(name), leaf.slop, target.most_combinations
    matches = _adjacent(field, words) if slop == 1 else _near(field, words, slop, most)
    return _scored_words(matches, _indexed(name, leaf.words), leaf.boost, target, name)


def _same_paragraph(leaf: SameParagraph, target: _Target, name: str) -> Json:
    terms = list(dict.fromkeys(_indexed(name, leaf.words)))
    spans = [{"span_term": {target.terms(name): term}} for term in terms]
    near = {"span_near": {"clauses": spans, "slop": GAP - 1, "in_order": False}}
    return _scored_words(near if spans[1:] else spans[0], terms, leaf.boost, target, name)


def _scored_words(
    matches: Json, terms: Sequence[str], boost: float, target: _Target, name: str
) -> Json:
    """What `matches` finds, scored as the sum of the terms."""
    return _bool(filter=[matches], should=[_scored(term, boost, target, name) for term in terms])


def _scored(term: str, boost: float, target: _Target, name: str) -> Json:
    weight = boost * field_weight(name) * _BM25
    return {"term": {target.terms(name): {"value": term, "boost": weight}}}


def _adjacent(field: str, terms: Sequence[str]) -> Json:
    return {"match_phrase": {field: " ".join(terms)}}


def _near(field: str, terms: Sequence[str], slop: int, most_combinations: int) -> Json:
    """Terms in this order, each at most `slop` positions after the one before it.

    A span query of two terms finds their nearest pair, and does not try other positions of the first
    term. So it joins only the last two terms, and the distances of the terms before are written out
    in all combinations. If there are more than `most_combinations`, terms are joined from the left,
    and from the right.
    """
    spans = [{"span_term": {field: term}} for term in terms]
    if slop ** (len(terms) - 2) > most_combinations:
        return _any_of([_joined(spans, slop), _joined_from_right(spans, slop)])
    distances = product(range(1, slop + 1), repeat=len(terms) - 2)
    return _any_of([_ordered([_apart(field, spans, each), spans[-1]], slop) for each in distances])


def _apart(field: str, spans: Sequence[Json], distances: Sequence[int]) -> Json:
    """All spans except the last, at these distances from each other."""
    clauses = [spans[0]]
    for span, distance in zip(spans[1:], distances, strict=False):
        gap = [{"span_gap": {field: distance - 1}}] if distance > 1 else []
        clauses += [*gap, span]
    return clauses[0] if len(clauses) == 1 else _ordered(clauses, 1)


def _joined(spans: Sequence[Json], slop: int) -> Json:
    first, *others = spans
    for each in others:
        first = _ordered([first, each], slop)
    return first


def _joined_from_right(spans: Sequence[Json], slop: int) -> Json:
    *others, last = spans
    for each in reversed(others):
        last = _ordered([each, last], slop)
    return last


def _ordered(clauses: Sequence[Json], slop: int) -> Json:
    return {"span_near": {"clauses": list(clauses), "slop": slop - 1, "in_order": True}}


def _fuzzy(leaf: Fuzzy, target: _Target, name: str) -> Json:
    return _constant(
        "fuzzy",
        leaf,
        target,
        name,
        value=leaf.text,
        fuzziness=leaf.distance,
        prefix_length=leaf.prefix_length,
        transpositions=True,
        rewrite="constant_score",
    )


def _constant(kind: str, leaf: MultiTerm, target: _Target, name: str, **options: Any) -> Json:
    """A leaf that scores the same for all words that it matches."""
    boost = leaf.boost * field_weight(name)
    return {kind: {target.words(name): {**options, "boost": boost}}}


def _indexed(name: str, words: Sequence[str]) -> list[str]:
    """The terms of folded words, in order. (Some letters fold to several words with spaces.)"""
    return " ".join(sent(indexed_term(name, word)) for word in words).split(" ")
