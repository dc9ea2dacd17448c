"""Words misspelt by a finger: a neighbouring key, two letters swapped, one left out, one too many."""

from __future__ import annotations

import random
import re

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS = {key: (y, x) for y, row in enumerate(_ROWS) for x, key in enumerate(row)}
NEAR = {
    key: [other for other, (v, u) in _KEYS.items() if other != key and abs(v - y) < 2 > abs(u - x)]
    for key, (y, x) in _KEYS.items()
}
"""The keys around each."""

_LONG = re.compile(r"(?<![\w'’])[A-Za-z]{4,}(?![\w'’])")


def with_misspelling(text: str, chance: random.Random) -> str:
    """`text` with one of its words of four letters or more misspelt; "" if it has none."""
    found = [*_LONG.finditer(text)]
    if not found:
        return ""
    word = chance.choice(found)
    return text[: word.start()] + misspelt(word[0].lower(), chance) + text[word.end() :]


def misspelt(word: str, chance: random.Random) -> str:
    """A word of small letters as it is mistyped: one slip, never none."""
    while True:
        slip = chance.choice((_other_key, _swapped, _left_out, _doubled))
        found = slip(word, chance.randrange(len(word)), chance)
        if found != word:
            return found


def _other_key(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + chance.choice(NEAR[word[at]]) + word[at + 1 :]


def _swapped(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def _left_out(word: str, at: int, _: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _doubled(word: str, at: int, chance: random.Random) -> str:
    """A key is hit together with one beside it."""
    return word[:at] + chance.choice(NEAR[word[at]]) + word[at:]
