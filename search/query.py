"""The query language: text in, a Whoosh query tree out, and back into words that say how it was read.

    river flood             both words, anywhere in an article
    river OR flood          either word
    river NOT flood         the first without the second; also: river -flood
    "high water"            the words side by side, in this order
    librar*                 words that begin so
    title:flood             in one field: title, text, author, region, theme, report, source
    (river OR lake) flood   parentheses group

The leaves of the tree carry folded words in field `ANY` or in a named one; how fields are searched
is the engines' business. Whatever is typed, a tree comes out: what cannot be read as an operator is
read as words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from whoosh import fields, query
from whoosh.analysis import Analyzer, Token
from whoosh.qparser import QueryParser, plugins

from search import analysis
from search.errors import BadParameter
from search.request import TEXT

ANY = "any"
FIELDS = ("title", "text", "author", "region", "theme", "report", "source")
MAX_WORDS = 64

_PHRASE = r'"(?P<text>.*?)"(?P<slop>(?!))?'
_PREFIX = r'(?P<text>(?!-)[^\s*():"]+)[*](?=[\s)]|$)'
_NOT = r"(^|(?<=[\s(]))(NOT(?=\s)|-(?=[^\s-]))"


class _Words(Analyzer):  # type: ignore[misc]  # whoosh is not typed
    """Whoosh's analyzer interface over `analysis.tokens`; a prefix passes whole, to be cut later."""

    def __call__(self, value: str, tokenize: bool = True, **_options: object) -> Iterator[Token]:
        found = analysis.tokens(value) if tokenize else [analysis.Token(value, 0, len(value))]
        for place, (word, start, end) in enumerate(found):
            yield Token(text=word, pos=place, startchar=start, endchar=end)


def parse(text: str) -> query.Query:
    """The query tree of `text`; raises `BadParameter` if it has too many words to search at once."""
    text = unicodedata.normalize("NFC", text)
    count = len(analysis.words(text))
    if count > MAX_WORDS:
        expected = f"a query has at most {MAX_WORDS} words, this one has {count:,}"
        raise BadParameter(TEXT, text, expected)
    try:
        return _checked(_parser().parse(text)).normalize()
    except Exception:  # Whoosh's parser has many ways to trip over operators in odd places
        return _all_words(text)


def leaves(tree: query.Query) -> Iterator[query.Query]:
    """The terms, phrases and prefixes that a match must or may hold; negated ones are left out."""
    if isinstance(tree, query.Not):
        return
    if isinstance(tree, query.And | query.Or):
        for child in tree.subqueries:
            yield from leaves(child)
    elif isinstance(tree, query.Term | query.Phrase | query.Prefix):
        yield tree


def describe(tree: query.Query) -> str:
    """How a tree reads in the query language, operators spelled out: parse(describe(t)) == t."""
    if isinstance(tree, query.And | query.Or):
        word = " AND " if isinstance(tree, query.And) else " OR "
        return word.join(_nested(child) for child in tree.subqueries)
    if isinstance(tree, query.Not):
        return f"NOT {_nested(tree.query)}"
    if isinstance(tree, query.Phrase):
        return _fielded(tree.fieldname, f'"{" ".join(tree.words)}"')
    if isinstance(tree, query.Prefix):
        return _fielded(tree.fieldname, f"{tree.text}*")
    if isinstance(tree, query.Term):
        return _fielded(tree.fieldname, tree.text)
    return ""


def replace_word(tree: query.Query, old: str, new: str) -> query.Query:
    """The tree with every term `old` replaced by `new`."""

    def swapped(leaf: query.Query) -> query.Query:
        if isinstance(leaf, query.Term) and leaf.text == old:
            return query.Term(leaf.fieldname, new)
        return leaf

    return tree.accept(swapped)


def _parser() -> QueryParser:
    searched = fields.TEXT(analyzer=_Words(), multitoken_query="phrase")
    return QueryParser(
        ANY,
        fields.Schema(**dict.fromkeys((ANY, *FIELDS), searched)),
        plugins=[
            plugins.FieldsPlugin(),
            plugins.PrefixPlugin(_PREFIX),
            plugins.PhrasePlugin(_PHRASE),
            plugins.GroupPlugin(),
            plugins.OperatorsPlugin(Not=_NOT, AndNot=None, AndMaybe=None, Require=None),
        ],
    )


def _checked(tree: query.Query) -> query.Query:
    """The tree with folded prefixes and simple nodes only; raises TypeError for any other node."""
    if isinstance(tree, query.And | query.Or):
        return _joined(type(tree), [_checked(child) for child in tree.subqueries])
    if isinstance(tree, query.Not):
        child = _checked(tree.query)
        if isinstance(child, query.Not):
            return child.query
        return child if child == query.NullQuery else query.Not(child)
    if isinstance(tree, query.Prefix):
        return _prefix(tree.fieldname, tree.text)
    if isinstance(tree, query.Phrase):
        words = [word for text in tree.words for word in analysis.words(text)]
        return _phrase(tree.fieldname, words)
    if isinstance(tree, query.Term) or tree == query.NullQuery:
        return tree
    raise TypeError(f"no such node in the query language: {tree!r}")


def _joined(kind: type[Any], children: list[query.Query]) -> query.Query:
    kept = [child for child in children if child != query.NullQuery]
    return kept[0] if len(kept) == 1 else kind(kept) if kept else query.NullQuery


def _prefix(field: str, text: str) -> query.Query:
    words = analysis.words(text)
    if not words:
        return query.NullQuery
    last = query.Prefix(field, words[-1])
    before = [query.Term(field, word) for word in words[:-1]]
    return _joined(query.And, [*before, last])


def _phrase(field: str, words: list[str]) -> query.Query:
    if not words:
        return query.NullQuery
    return query.Term(field, words[0]) if len(words) == 1 else query.Phrase(field, words)


def _all_words(text: str) -> query.Query:
    return _joined(query.And, [query.Term(ANY, word) for word in analysis.words(text)])


def _nested(tree: query.Query) -> str:
    inner = describe(tree)
    return f"({inner})" if isinstance(tree, query.And | query.Or) else inner


def _fielded(field: str, text: str) -> str:
    return text if field == ANY else f"{field}:{text}"
