"""The leaves of a query tree: what the typed text of one means, and how it is written again.

Words are folded here, numbers limited, dates read. See `search.query.parser` for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from whoosh import query

from search.model import dates
from search.model.schema import ANY, DATE
from search.text import analyzer

LAST_LETTER = "\U0010ffff"
"""Sorts behind every character that a word can hold, as text and in UTF-8."""

MAX_SLOP = 100
MAX_DISTANCE = 2
BOOSTS = (0.1, 100.0)

Leaf = (
    query.Term
    | query.Phrase
    | query.Prefix
    | query.Wildcard
    | query.FuzzyTerm
    | query.TermRange
    | query.NumericRange
)

_WILDCARDS = re.compile(r"[*?]+")


def meant(raw: query.Query) -> query.Query:
    """What a leaf with typed text asks for: a leaf, several joined by And, or nothing.

    Raises KeyError for a kind of leaf that the query language does not have.
    """
    least, most = BOOSTS
    boost = round(min(max(raw.boost, least), most), 2)
    if raw.fieldname == DATE:
        return _dates(raw, boost)
    return _MEANINGS[type(raw)](raw, boost)


def written(leaf: query.Query) -> str:
    """A leaf in the query language."""
    field = "" if leaf.fieldname == ANY else f"{leaf.fieldname}:"
    boost = "" if leaf.boost == 1 else f"^{leaf.boost:g}"
    return f"{field}{_TEXTS[type(leaf)](leaf)}{boost}"


def all_words(words: Sequence[str], field: str = ANY, boost: float = 1.0) -> query.Query:
    """All of some folded words, in any order."""
    return query.And([query.Term(field, word, boost=boost) for word in words])


def _phrase(field: str, words: Sequence[str], boost: float, slop: int = 1) -> query.Query:
    if len(words) < 2:
        return all_words(words, field, boost)
    return query.Phrase(field, list(words), slop=min(max(slop, 1), MAX_SLOP), boost=boost)


def _pattern(raw: query.Wildcard, boost: float) -> query.Query:
    """Patterns, and the words that hyphens and the like join to them."""
    field = raw.fieldname
    parts: list[query.Query] = []
    words: list[str] = []
    for word in map(_canonical, analyzer.patterns(raw.text)):
        if _WILDCARDS.search(word) or not word:
            parts += [_phrase(field, words, boost), _matching(field, word, boost)]
            words = []
        else:
            words.append(word)
    return query.And([*parts, _phrase(field, words, boost)])


def _canonical(pattern: str) -> str:
    """The pattern with each run of wildcards as its ? and at most one *, and without mere question
    marks; "" if it has no letter."""
    shown = _WILDCARDS.sub(lambda run: "?" * run[0].count("?") + "*" * ("*" in run[0]), pattern)
    asked = shown.rstrip("?")
    kept = shown if _WILDCARDS.search(asked) else asked.rstrip("'")
    return kept if any(map(str.isalnum, kept)) else ""


def _matching(field: str, pattern: str, boost: float) -> query.Query:
    if not pattern:
        return query.NullQuery
    if _WILDCARDS.search(pattern[:-1]) or pattern.endswith("?"):
        return query.Wildcard(field, pattern, boost=boost)
    return query.Prefix(field, pattern[:-1], boost=boost)


def _fuzzy(raw: query.FuzzyTerm, boost: float) -> query.Query:
    words = analyzer.words(raw.text)
    if not words:
        return query.NullQuery
    distance = min(max(raw.maxdist, 1), MAX_DISTANCE)
    last = query.FuzzyTerm(raw.fieldname, words[-1], boost, maxdist=distance, prefixlength=1)
    return query.And([_phrase(raw.fieldname, words[:-1], boost), last])


def _range(raw: query.TermRange, boost: float) -> query.Query:
    """Words between two others; just words if it has no field or an end is not one word.

    "to" itself is no end: who could say which of them is which in [to to]?
    """
    field = raw.fieldname
    low, high = analyzer.words(raw.start or ""), analyzer.words(raw.end or "")
    bounds = [words for words, end in ((low, raw.start), (high, raw.end)) if end is not None]
    if field == ANY or any(len(words) != 1 or words == ["to"] for words in bounds):
        return all_words([*low, "to", *high], field, boost)
    if low and high and low[0] > high[0] + LAST_LETTER:
        low, high = high, low
    start = low[0] if low else None
    end = high[0] + LAST_LETTER if high else None
    return query.TermRange(field, start, end, boost=boost)


def _dates(raw: query.Query, boost: float) -> query.Query:
    """The days that are written in a leaf of whatever kind; just words if they cannot be read."""
    is_range = isinstance(raw, query.TermRange)
    typed = [raw.start, raw.end] if is_range else [" ".join(_texts_of(raw))]
    spans = [dates.span(text) if text else None for text in typed]
    if any(text and not span for text, span in zip(typed, spans, strict=True)) or not any(spans):
        text = " to ".join(text or "" for text in typed)
        return all_words([DATE, *analyzer.words(text)], boost=boost)
    first, last = spans[0], spans[-1]
    if first and last and first.first > last.last:
        first, last = last, first
    start = first.first.toordinal() if first else None
    end = last.last.toordinal() if last else None
    return query.NumericRange(DATE, start, end, boost=boost)


def _texts_of(raw: query.Query) -> Sequence[str]:
    return raw.words if isinstance(raw, query.Phrase) else [raw.text]


def _dates_written(leaf: query.NumericRange) -> str:
    first, last = (day and date.fromordinal(day) for day in (leaf.start, leaf.end))
    if first and last and (one := dates.as_one(first, last)):
        return one
    return _between(dates.as_first(first) if first else "", dates.as_last(last) if last else "")


def _phrase_written(leaf: query.Phrase) -> str:
    slop = "" if leaf.slop == 1 else f"~{leaf.slop}"
    return f'"{" ".join(leaf.words)}"{slop}'


def _fuzzy_written(leaf: query.FuzzyTerm) -> str:
    return f"{leaf.text}~" if leaf.maxdist == 1 else f"{leaf.text}~{leaf.maxdist}"


def _range_written(leaf: query.TermRange) -> str:
    return _between(leaf.start or "", (leaf.end or "").removesuffix(LAST_LETTER))


def _between(start: str, end: str) -> str:
    return f"[{' '.join(part for part in (start, 'to', end) if part)}]"


_MEANINGS: Mapping[type, Callable[[Any, float], query.Query]] = {
    query.Term: lambda raw, boost: query.Term(raw.fieldname, raw.text, boost=boost),
    query.Phrase: lambda raw, boost: _phrase(raw.fieldname, raw.words, boost, raw.slop),
    query.Wildcard: _pattern,
    query.FuzzyTerm: _fuzzy,
    query.TermRange: _range,
}

_TEXTS: Mapping[type, Callable[[Any], str]] = {
    query.Term: lambda leaf: str(leaf.text),
    query.Phrase: _phrase_written,
    query.Prefix: lambda leaf: f"{leaf.text}*",
    query.Wildcard: lambda leaf: str(leaf.text),
    query.FuzzyTerm: _fuzzy_written,
    query.TermRange: _range_written,
    query.NumericRange: _dates_written,
}
