"""The query tree: what a search asks for, independent of how it was typed and of what runs it.

Nodes are immutable and hashable, so that threads and caches share trees. A leaf matches in one field;
`boost` multiplies its score. And, Or and Not combine other nodes. Code that treats the kinds of nodes
differently uses `match` and ends with `assert_never`, so that the type checker finds each place that
misses a kind.

Words are folded as `search.text.analyzer.fold` does it. Field `search.model.schema.ANY` stands for all
fields that are searched by default.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, TypeAlias, assert_never

from search.model.schema import DATE

MAX_BOOST = 100.0
FIRST_LETTER = "0"
"""No word sorts before it, but those with signs before them, which are in no open range (§ 12 is)."""
LAST_LETTER = "\U0010ffff"
"""Sorts after every character that a word can hold, as text and in UTF-8."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word, in all its forms."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """At least two words side by side in order, in all their forms, inside one paragraph or value."""

    field: str
    words: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in order, as written, inside one paragraph or value.

    Each word is at most `slop` positions after the word before it: 1 means adjacent words.
    """

    field: str
    words: tuple[str, ...]
    slop: int = 1
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class SameParagraph:
    """At least two words in any order, in all their forms, inside one paragraph or value."""

    field: str
    words: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that start with `text`, as written."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Wildcard:
    """All words that match the pattern `text`, as written: * is any number of characters, ? is one."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """All words, as written, that differ from `text` in at most `distance` letters.

    The distance is that of optimal string alignment. The first `prefix_length` letters are the same.
    """

    field: str
    text: str
    distance: int = 1
    prefix_length: int = 1
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class TermRange:
    """All words from `first` to `last`, as written, both included. None is an open end.

    If `last` ends with LAST_LETTER, all words that start with the rest of it are included.
    """

    field: str
    first: str | None
    last: str | None
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles published from `first` to `last`, both included. None is an open end.

    Dates are proleptic Gregorian ordinals (`datetime.date.toordinal`). A partial date matches if one of
    its days is in the range. Articles without a date do not match, even if both ends are open.
    """

    field: ClassVar[str] = DATE

    first: int | None
    last: int | None
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class And:
    """Matches where all children match."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Matches where at least one child matches."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Matches where the child does not match."""

    child: Query


@dataclass(frozen=True, slots=True)
class Every:
    """Matches everything."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches nothing."""


MultiTerm: TypeAlias = Prefix | Wildcard | Fuzzy | TermRange
"""Leaves that stand for all words of the index that pass a test."""

TextLeaf: TypeAlias = Term | Phrase | Quoted | SameParagraph | MultiTerm
"""Leaves that match words of a text."""

Leaf: TypeAlias = TextLeaf | DateRange
Query: TypeAlias = Leaf | And | Or | Not | Every | Nothing


def positive_leaves(tree: Query) -> Iterator[Leaf]:
    """The leaves that a match may contain, in order: those below Not are left out."""
    match tree:
        case And(children) | Or(children):
            for child in children:
                yield from positive_leaves(child)
        case Not() | Every() | Nothing():
            pass
        case _:
            yield tree


def all_leaves(tree: Query) -> Iterator[Leaf]:
    """All leaves in order, including those below Not."""
    match tree:
        case And(children) | Or(children):
            for child in children:
                yield from all_leaves(child)
        case Not(child):
            yield from all_leaves(child)
        case Every() | Nothing():
            pass
        case _:
            yield tree


def words_of(leaf: Leaf) -> tuple[str, ...]:
    """The words of a leaf that names them. Other leaves have none: they match words by a test."""
    match leaf:
        case Term():
            return (leaf.text,)
        case Phrase() | Quoted() | SameParagraph():
            return leaf.words
        case Prefix() | Wildcard() | Fuzzy() | TermRange() | DateRange():
            return ()
        case _:
            assert_never(leaf)


def simplified(tree: Query) -> Query:
    """An equivalent tree in its shortest form.

    And and Or have at least two children, all different, none of them Nothing or of the parent's own
    kind. A word that is repeated in one of them becomes one term with the sum of the boosts, so it
    counts as often as it was typed. Not has no Not or Nothing below it. If nothing is left, the tree
    is Nothing. (An empty node is something that could not be read, so it is dropped: it does not make
    And match nothing.)
    """
    match tree:
        case And(children):
            return _merged(And, children)
        case Or(children):
            return _merged(Or, children)
        case Not(child):
            return _negated(simplified(child))
        case _:
            return tree


def _merged(kind: type[And | Or], children: tuple[Query, ...]) -> Query:
    distinct: dict[Query | tuple[str, str], Query] = {}
    for child in map(simplified, children):
        for each in child.children if isinstance(child, kind) else (child,):
            key = (each.field, each.text) if isinstance(each, Term) else each
            distinct[key] = _repeated(distinct[key], each) if key in distinct else each
    kept = tuple(each for each in distinct.values() if not isinstance(each, Nothing))
    if len(kept) > 1:
        return kind(kept)
    return kept[0] if kept else Nothing()


def _repeated(before: Query, again: Query) -> Query:
    if isinstance(before, Term) and isinstance(again, Term):
        return replace(again, boost=min(round(before.boost + again.boost, 2), MAX_BOOST))
    return again


def _negated(child: Query) -> Query:
    match child:
        case Not(inner):
            return inner
        case Nothing():
            return child
        case _:
            return Not(child)
