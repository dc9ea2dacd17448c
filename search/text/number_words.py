"""Numbers that are written in different ways: 7 and seven, 3rd and third, VIII and 8, 1 and 1st."""

from __future__ import annotations

_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ROMAN = (
    "ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv".split()
)
_ROMAN_NUMBERS = (2, 3, 4, 6, 7, 8, 9, *range(11, 25))
"""Those of more than one letter: I, V and X are words of their own."""


def _ordinal(number: int) -> str:
    last = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def _groups() -> list[tuple[str, str]]:
    """Pairs of words that are the same number."""
    return [
        *((str(number), word) for number, word in enumerate(_CARDINALS)),
        *((str(number), word) for number, word in zip(_ROMAN_NUMBERS, _ROMAN, strict=True)),
        *((_ordinal(number), word) for number, word in enumerate(_ORDINALS, 1)),
        *((str(number), _ordinal(number)) for number in range(1, 100)),
    ]


def _others() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in _groups():
        for word, other in (pair, pair[::-1]):
            found[word] = (*found.get(word, ()), other)
    return found


_OTHERS = _others()


def same_number(word: str) -> tuple[str, ...]:
    """The other ways to write a number, if a folded word is one up to twenty or so."""
    return _OTHERS.get(word, ())
