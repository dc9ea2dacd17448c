"""The query language: text in, a Whoosh query tree out, and back into words that say how it was read.

    river flood             both words, anywhere in an article
    river OR flood          either word
    river NOT flood         the first without the second; also: river -flood
    "high water"            the words side by side, in this order
    "high water"~5          in this order, each at most 5 words behind the one before it
    librar*                 words that begin so
    fl*d wom?n *burg        * stands for any letters or none, ? for exactly one letter
    flod~ flod~2            words that differ in 1 or 2 letters (left out, added, changed, swapped);
                            the first letter must be right
    title:flood             in one field: title, text, author, region, theme, report, source
    author:[a to c]         words from a to c; also [a to] and [to c]
    date:2010-05            published in that month; also a year or a day, [2010 to 2012-06], [2010 to]
    flood^2                 counts twice in the ranking; also "high water"^2 and (river lake)^2
    (river OR lake) flood   parentheses group

The leaves of the tree carry folded words in field `ANY` or in a named one; how fields are searched
is the engines' business. Whatever is typed, a tree comes out: what cannot be read as an operator is
read as words. In particular:

- Words are found in all their forms, but patterns, words with ~ and ranges match words as written.
- A sign belongs to one word: `post-w?r` asks for post and for w?r, `al-qaida~` for al and qaida~.
- A question mark at the end of a word is a wildcard only if the word holds another: `why flood?`
  is a question. So are those in an address (with //, = or &). In quotes, * and ? are no signs.
- A range of words needs a field, and one word at each end. Its end includes all words that begin so:
  [a to c] ends with the last word in c. (In the tree the end is that word and LAST_LETTER of
  `search.query.leaves`, so that plain comparison does it.) Ends in the wrong order are exchanged.
- Ranges of dates are `NumericRange`s of proleptic Gregorian ordinals, both ends included.
- Slop is 1 to 100, distance 1 or 2, a boost 0.1 to 100 in steps of 0.01; others become the nearest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from whoosh import query
from whoosh.qparser import QueryParser

from search.errors import BadParameter
from search.model.facets import DEFAULT_NAMES, FacetName
from search.model.request import TEXT
from search.model.schema import ANY, DATE, indexed_fields
from search.query import syntax
from search.query.leaves import Leaf, all_words, meant, written
from search.text import analyzer

__all__ = ["ANY", "MAX_WORDS", "describe", "leaves", "parse"]

MAX_WORDS = 64

_OPERATORS = frozenset({"AND", "OR", "NOT"})


@lru_cache(maxsize=512)
def parse(text: str, facets: tuple[FacetName, ...] = DEFAULT_NAMES) -> query.Query:
    """The query tree of `text` in an archive with `facets`, which are fields too.

    Raises `BadParameter` if it has too many words to search at once.

    The tree is shared with all who parse the same text: nobody may change it.
    """
    text = unicodedata.normalize("NFC", text)
    tree = _plain(text)
    if tree is None:
        words = analyzer.words(text)
        tree = _read(text, words, facets)
        if _simplified(tree) == query.NullQuery:
            tree = all_words(words)
    _check(text, _words_in(tree))
    return _simplified(tree)


def leaves(tree: query.Query) -> Iterator[query.Query]:
    """The leaves that a match must or may hold; negated ones are left out."""
    if isinstance(tree, query.And | query.Or):
        for child in tree.subqueries:
            yield from leaves(child)
    elif isinstance(tree, Leaf):
        yield tree


def describe(tree: query.Query) -> str:
    """How a tree reads in the query language, operators spelled out: parse(describe(t)) == t."""
    if isinstance(tree, query.And | query.Or):
        word = " AND " if isinstance(tree, query.And) else " OR "
        return word.join(_nested(child) for child in tree.subqueries)
    if isinstance(tree, query.Not):
        return f"NOT {_nested(tree.query)}"
    return written(tree) if isinstance(tree, Leaf) else ""


@cache
def _parser(facets: tuple[FacetName, ...]) -> QueryParser:
    return syntax.parser(ANY, indexed_fields(facets), [DATE])


def _plain(text: str) -> query.Query | None:
    """The tree of what is asked most, without the parser: words, one phrase, or words with OR
    between all of them. None if the text is anything else."""
    if text[:1] == text[-1:] == '"':
        words = _plain_words(text[1:-1])
        return words and meant(query.Phrase(ANY, words))
    alternatives = text.split(" OR ")
    words = _plain_words(" ".join(alternatives))
    if words is None or len(alternatives) == 1:
        return words and all_words(words)
    if len(words) != len(alternatives):
        return None
    return query.Or([query.Term(ANY, word) for word in words])


def _plain_words(text: str) -> list[str] | None:
    """The folded words of a text that is words with single spaces between them and nothing else."""
    parts = text.split(" ")
    if not all(map(str.isalnum, parts)) or not _OPERATORS.isdisjoint(parts):
        return None
    words = analyzer.words(text)
    return words if len(words) == len(parts) else None


def _read(text: str, words: list[str], facets: tuple[FacetName, ...]) -> query.Query:
    """The tree as the parser sees it, with the leaves that are meant."""
    if len(words) > 10 * MAX_WORDS:  # more than so many words come to with all their signs
        _check(text, len(words))
    try:
        tree = _meant(_parser(facets).parse(text, normalize=False))
    except Exception:  # Whoosh's parser has many ways to trip over operators in odd places
        tree = all_words(words)
    _check(text, _words_in(tree))
    return tree


def _check(text: str, count: int) -> None:
    if count > MAX_WORDS:
        expected = f"a query has at most {MAX_WORDS} words, this one has {count:,}"
        raise BadParameter(TEXT, text, expected)


def _words_in(tree: query.Query) -> int:
    if isinstance(tree, query.And | query.Or):
        return sum(map(_words_in, tree.subqueries))
    if isinstance(tree, query.Not):
        return _words_in(tree.query)
    return len(tree.words) if isinstance(tree, query.Phrase) else int(tree != query.NullQuery)


def _meant(raw: query.Query) -> query.Query:
    if isinstance(raw, query.And | query.Or):
        return type(raw)([_meant(child) for child in raw.subqueries])
    if isinstance(raw, query.Not):
        return query.Not(_meant(raw.query))
    return raw if raw == query.NullQuery else meant(raw)


def _simplified(tree: query.Query) -> query.Query:
    """The tree without empty nodes, nodes of one child, nodes inside their like, and repetitions.

    (Whoosh's `normalize` would make one range of two, which is wrong where a field holds many
    words, and would lose boosts.)
    """
    if isinstance(tree, query.Not):
        child = _simplified(tree.query)
        if isinstance(child, query.Not):
            return child.query
        return child if child == query.NullQuery else query.Not(child)
    if not isinstance(tree, query.And | query.Or):
        return tree
    kind = type(tree)
    children: list[query.Query] = []
    for child in map(_simplified, tree.subqueries):
        children += child.subqueries if isinstance(child, kind) else [child]
    kept = [child for child in dict.fromkeys(children) if child != query.NullQuery]
    return kept[0] if len(kept) == 1 else kind(kept) if kept else query.NullQuery


def _nested(tree: query.Query) -> str:
    inner = describe(tree)
    return f"({inner})" if isinstance(tree, query.And | query.Or) else inner
