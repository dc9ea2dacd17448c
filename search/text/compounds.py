"""Compounds: words that signs join, such as e-mail, O'Brien, U.S. and 1,000, found as one word, too; and
words with signs that belong to them (`signed_words`).

The words of a text that is indexed are its own, one per position; after them come the joined forms of its
compounds and of words with signs, each after an empty position, so that no phrase runs into them. A word
that is an acronym only in capitals (US, WHO) has its capitals as a joined form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Literal, NamedTuple

from search.text import analyzer
from search.text.analyzer import MAX_WORD, Token
from search.text.characters import CONTRACTED_END, IDEOGRAPH, MARKS
from search.text.signed_words import (
    LIKELY,
    LIKELY_FIRST,
    is_capitals,
    signed_after,
    signed_before,
    unsigned,
)
from search.text.stop_words import STOP_WORDS

GAP = "!"
"""Stands for an empty position. No word is like this, and no range of words holds it."""
JOINERS = "\u200c\u200d‐‑'’`.,-"
"""Signs between the words of a compound; the first two part letters of Persian and join those of Indic
scripts, and are often left out."""
_JOINED = rf"(?<=[\w{MARKS}][{JOINERS}])(?!(?<=['’]){CONTRACTED_END}(?![\w{MARKS}]))\w"
_CAPITALS = r"(?<=\b[A-Z])[A-Z]{1,3}\b"
_SIGNS = re.compile(rf"[A-Z{LIKELY_FIRST}{JOINERS}](?:{_JOINED}|{_CAPITALS}|{LIKELY})")
"""Begins with a set of characters, as the search for one skips all others fast."""
_LIKELY = re.compile(f"[{LIKELY_FIRST}](?:{LIKELY})")
_OF_WORDS = "\u200c\u200d-‐‑'’`"
_MOST_PARTS = 6
"""A chain of more words is an address or the like."""
_FUNCTION_WORDS = (STOP_WORDS | {"us"}) - {"and", "or", "not"}
"""Without those that are operators in capitals."""

_HYPHENS = "-‐‑"
_INITIALS = 3
"""Letters that two words around a dot may have: U.S., Ph.D., B.Sc."""
_LEAST_DIGITS = 7
"""Digits of a number that hyphens part, as of a telephone or a book; fewer are a score, a day, years."""

Kind = Literal["words", "initials", "number", "digits"]


class Form(NamedTuple):
    """A joined form of the words number `first` to `last` of a chain."""

    word: str
    first: int
    last: int


def indexed_words(text: str) -> list[str]:
    """The folded words of a text by position, with the joined forms; GAP where there is none."""
    return [token.word for token in indexed_tokens(text)]


def indexed_tokens(text: str) -> list[Token]:
    """`indexed_words` with the offsets of what they stand for."""
    words = list(analyzer.tokens(text))
    tokens = list(words)
    if not may_have_forms(text):
        return tokens
    forms = [*_forms_in(text, words), *_signed_in(text, words)]
    for _, form in sorted(forms, key=itemgetter(0)):
        tokens += [Token(GAP, form.end, form.end), form]
    return tokens


def spans_at(text: str, positions: Sequence[int]) -> dict[int, tuple[int, int]]:
    """The offsets of some of the indexed words of `text`, by their positions, which must rise."""
    found = analyzer.spans_at(text, positions)
    if len(found) < len(positions):
        tokens = indexed_tokens(text)
        found |= {at: tokens[at][1:] for at in positions[len(found) :] if at < len(tokens)}
    return found


def may_have_forms(text: str) -> bool:
    """Whether a text may have joined forms, found out fast."""
    return _SIGNS.search(text) is not None


def _signed_in(text: str, words: Sequence[Token]) -> list[tuple[int, Token]]:
    """The forms of words with signs, those with signs before them first, with the number of each."""
    if not _LIKELY.search(text):
        return []
    return [
        (number, form)
        for signed in (signed_before, signed_after)
        for number, word in enumerate(words)
        if (form := signed(text, word))
    ]


def _forms_in(text: str, words: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The joined forms of each chain, with the number of its first word, and of capitals."""
    is_shouted = text.isupper()
    first = 0
    for number, (word, following) in enumerate(pairwise([*words, None])):
        assert word is not None
        if following is not None and _is_joined(text, word, following):
            continue
        if number > first:
            for form in joined_forms(text[words[first].start : word.end]):
                span = words[first + form.first].start, words[first + form.last].end
                yield first, Token(form.word, *span)
        elif not is_shouted and (acronym := capitals(text[word.start : word.end])):
            yield first, word._replace(word=acronym)
        first = number + 1


def _is_joined(text: str, word: Token, following: Token) -> bool:
    return (
        following.start - word.end == 1
        and text[word.end] in JOINERS
        and not IDEOGRAPH.match(text, word.start)
        and not IDEOGRAPH.match(text, following.start)
        and _kind(word.word, text[word.end], following.word) is not None
    )


def capitals(word: str) -> str:
    """The word itself if its capitals tell it from a function word, else ""."""
    return word if is_capitals(word) and word.lower() in _FUNCTION_WORDS else ""


@lru_cache(maxsize=1 << 16)
def joined_forms(chain: str) -> tuple[Form, ...]:
    """The joined forms of words between which one of JOINERS stands."""
    spans = analyzer.spans(chain)
    parts = [analyzer.fold(chain[start:end]) for start, end in spans]
    kinds = [
        _kind(one, chain[end], other)
        for (one, other), (_, end) in zip(pairwise(parts), spans, strict=False)
    ]
    found: list[Form] = []
    first = 0
    for kind, group in groupby(kinds):
        last = first + sum(1 for _ in group)
        found += [] if kind is None else _forms(kind, parts, first, last)
        first = last
    return tuple(dict.fromkeys(found))


def _kind(one: str, sign: str, other: str) -> Kind | None:
    if one.isdigit() and other.isdigit():
        if sign in _HYPHENS:
            return "digits"
        return "number" if sign in ".,'’" and len(one) <= 3 == len(other) else None
    if sign in _OF_WORDS:
        return "words"
    is_initials = sign == "." and len(one + other) <= _INITIALS and (one + other).isalpha()
    return "initials" if is_initials else None


def _forms(kind: Kind, parts: Sequence[str], first: int, last: int) -> Iterator[Form]:
    """The forms of the words from `first` to `last`: all joined, and, if they are words, each two."""
    if last - first >= _MOST_PARTS:
        return
    whole = "".join(parts[first : last + 1])[:MAX_WORD]
    if kind == "digits" and len(whole) < _LEAST_DIGITS:
        return
    yield Form(whole, first, last)
    if kind == "initials" and whole in _FUNCTION_WORDS:
        yield Form(whole.upper(), first, last)
    if kind == "words":
        for number in range(first, last):
            yield Form((parts[number] + parts[number + 1])[:MAX_WORD], number, number + 1)


def typed_form(typed: str) -> str:
    """The joined form of all words that were typed with signs between them; "" if they have none."""
    words = list(analyzer.tokens(typed))
    if len(words) < 2 or not all(_is_joined(typed, *pair) for pair in pairwise(words)):
        return ""
    forms = joined_forms(typed[words[0].start : words[-1].end])
    whole = [form.word for form in forms if form.last - form.first == len(words) - 1]
    return whole[-1] if whole else ""


def is_unspaced(typed: str) -> bool:
    """Whether nothing stands between any words, as in scripts without spaces."""
    return all(one.end == other.start for one, other in pairwise(analyzer.tokens(typed)))


def typed_words(text: str) -> list[str]:
    """The folded words of a query; words with signs with these, acronyms in capitals, unless all of
    several words are in capitals."""
    return [token.word for token in typed_tokens(text)]


def typed_tokens(text: str) -> list[Token]:
    """`typed_words` with their offsets."""
    words = list(analyzer.tokens(text))
    found = [signed_after(text, word) or signed_before(text, word) or word for word in words]
    if len(found) > 1 and text.isupper():
        return found
    return [
        token._replace(word=capitals(text[token.start : token.end]) or token.word)
        for token in found
    ]


def plain_word(word: str) -> str:
    """A word of `typed_words` as it is cut in texts."""
    word = unsigned(word)
    return word.lower() if word.isascii() else word
