"""Query trees as the cluster's query language. What matches is what matches in the embedded engine.

    Term        term                      Prefix      prefix on the words as written
    Phrase      match_phrase              Wildcard    wildcard, likewise
    Phrase~n    span_near                 FuzzyTerm   fuzzy without a limit of expansions, likewise
    Every       match_all, filtered       TermRange   range, likewise
    And/Or/Not  bool                      NumericRange  range on `day`

A leaf scores in each field that it is searched in, and the sum counts: a term by BM25, a phrase as
the sum of its words, all others 1, each times the boosts of leaf and field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from whoosh import query

from search.engines.opensearch.documents import sent
from search.model.request import Unit
from search.model.schema import BOOSTS, K1, STEMMED, TEXT, searched_fields
from search.text.analyzer import indexed_term

Json = dict[str, Any]

NOTHING: Json = {"match_none": {}}
EVERYTHING: Json = {"bool": {"filter": [{"match_all": {}}]}}
"""Matches all and scores 0."""

_BM25 = K1 + 1
"""Lucene leaves this factor out of BM25, which leaves that score a constant would show."""
_MOST_CLAUSES = 600
"""The cluster takes 1,024 in a query; phrases and patterns may take so many of them."""


@dataclass(frozen=True, slots=True)
class _Where:
    """In what documents a leaf is searched; of a phrase with distances so many `ways` are tried."""

    unit: Unit
    ways: int

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
        """The cluster's field for its words as written."""
        return f"{self.terms(name)}_words" if name in STEMMED else self.terms(name)


def translated(tree: query.Query, unit: Unit) -> Json:
    """The query that finds the articles, or the paragraphs, that `tree` matches; the documents of
    the other kind must be kept out by a filter, since NOT lets them through."""
    distant = sum(len(leaf.words) for leaf in _leaves(tree) if _is_distant(leaf))
    ways = _MOST_CLAUSES // (distant * len(BOOSTS)) if distant else 0
    return _translated(tree, _Where(unit, max(1, ways)))


def found(unit: Unit, field: str, word: str) -> Json:
    """The query for a folded word in one field of the schema."""
    where = _Where(unit, 1)
    return _term(query.Term(field, word), where, field)


def _translated(tree: query.Query, where: _Where) -> Json:
    if isinstance(tree, query.And):
        unwanted = [each.query for each in tree.subqueries if isinstance(each, query.Not)]
        wanted = [each for each in tree.subqueries if not isinstance(each, query.Not)]
        return _bool(
            must=[_translated(each, where) for each in wanted],
            must_not=[_translated(each, where) for each in unwanted],
        )
    if isinstance(tree, query.Or):
        return _any_of([_translated(each, where) for each in tree.subqueries])
    if isinstance(tree, query.Not):
        return _bool(must_not=[_translated(tree.query, where)])
    if isinstance(tree, query.Every):
        return EVERYTHING
    if tree == query.NullQuery:
        return NOTHING
    if isinstance(tree, query.NumericRange):
        return _dated(tree)
    leaf = _LEAVES[type(tree)]
    return _any_of([leaf(tree, where, name) for name in where.fields(tree.fieldname)])


def _bool(**clauses: list[Json]) -> Json:
    return {"bool": {kind: found for kind, found in clauses.items() if found}}


def _any_of(parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts, "minimum_should_match": 1}}


def _term(leaf: query.Term, where: _Where, name: str) -> Json:
    (words,) = _indexed(name, [leaf.text])
    return _phrase(leaf, where, name) if " " in words else _scored(words, leaf.boost, where, name)


def _scored(term: str, boost: float, where: _Where, name: str) -> Json:
    weight = boost * BOOSTS.get(name, 1.0) * _BM25
    return {"term": {where.terms(name): {"value": term, "boost": weight}}}


def _phrase(leaf: query.Phrase | query.Term, where: _Where, name: str) -> Json:
    words = leaf.words if isinstance(leaf, query.Phrase) else [leaf.text]
    terms = " ".join(_indexed(name, words)).split(" ")
    field = where.terms(name)
    is_distant = isinstance(leaf, query.Phrase) and leaf.slop > 1
    places = _near(field, terms, leaf.slop, where.ways) if is_distant else _adjacent(field, terms)
    scores = [_scored(term, leaf.boost, where, name) for term in terms]
    return _bool(filter=[places], should=scores)


def _adjacent(field: str, terms: Sequence[str]) -> Json:
    return {"match_phrase": {field: " ".join(terms)}}


def _near(field: str, terms: Sequence[str], slop: int, ways: int) -> Json:
    """Terms in this order, each at most `slop` places behind the one before it.

    A span query joins the last two terms, of which the nearest pair decides; which of several
    places of the terms before is the right one it would not try out. So their distances are
    written out one by one, unless that takes more than `ways` queries; then the terms are joined
    from the left, and from the right.
    """
    spans = [{"span_term": {field: term}} for term in terms]
    if slop ** (len(terms) - 2) > ways:
        return _any_of([_joined(spans, slop), _joined_from_right(spans, slop)])
    distances = product(range(1, slop + 1), repeat=len(terms) - 2)
    return _any_of([_ordered([_apart(field, spans, each), spans[-1]], slop) for each in distances])


def _apart(field: str, spans: Sequence[Json], distances: Sequence[int]) -> Json:
    """All spans but the last, so far from each other as `distances` says."""
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


def _prefix(leaf: query.Prefix, where: _Where, name: str) -> Json:
    return _constant("prefix", leaf, where, name, value=leaf.text)


def _wildcard(leaf: query.Wildcard, where: _Where, name: str) -> Json:
    return _constant("wildcard", leaf, where, name, value=leaf.text)


def _fuzzy(leaf: query.FuzzyTerm, where: _Where, name: str) -> Json:
    return _constant(
        "fuzzy",
        leaf,
        where,
        name,
        value=leaf.text,
        fuzziness=leaf.maxdist,
        prefix_length=leaf.prefixlength,
        transpositions=True,
        rewrite="constant_score",
    )


def _range(leaf: query.TermRange, where: _Where, name: str) -> Json:
    ends = {"gte": leaf.start, "lte": leaf.end}
    given = {end: word for end, word in ends.items() if word is not None}
    return _constant("range", leaf, where, name, **given)


def _constant(kind: str, leaf: query.Query, where: _Where, name: str, **options: Any) -> Json:
    """A leaf that stands for many words."""
    boost = leaf.boost * BOOSTS.get(name, 1.0)
    return {kind: {where.words(name): {**options, "boost": boost}}}


def _dated(leaf: query.NumericRange) -> Json:
    return days(leaf.start, leaf.end, leaf.boost)


def days(first: int | None, last: int | None, boost: float = 1.0) -> Json:
    """What was published between two days (ordinals), both included; what has no date never was."""
    ends = {"gte": max(1, first or 1)} | ({} if last is None else {"lte": last})
    return {"range": {"day": {**ends, "boost": boost}}}


def _indexed(name: str, words: Sequence[str]) -> list[str]:
    """The terms of folded words. (Some letters fold to several words with spaces between them.)"""
    return [sent(indexed_term(name, word)) for word in words]


def _is_distant(leaf: query.Query) -> bool:
    return isinstance(leaf, query.Phrase) and leaf.slop > 1 and len(leaf.words) > 2


def _leaves(tree: query.Query) -> Iterator[query.Query]:
    """All leaves, those behind NOT among them."""
    if isinstance(tree, query.And | query.Or):
        for child in tree.subqueries:
            yield from _leaves(child)
    elif isinstance(tree, query.Not):
        yield from _leaves(tree.query)
    else:
        yield tree


_LEAVES: dict[type, Callable[[Any, _Where, str], Json]] = {
    query.Term: _term,
    query.Phrase: _phrase,
    query.Prefix: _prefix,
    query.Wildcard: _wildcard,
    query.FuzzyTerm: _fuzzy,
    query.TermRange: _range,
}
