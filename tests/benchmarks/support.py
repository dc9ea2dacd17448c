"""Articles made up by rule, for the benchmarks' own tests."""

from __future__ import annotations

import random

from benchmarks.corpus import Record

SYLLABLES = "ba do fa ko la mo na po ra to va zo ga bo da ma".split()
WORDS = [first + second for first in SYLLABLES for second in SYLLABLES]


def records(count: int) -> list[Record]:
    """Articles of words that fall off in frequency, each with one word that no other has."""
    chance = random.Random(3)
    weights = [1 / (place + 5) for place in range(len(WORDS))]
    return [
        Record(
            id=f"a{number}",
            title=f"{chance.choice(WORDS).title()} news",
            authors=[f"Author {number % 7}", f"Author {number % 5}"][
                : 1 + (number % 7 != number % 5)
            ],
            date=f"2019-08-{number % 28 + 1:02}",
            source=f"Source {number % 4}",
            themes=[f"theme {number % 6}"],
            paragraphs=[
                " ".join([*chance.choices(WORDS, weights, k=40), f"only{_letters(number)}"]),
                " ".join(chance.choices(WORDS, weights, k=40)),
            ],
        )
        for number in range(count)
    ]


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")
