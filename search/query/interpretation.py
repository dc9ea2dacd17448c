"""From the raw tree of Whoosh's parser to a query tree: the only place that knows both.

The leaves of a raw tree hold text as it was typed. Here words are folded, numbers are limited and dates
are read. See `search.query.parser` for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from whoosh import query as raw_query

from search.model import dates
from search.model.schema import ANY, DATE
from search.query.amounts import SLASH, percent
from search.query.syntax import Compound, Together, bounds
from search.query.tree import (
    LAST_LETTER,
    MAX_BOOST,
    And,
    DateRange,
    Fuzzy,
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
from search.text import analyzer
from search.text.compounds import is_unspaced, plain_word, typed_form
from search.text.folding import folded
from search.text.signed_words import PERCENT, is_signed, is_tag, unsigned

MAX_SLOP = 100
MAX_DISTANCE = 2
MIN_BOOST = 0.1

_FRACTIONS = frozenset(folded(each).replace(SLASH, "/") for each in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
_WILDCARDS = re.compile(r"[*?]+")


def interpret(raw: raw_query.Query) -> Query:
    """The query tree of a raw tree, not simplified.

    Raises TypeError for a kind of node that the query language does not have.
    """
    if raw == raw_query.NullQuery:
        return Nothing()
    match raw:
        case raw_query.And():
            return And(tuple(map(interpret, raw.subqueries)))
        case raw_query.Or():
            return Or(tuple(map(interpret, raw.subqueries)))
        case raw_query.Not():
            return Not(interpret(raw.query))
        case _:
            boost = round(min(max(raw.boost, MIN_BOOST), MAX_BOOST), 2)
            return _dates(raw, boost) if raw.fieldname == DATE else _leaf(raw, boost)


def all_words(words: Sequence[str], field: str = ANY, boost: float = 1.0) -> Query:
    """All of some folded words, in any order."""
    return And(tuple(Term(field, word, boost) for word in words))


def phrase(field: str, words: Sequence[str], boost: float = 1.0) -> Query:
    """Folded words side by side, in all their forms; a single word is a term."""
    if len(words) < 2:
        return all_words(words, field, boost)
    return Phrase(field, tuple(map(plain_word, words)), boost)


def quoted(field: str, words: Sequence[str], boost: float = 1.0, slop: int = 1) -> Query:
    """Folded words in order, as written. Words with signs stand in their places without these."""
    if not words:
        return Nothing()
    if len(words) == 1:
        return Quoted(field, tuple(words), 1, boost)
    plain = Quoted(field, tuple(map(plain_word, words)), min(max(slop, 1), MAX_SLOP), boost)
    signed = [Quoted(field, (word,), 1, boost) for word in words if is_signed(word)]
    return And((plain, *signed)) if signed else plain


def same_paragraph(field: str, typed: Sequence[str], boost: float = 1.0) -> Query:
    """Words in any order in one paragraph. A pair with "to" is just words: in brackets it is a range."""
    words = list(dict.fromkeys(analyzer.words(" ".join(typed))))
    if any(bounds(words)):
        words = [*(word for word in words if word != "to"), "to"]
    if len(words) < 2 or any(bounds(words)):
        return all_words(words, field, boost)
    return SameParagraph(field, tuple(words), boost)


def _leaf(raw: raw_query.Query, boost: float) -> Query:
    match raw:
        case raw_query.Term() if is_tag(raw.text):
            return _tag(raw.fieldname, raw.text, boost)
        case raw_query.Term():
            return Term(raw.fieldname, raw.text, boost)
        case Compound():
            return _compound(raw, boost)
        case Together():
            return same_paragraph(raw.fieldname, raw.words, boost)
        case raw_query.Phrase():
            return quoted(raw.fieldname, raw.words, boost, raw.slop)
        case raw_query.Wildcard():
            return _wildcard(raw.fieldname, raw.text, boost)
        case raw_query.FuzzyTerm():
            return _fuzzy(raw.fieldname, raw.text, raw.maxdist, boost)
        case raw_query.TermRange():
            return _term_range(raw.fieldname, raw.start, raw.end, boost)
        case _:
            raise TypeError(f"not in the query language: {raw!r}")


def _tag(field: str, tag: str, boost: float) -> Query:
    """A word that was typed with a sign: with it or without; percent with its sign or in words, as other
    numbers are something else."""
    word = unsigned(tag)
    if tag.endswith(PERCENT):
        return Or(tuple(percent(field, word, boost)))
    return Or((Term(field, word, boost), Quoted(field, (tag,), 1, boost)))


def _compound(raw: Compound, boost: float) -> Query:
    """Words that signs join, side by side or as one word; of words without spaces each two."""
    if is_unspaced(raw.typed):
        pairs = pairwise(raw.words)
        return And(tuple(phrase(raw.fieldname, pair, boost) for pair in pairs))
    parted, joined = phrase(raw.fieldname, raw.words, boost), typed_form(raw.typed)
    if raw.typed in _FRACTIONS:
        joined = raw.typed.replace("/", SLASH)
    return Or((parted, Term(raw.fieldname, joined, boost))) if joined else parted


def _wildcard(field: str, text: str, boost: float) -> Query:
    """Patterns, and the words that hyphens and the like join to them."""
    found: list[Query] = []
    words: list[str] = []
    for word in map(_canonical, analyzer.patterns(text)):
        if _WILDCARDS.search(word) or not word:
            found += [phrase(field, words, boost), _pattern(field, word, boost)]
            words = []
        else:
            words.append(word)
    return And((*found, phrase(field, words, boost)))


def _canonical(pattern: str) -> str:
    """The pattern in its one form: each run of wildcards is its ? and at most one *.

    Question marks that merely end a word are left out. "" if the pattern has no letter.
    """
    pattern = _WILDCARDS.sub(lambda run: "?" * run[0].count("?") + "*" * ("*" in run[0]), pattern)
    word = pattern.rstrip("?")
    kept = pattern if _WILDCARDS.search(word) else word.rstrip("'")
    return kept if any(map(str.isalnum, kept)) else ""


def _pattern(field: str, pattern: str, boost: float) -> Query:
    if not pattern:
        return Nothing()
    if _WILDCARDS.search(pattern[:-1]) or pattern.endswith("?"):
        return Wildcard(field, pattern, boost)
    return Prefix(field, pattern[:-1], boost)


def _fuzzy(field: str, text: str, distance: int, boost: float) -> Query:
    """A fuzzy word, after the phrase of the words that hyphens and the like join to it."""
    words = analyzer.words(text)
    if not words:
        return Nothing()
    last = Fuzzy(
        field, words[-1], min(max(distance, 1), MAX_DISTANCE), prefix_length=1, boost=boost
    )
    return And((phrase(field, words[:-1], boost), last))


def _term_range(field: str, start: str | None, end: str | None, boost: float) -> Query:
    """Words between two others; just words if the range has no field or an end is not one word.

    "to" itself cannot be an end: [to to] is ambiguous.
    """
    low, high = analyzer.words(start or ""), analyzer.words(end or "")
    bounds = [words for words, typed in ((low, start), (high, end)) if typed is not None]
    if field == ANY or any(len(words) != 1 or words == ["to"] for words in bounds):
        return all_words([*low, "to", *high], field, boost)
    if low and high and low[0] > high[0] + LAST_LETTER:
        low, high = high, low
    return TermRange(field, low[0] if low else None, high[0] + LAST_LETTER if high else None, boost)


def _dates(raw: raw_query.Query, boost: float) -> Query:
    """The days that a leaf of any kind names; just words if they cannot be read as dates."""
    typed = _typed_dates(raw)
    spans = [dates.span(text) if text else None for text in typed]
    if any(text and not span for text, span in zip(typed, spans, strict=True)) or not any(spans):
        text = " to ".join(text or "" for text in typed)
        return all_words([DATE, *analyzer.words(text)], boost=boost)
    first, last = spans[0], spans[-1]
    if first and last and first.first > last.last:
        first, last = last, first
    return DateRange(
        first.first.toordinal() if first else None, last.last.toordinal() if last else None, boost
    )


def _typed_dates(raw: raw_query.Query) -> list[str | None]:
    """The typed ends of a range, or the one typed date."""
    match raw:
        case raw_query.TermRange():
            return [raw.start, raw.end]
        case raw_query.Phrase():
            return [" ".join(raw.words)]
        case _:
            return [raw.text]
