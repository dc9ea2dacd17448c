"""Numbers with what they count, which are written with a space and without one, in signs and in words.

20gb, 5pm, 3.4bn    also 20 gb, 5 p.m., 3.4 bn, 3.4 billion; so is any number beside letters: area51
20 gb, 3.4 billion  also 20gb, 3.4bn
7 percent           also 7%, 7 per cent
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from search.model.schema import ANY
from search.query.tree import And, Not, Or, Phrase, Query, Quoted, Term, simplified
from search.text.signed_words import PERCENT, is_number

_PERCENT_WORDS = tuple(
    tuple(each.split()) for each in ("percent", "per cent", "prozent", "pour cent", "por ciento")
)
_PARTS = re.compile(r"([0-9]+)([^\W\d_]+)|([^\W\d_]+)([0-9]+)")
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_UNITS = frozenset(
    "km cm mm kg g mg lb lbs oz mph kmh kph gb mb kb tb ghz mhz khz hz kw mw gw tw kwh mwh gwh twh ml cl"
    " l ha ft px v w c f".split()
)
_LARGE = {"bn": "billion", "m": "million", "k": "thousand"}
_OTHERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_UNITS, ()),
    **{"am": ("a", "m"), "pm": ("p", "m")},
    **{short: (long,) for short, long in _LARGE.items()},
    **{long: (short,) for short, long in _LARGE.items()},
}
"""What may stand after a number, and the words that also mean it, if any."""
SLASH = "\u2044"
"""What stands between the numbers of a fraction that is one character, ½, when it is folded."""
_LONGEST = 3
"""Letters of a unit that is written beside its number."""


def with_amounts(tree: Query) -> Query:
    """The tree in which numbers with what they count are also found as they are written otherwise."""
    match tree:
        case And(children):
            found = tuple(_of_all(children))
            return found[0] if len(found) == 1 else And(found)
        case Or(children):
            return simplified(Or(tuple(map(with_amounts, children))))
        case Not(child):
            return Not(with_amounts(child))
        case Term() | Phrase():
            return _parted(tree)
        case _:
            return tree


def _of_all(parts: Sequence[Query]) -> Iterator[Query]:
    at = 0
    while at < len(parts):
        size, others = _amount_at(parts, at)
        own = parts[at : at + size]
        yield Or((And(tuple(own)), *others)) if others else with_amounts(own[0])
        at += size


def _amount_at(parts: Sequence[Query], at: int) -> tuple[int, list[Query]]:
    """How many of the parts from one on are an amount, and what else it may be; 1 if it is none."""
    number = _number(parts[at])
    words = tuple(each.text for each in parts[at + 1 : at + 3] if _is_plain(each))
    for own in _PERCENT_WORDS:
        if words[: len(own)] == own and len(number) == 1 and is_number(number[0]):
            return 1 + len(own), percent(ANY, number[0], 1.0)
    if number and words and words[0] in _OTHERS:
        return 2, _otherwise(number, words[0], 1.0)
    return 1, []


def _number(tree: Query) -> tuple[str, ...]:
    """The parts of a number in digits, as 3 and 4 of 3.4; none if it is something else."""
    first = tree.children[0] if isinstance(tree, Or) else tree
    words = (first.text,) if _is_plain(first) else first.words if isinstance(first, Phrase) else ()
    return words if all(map(str.isdecimal, words)) else ()


def _is_plain(tree: Query) -> TypeGuard[Term]:
    return isinstance(tree, Term) and tree.field == ANY and tree.boost == 1


def percent(field: str, number: str, boost: float) -> list[Query]:
    """So many percent, with the sign and in words."""
    phrases = [Phrase(field, (number, *words), boost) for words in _PERCENT_WORDS]
    return [Quoted(field, (f"{number}{PERCENT}",), 1, boost), *phrases]


def _parted(tree: Term | Phrase) -> Query:
    """A word of digits and letters as two, too, and so the last one of 3.4bn; and a fraction that is
    one character as two numbers."""
    if tree.field == ANY and isinstance(tree, Term) and SLASH in tree.text:
        return Or((tree, Phrase(ANY, tuple(tree.text.split(SLASH)), tree.boost)))
    *before, last = (tree.text,) if isinstance(tree, Term) else tree.words
    found = _PARTS.fullmatch(last)
    if tree.field != ANY or not found or not all(map(str.isdecimal, before)):
        return tree
    one, other = found[1] or found[3], found[2] or found[4]
    if other in _ORDINALS or (before and not found[1]):
        return tree
    apart = Phrase(ANY, (*before, one, other), tree.boost)
    return Or((tree, apart, *_otherwise((*before, one), other, tree.boost, is_glued=True)))


def _otherwise(
    number: Sequence[str], unit: str, boost: float, *, is_glued: bool = False
) -> list[Query]:
    """A number with a unit as it is also written; one that `is_glued` is so already."""
    found = [] if is_glued else _glued(number, unit)
    if other := _OTHERS.get(unit, ()):
        found += [(*number, *other), *(_glued(number, *other) if len(other) == 1 else ())]
    return [
        Phrase(ANY, words, boost) if len(words) > 1 else Term(ANY, words[0], boost)
        for words in found
    ]


def _glued(number: Sequence[str], unit: str) -> list[tuple[str, ...]]:
    """A number with a short unit after its last digit; none if the unit is long."""
    return [(*number[:-1], number[-1] + unit)] if len(unit) <= _LONGEST else []
