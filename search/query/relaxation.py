"""Queries of plain words, of which not all need to be found.

Words and patterns that may stand anywhere are plain. Phrases, words in a field, dates, groups and NOT
always hold; only the quotation marks of a text that was pasted are its own, and ask for nothing. Stop
words add to a score, but nothing is found by them alone. A misspelt word may also be found as one of the
words near to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf
from typing import TypeAlias, TypeGuard

from search.model.schema import ANY
from search.query.misspelt import NearWords, also_read, parts_of
from search.query.tree import (
    And,
    DateRange,
    Every,
    Fuzzy,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Quoted,
    Term,
    Wildcard,
    all_leaves,
    positive_leaves,
    simplified,
    words_of,
)
from search.text.characters import IDEOGRAPH
from search.text.signed_words import is_tag
from search.text.stop_words import STOP_WORDS

Plain: TypeAlias = Term | Prefix | Wildcard | Fuzzy

_SHARED = 0.5
"""Measured on Cranfield, CISI and TIME: a mean MAP of .4419, of .4406 with 1, and of .4368 if it counts
once for each word."""
_PASTED = 24
"""Content words of a text that nobody types as a query."""


def is_plain(tree: Query) -> TypeGuard[Plain]:
    """Whether a part of a query is a word, or a pattern for one, that may stand anywhere."""
    return isinstance(tree, Plain) and tree.field == ANY


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A query of which any of `content_words` may be found instead of all.

    Articles match that pass `needed`; `scoring` are parts that add to the score where they match. `tree`
    has all parts of the query, for marks and passages.
    """

    content_words: int
    needed: Query
    scoring: tuple[Query, ...]
    tree: Query

    @property
    def every_part(self) -> Query:
        """A tree with the leaves of all parts: words that are one where all are needed may be several
        here, or weigh more."""
        return And((self.tree, self.needed, *self.scoring))

    def as_tree(self) -> Query:
        """The same as one tree, for an engine that runs nothing else."""
        return And((self.needed, Or((*self.scoring, Every())))) if self.scoring else self.needed


def content_words(tree: Query) -> int:
    """How many different words of a query, as it is read where all are needed, are no stop words. Those
    that signs join, as in mother-in-law and 18:45:10, are one: nobody who types them means each."""
    return len({*_asked(tree)} - STOP_WORDS)


def _asked(tree: Query) -> Iterator[str]:
    match tree:
        case Or((Term(), Quoted(_, (tag,)))) | Or((Quoted(_, (tag,)), *_)) if is_tag(tag):
            yield tag
        case Or((Phrase() as first, *_)):  # and its joined form
            yield from _asked(first)
        case And(children) | Or(children):
            for child in children:
                yield from _asked(child)
        case Phrase(_, words) if not all(map(IDEOGRAPH.match, words)):
            yield "".join(words)
        case Not() | Every() | Nothing():
            pass
        case _:
            yield from words_of(tree) or (str(tree),)


def relaxed(
    strict: Query,
    written: Query,
    near: NearWords,
    content_words: int,
    *,
    is_looser: bool = False,
) -> Relaxed | None:
    """The relaxed form of a tree; None if it has none. `written` is the tree without what was added to
    its words, such as synonyms; `near` has the words that are misspelt. One word alone has none, unless
    it `is_looser` than what was typed, as 7 is for 7%.

    Where a phrase or the like must be found, that is enough, and all plain words only score.
    """
    tree = also_read(strict, near)
    typed = frozenset(filter(is_plain, parts_of(written)))
    plain = tuple(each for each in parts_of(tree) if _is_word(each, typed))
    held = tuple(each for each in parts_of(tree) if not _is_word(each, typed))
    content = tuple(each for each in plain if not _is_stop_word(each))
    own = tuple(filter(_is_quoted, held)) if len(content) >= _PASTED else ()
    held = tuple(each for each in held if each not in own)
    if any(map(_has_words, held)):
        return Relaxed(content_words, simplified(And(held)), plain, tree) if plain else None
    count = sum(len(_typed_in(each)) for each in plain)
    if not content or (count < 2 and not near and not is_looser):
        return None
    others = (*(each for each in plain if _is_stop_word(each)), *own)
    needed = content if count < 2 else tuple(map(_loosened, content))
    return Relaxed(content_words, simplified(And((_any_of(needed, near), *held))), others, tree)


def _any_of(parts: Sequence[Query], near: NearWords) -> Query:
    """Any of some words. What stands for several of them, as the joined form of a compound does, counts
    once, and little, as an article that has it mostly has the words, too. Words `near` to misspelt ones
    count for each."""
    near_ones = frozenset(other for others in near.values() for other in others)
    others = Counter[str]()
    for part in parts:
        for each in _others(part):
            others[each.text] += ceil(each.boost)
    shared = [text for text, count in others.items() if count > 1 and text not in near_ones]
    own = [_without(part, shared) for part in parts]
    return Or((*own, *(Term(ANY, text, _SHARED) for text in shared)))


def _others(part: Query) -> Sequence[Term]:
    """The words that a part of a query is also found as."""
    others = part.children[1:] if isinstance(part, Or) else ()
    return [each for each in others if is_plain(each) and isinstance(each, Term)]


def _without(part: Query, words: Sequence[str]) -> Query:
    if not isinstance(part, Or):
        return part
    left_out = [each for each in _others(part) if each.text in words]
    return Or(tuple(each for each in part.children if each not in left_out))


def shortened(tree: Query, most: int, frequencies: Mapping[str, int]) -> Query:
    """The tree with only the rarest plain words, so that it has at most `most` words.

    `frequencies` say how many articles hold each word. Words that no article holds are the first to go
    if there are enough others, as a text that was pasted need not be found letter by letter.
    """
    if not isinstance(tree, And):
        return tree
    plain = [each for each in tree.children if isinstance(each, Term) and each.field == ANY]
    room = max(0, most - (len(all_words_of(tree)) - len(plain)))
    if len(plain) <= room:
        return tree
    ranked = sorted(plain, key=lambda each: frequencies[each.text] or inf)
    left_out = frozenset(ranked[room:])
    return simplified(And(tuple(each for each in tree.children if each not in left_out)))


def all_words_of(tree: Query) -> list[str]:
    """The words of all leaves; a pattern or a range counts as one."""
    return [word for leaf in all_leaves(tree) for word in words_of(leaf) or ("",)]


def _is_word(tree: Query, typed: frozenset[Plain]) -> bool:
    """Whether a part is a plain word, or plain words of `typed` with what else they stand for, which
    comes after them."""
    if isinstance(tree, Or):
        first = tree.children[0]
        return typed.issuperset(first.children if isinstance(first, And) else (first,))
    return is_plain(tree)


def _is_quoted(tree: Query) -> bool:
    return isinstance(tree, Quoted | Phrase) and tree.field == ANY


def _is_stop_word(tree: Query) -> bool:
    return is_plain(tree) and tree.text in STOP_WORDS


def _typed_in(tree: Query) -> tuple[Query, ...]:
    """The words that were typed, of a part of a query with what else they stand for."""
    first = tree.children[0] if isinstance(tree, Or) else tree
    return first.children if isinstance(first, And) else (first,)


def _loosened(tree: Query) -> Query:
    """A part of a query of which any word is enough. Days that words also stand for are not: beside other
    words, not everything of that time is an answer."""
    if not isinstance(tree, Or):
        return tree
    words = _typed_in(tree)
    kept = tuple(each for each in words if len(words) < 2 or not _is_stop_word(each))
    others = (each for each in tree.children[1:] if not isinstance(each, DateRange))
    return Or((*kept, *others))


def _has_words(tree: Query) -> bool:
    """Whether a part of a query asks for words to be found, and not only for dates or their absence."""
    return any(not isinstance(leaf, DateRange) for leaf in positive_leaves(tree))
