"""Compatibility with Whoosh: its own searcher opens a generation and runs our query trees.

The tests use this as an oracle: Whoosh must find the same articles as the embedded engine. (Scores are
our own: see `search.engines.common.similarity`.) The engine itself does not use it.

Whoosh sees the terms of a generation, so it runs all leaves that match terms. It does not see dates,
paragraphs and, in stemmed fields, words as written; and it looks for fuzzy words in a structure that our
files lack.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from whoosh import index
from whoosh import query as whoosh_query

from search.engines.whoosh.codec import INDEX_NAME
from search.model.schema import ID, STEMMED, searched_fields
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
    Quoted,
    SameParagraph,
    Term,
    TermRange,
    Wildcard,
)
from search.text.analyzer import indexed_term


class NotSupported(Exception):
    """Whoosh cannot run a leaf over the files of a generation."""


def matches(folder: Path, tree: Query) -> set[str]:
    """The ids of all articles of the generation in `folder` that match `tree`.

    Raises `NotSupported`; see `translated`.
    """
    with index.open_dir(str(folder), INDEX_NAME).searcher() as searcher:
        return {hit[ID] for hit in searcher.search(translated(tree), limit=None)}


def translated(tree: Query) -> whoosh_query.Query:
    """A tree in Whoosh's classes: leaves hold indexed terms, and each searches one indexed field.

    Raises `NotSupported` for date ranges, words in one paragraph and fuzzy words, and in stemmed fields
    for all leaves that match words as written.
    """
    match tree:
        case And(children):
            return whoosh_query.And([translated(child) for child in children])
        case Or(children):
            return whoosh_query.Or([translated(child) for child in children])
        case Not(child):
            # Whoosh's Not alone finds the last article of a segment even if that is deleted.
            every = whoosh_query.Every()
            return whoosh_query.And([every, whoosh_query.Not(translated(child))])
        case Every():
            return whoosh_query.Every()
        case Nothing():
            return whoosh_query.NullQuery
        case _:
            return whoosh_query.Or([_leaf(tree, name) for name in searched_fields(tree.field)])


def _leaf(leaf: Leaf, name: str) -> whoosh_query.Query:
    """A leaf in the indexed field `name`."""
    match leaf:
        case Term():
            return whoosh_query.Term(name, indexed_term(name, leaf.text))
        case Phrase():
            terms = [indexed_term(name, word) for word in leaf.words]
            return whoosh_query.Phrase(name, terms)
        case Quoted() | Prefix() | Wildcard() | TermRange():
            if name in STEMMED:
                raise NotSupported(f"words as written are not indexed as terms: {leaf}")
            return _as_written(leaf, name)
        case SameParagraph() | Fuzzy() | DateRange():
            raise NotSupported(f"Whoosh cannot find this in our files: {leaf}")
        case _:
            assert_never(leaf)


def _as_written(leaf: Quoted | Prefix | Wildcard | TermRange, name: str) -> whoosh_query.Query:
    match leaf:
        case Quoted():
            if len(leaf.words) == 1:
                return whoosh_query.Term(name, leaf.words[0])
            return whoosh_query.Phrase(name, list(leaf.words), slop=leaf.slop)
        case Prefix():
            return whoosh_query.Prefix(name, leaf.text)
        case Wildcard():
            return whoosh_query.Wildcard(name, leaf.text)
        case TermRange():
            return whoosh_query.TermRange(name, leaf.first, leaf.last)
        case _:
            assert_never(leaf)
