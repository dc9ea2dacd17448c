"""The query language: text in, a query tree out (`search.query.tree`).

    river flood             both words, anywhere in an article
    river OR flood          either word
    river NOT flood         the first without the second; also: river -flood
    "high water"            the words as written, side by side, in this order; also "water"
    high/water              the words side by side, in this order, in all their forms
    [river flood]           the words in any order in one paragraph, or in one value of a field
    "high water"~5          in this order, each at most 5 words after the one before it
    librar*                 words that start like this
    fl*d wom?n *burg        * matches any letters or none, ? exactly one letter
    flod~ flod~2            words that differ in 1 or 2 letters (left out, added, changed, swapped);
                            the first letter must be right
    title:flood             in one field: title, text, author, region, theme, report, source
    author:[a to c]         words from a to c; also [a to] and [to c]
    date:2010-05            published in that month; also a year or a day, [2010 to 2012-06], [2010 to]
    flood^2                 counts twice in the ranking; also "high water"^2 and (river lake)^2
    (river OR lake) flood   parentheses group

`search.query.habits` says how other ways to type these are read, such as “high water”, cats or dogs,
2015..2019; `search.query.expansion` adds synonyms; `search.query.examples` has an example of each.

The leaves of the tree hold folded words in field `ANY` or in a named one; engines know how fields are
searched. Every text has a tree: what cannot be read as an operator is read as words. In particular:

- Words are found in all their forms; quotes, patterns, words with ~ and ranges match words as written
  (folded: case and accents do not count).
- Signs of `search.text.signed_words` belong to words: C++, .NET; `#tag` is also found without its sign.
- A sign belongs to one word: `post-w?r` asks for post and for w?r, `al-qaida~` for al and qaida~.
- A question mark at the end of a word is a wildcard only if the word holds another: `why flood?`
  is a question. The same holds in an address (with //, = or &). In quotes, * and ? mean nothing.
- Brackets with a range in them, [a to c], [a to], [to c], are never words of one paragraph.
- A range of words needs a field, and one word at each end. Its end includes all words that start with
  it: [a to c] ends with the last word in c. (So the tree holds "c" and LAST_LETTER, and comparing
  strings is enough.) Ends in the wrong order are exchanged.
- A word that is typed twice counts twice. Quoted phrases of more than 64 words, groups of as many, and
  all signs in a text of more than 1,000 characters are read as words.
- Slop is 1 to 100, distance 1 or 2, a boost 0.1 to 100 in steps of 0.01; others become the nearest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from whoosh.qparser import QueryParser

from search.config.archive import ArchiveConfig
from search.model.facets import DEFAULT_NAMES, FacetName
from search.model.schema import ANY, DATE, indexed_fields
from search.query import syntax
from search.query.expansion import expanded
from search.query.habits import OPERATORS, rewritten
from search.query.interpretation import all_words, interpret, quoted
from search.query.relaxation import all_words_of, is_plain
from search.query.syntax import Joined
from search.query.tree import (
    And,
    Every,
    Leaf,
    Nothing,
    Or,
    Phrase,
    Query,
    Quoted,
    Term,
    all_leaves,
    positive_leaves,
    simplified,
    words_of,
)
from search.text.compounds import typed_words
from search.text.mojibake import without_mojibake
from search.text.signed_words import is_tag, unsigned

MAX_WORDS = 64
"""Words that phrases, operators and fields may have together; more plain words are left to the engine,
which searches the rarest."""
MAX_PARSED = 1_000
"""Characters; a longer text was pasted rather than typed, and its signs are not operators."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text is read: the `tree` that it asks for; a `loose` one, in which words that hyphens and the
    like join stand alone, for searches that need not find all words; the folded words that may be found
    anywhere, as `typed`, repetitions included; and `compounds`: words, each with the joined form that it
    is in, or the tag that it was typed as."""

    tree: Query
    loose: Query
    typed: tuple[str, ...]
    compounds: tuple[tuple[str, ...], ...] = ()


@lru_cache(maxsize=512)
def read(text: str, facets: tuple[FacetName, ...] = DEFAULT_NAMES) -> Reading:
    """The reading of `text`; `facets` can be named as fields in it."""
    text = unicodedata.normalize("NFC", without_mojibake(text))
    if len(text) <= MAX_PARSED:
        text = rewritten(text, indexed_fields(facets))
    simple = _read_simple(text)
    if simple is not None:
        found = simplified(simple)
        return Reading(found, found, _typed(simple))
    tree = _read(text, facets, "phrase")
    loose = _read(text, facets, "and") if any(map(_is_joined, all_leaves(tree))) else tree
    return Reading(simplified(tree), simplified(loose), _typed(loose), tuple(_compounds(tree)))


def _is_joined(leaf: Leaf) -> bool:
    """Whether a leaf that is searched anywhere may stand for words that were typed with signs."""
    is_form = isinstance(leaf, Quoted) and is_tag(leaf.words[0])
    return leaf.field == ANY and (isinstance(leaf, Phrase) or is_form)


def _compounds(tree: Query) -> Iterator[tuple[str, ...]]:
    """The words of compounds and tags that may be found anywhere, each with the joined form."""
    match tree:
        case Or((Term(field), Quoted(_, (tag,)))) | Or((Quoted(field, (tag,)), *_)) if (
            field == ANY and is_tag(tag)
        ):
            yield unsigned(tag), tag
        case Or((Phrase(field, words), Term(_, joined))) if field == ANY:
            yield from ((word, joined) for word in words)
        case And(children) | Or(children):
            for child in children:
                yield from _compounds(child)
        case _:
            pass


def _typed(tree: Query) -> tuple[str, ...]:
    leaves = positive_leaves(tree)
    return tuple(word for leaf in leaves if leaf.field == ANY for word in words_of(leaf))


def parse(text: str, facets: tuple[FacetName, ...] = DEFAULT_NAMES) -> Query:
    """The query tree of `text`, simplified; `facets` can be named as fields in it."""
    return read(text, facets).tree


def tree_of(text: str, config: ArchiveConfig) -> Query:
    """The query tree of a search for all words in an archive: without words it matches everything."""
    return expanded(parse(text, config.facets.names), config.synonyms) if text else Every()


@cache
def _parser(facets: tuple[FacetName, ...], joined: Joined) -> QueryParser:
    return syntax.parser(ANY, indexed_fields(facets), [DATE], joined)


def _read_simple(text: str) -> Query | None:
    """The tree of the most usual queries, without the parser: words, one phrase, or words with OR
    between all of them. None if the text is anything else."""
    if text[:1] == text[-1:] == '"':
        words = _simple_words(text[1:-1])
        return None if words is None or len(words) > MAX_WORDS else quoted(ANY, words)
    alternatives = text.split(" OR ")
    words = _simple_words(" ".join(alternatives))
    if words is None:
        return None
    if len(alternatives) == 1:
        return all_words(words)
    if len(words) != len(alternatives) or len(words) > MAX_WORDS:
        return None
    return Or(tuple(Term(ANY, word) for word in words))


def _simple_words(text: str) -> list[str] | None:
    """The folded words of a text that is only words with single spaces between them; else None."""
    parts = text.split(" ")
    if not all(map(str.isalnum, parts)) or not OPERATORS.isdisjoint(parts):
        return None
    words = typed_words(text)
    return words if len(words) == len(parts) else None


def _read(text: str, facets: tuple[FacetName, ...], joined: Joined) -> Query:
    """The tree of a text as the parser reads it, or of its words if it reads nothing, or too much."""
    if len(text) <= MAX_PARSED:
        try:
            tree = interpret(_parser(facets, joined).parse(text, normalize=False))
        except Exception:  # Whoosh's parser fails in many ways at operators in odd places
            tree = Nothing()
        found = simplified(tree)
        if not isinstance(found, Nothing) and _bound_words(found) <= MAX_WORDS:
            return tree
    return all_words(typed_words(text))


def _bound_words(tree: Query) -> int:
    """The words of a tree that cannot be left out one by one."""
    parts = tree.children if isinstance(tree, And) else (tree,)
    return sum(len(all_words_of(part)) for part in parts if not is_plain(part))
