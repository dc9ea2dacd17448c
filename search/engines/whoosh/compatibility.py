"""Compatibility with Whoosh: its own searcher opens a generation and runs our query trees.

The tests use this as an oracle: documents and scores must be those of the embedded engine. The engine
itself does not need it.

Files hold the indexed terms, so Whoosh can run every leaf that is about terms. Words as written and
dates are in arrays that Whoosh does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import assert_never

from whoosh import index
from whoosh import query as whoosh_query
from whoosh.scoring import BM25F

from search.engines.whoosh.codec import INDEX_NAME
from search.model.schema import BOOSTS, ID, K1, STEMMED, B, searched_fields
from search.query.tree import (
    And,
    DateRange,
    Every,
    Fuzzy,
    Leaf,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    TermRange,
    Wildcard,
)
from search.text.analyzer import indexed_term


class NotSupported(Exception):
    """Whoosh cannot run a leaf over the files of a generation."""


def scores(folder: Path, tree: Query) -> dict[str, float]:
    """The ids of all articles of the generation in `folder` that match `tree`, with their scores.

    Raises `NotSupported`; see `translated`.
    """
    with index.open_dir(str(folder), INDEX_NAME).searcher(weighting=BM25F(B=B, K1=K1)) as searcher:
        hits = searcher.search(translated(tree), limit=None)
        return {hit[ID]: hit.score for hit in hits}


def translated(tree: Query) -> whoosh_query.Query:
    """A tree in Whoosh's classes: leaves hold indexed terms, and each searches one indexed field.

    Raises `NotSupported` for a date range, and in a stemmed field for leaves about words as written.
    """
    match tree:
        case And(children):
            return whoosh_query.And([translated(child) for child in children])
        case Or(children):
            return whoosh_query.Or([translated(child) for child in children])
        case Not(child):
            return whoosh_query.Not(translated(child))
        case Every():
            return whoosh_query.Every()
        case Nothing():
            return whoosh_query.NullQuery
        case _:
            fields = searched_fields(tree.field)
            return whoosh_query.Or([_leaf(tree, name) for name in fields])


def _leaf(leaf: Leaf, name: str) -> whoosh_query.Query:
    """A leaf in the indexed field `name`."""
    boost = leaf.boost * BOOSTS.get(name, 1.0)
    match leaf:
        case Term():
            return whoosh_query.Term(name, indexed_term(name, leaf.text), boost=boost)
        case Phrase():
            return _phrase(name, leaf.words, leaf.slop, boost)
        case Prefix():
            return whoosh_query.Prefix(_with_words(name), leaf.text, boost=boost)
        case Wildcard():
            return whoosh_query.Wildcard(_with_words(name), leaf.text, boost=boost)
        case Fuzzy():
            return whoosh_query.FuzzyTerm(
                _with_words(name), leaf.text, boost, leaf.distance, leaf.prefix_length
            )
        case TermRange():
            return whoosh_query.TermRange(_with_words(name), leaf.first, leaf.last, boost=boost)
        case DateRange():
            raise NotSupported(f"dates are not indexed as terms: {leaf}")
        case _:
            assert_never(leaf)


def _phrase(name: str, words: Sequence[str], slop: int, boost: float) -> whoosh_query.Query:
    """Words in order, scored like us as the sum of the terms (Whoosh would not boost all of them)."""
    terms = [indexed_term(name, word) for word in words]
    return whoosh_query.Phrase(name, terms, slop=slop, boost=boost)


def _with_words(name: str) -> str:
    """The name of a field whose terms are its words as written."""
    if name in STEMMED:
        raise NotSupported(f"Whoosh finds only stems in field {name}")
    return name
