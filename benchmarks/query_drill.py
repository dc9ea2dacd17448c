"""Odd queries by the thousand: python -m benchmarks.query_drill INDEX [--queries 10000] [--seed 1]

Half are made by the grammar of the query language of words from titles, whole or damaged; half are random
Unicode. None may raise an error, or take a tenth longer than the limit of time. The exit code is 1 if one
did; its number and the seed make it again: --only NUMBER prints it.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

import click

from search import SearchRequest, open_engine
from search.engines import Engine
from search.errors import BadParameter

LIMIT = 2.0
"""Seconds that a search may take."""
_LATE = 1.1
_LONGEST = 40
_SLOWEST = 5
_FIELDS = ("title", "text", "author", "theme", "caption", "date", "nofield")
_SIGNS = "\"“”()[]{}^~*?!|&:;\\/-+<>=@#.,'’\0\n\t "
_PLANES = ((0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x6FF), (0x900, 0xFFF), (0x3040, 0xD7FF))
_BEYOND = ((0xD800, 0xDFFF), (0x1F300, 0x1FAFF), (0x10000, 0x10FFFF))


class Outcome(NamedTuple):
    """How a query went: `fault` is "" if it went well."""

    number: int
    seconds: float
    fault: str


def query(number: int, seed: int, words: Sequence[str]) -> str:
    """The query of a number; `words` are those that the archive has."""
    chance = random.Random(f"{seed} {number}")
    return _tree(chance, words, 3) if number % 2 else _noise(chance)


def outcome(engine: Engine, number: int, text: str) -> Outcome:
    """How the search for a text goes."""
    began = time.monotonic()
    fault = ""
    try:
        engine.search(SearchRequest.from_params([("q", text)]))
    except BadParameter:
        pass
    except Exception as error:  # whatever it is, it is what is looked for
        fault = f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - began
    return Outcome(number, seconds, fault or ("too late" if seconds > LIMIT * _LATE else ""))


def _tree(chance: random.Random, words: Sequence[str], depth: int) -> str:
    if not depth or chance.random() < 0.3:
        return _leaf(chance, words)
    parts = [_tree(chance, words, depth - 1) for _ in range(chance.randint(1, 5))]
    joined = chance.choice([" ", " ", " AND ", " OR ", " NOT ", " or ", " -"]).join(parts)
    return chance.choice([joined, joined, f"({joined})", f"NOT ({joined})", f"({joined})^2"])


def _leaf(chance: random.Random, words: Sequence[str]) -> str:
    one, other = (_word(chance, words) for _ in range(2))
    leaf = chance.choice(
        [
            one,
            one,
            one,
            f'"{one} {other}"',
            f'"{one} {other}"~{chance.randint(0, 200)}',
            f"{one[:2]}*",
            f"*{one[1:]}",
            f"{one[:1]}?{one[2:]}",
            f"{one}~",
            f"{one}~2",
            f"[{one} {other}]",
            f"[{one} to {other}]",
            "[2010 to 2015-02]",
            "2015..2019",
            f"{one}-{other}",
            f"{one}^9",
        ]
    )
    return f"{chance.choice(_FIELDS)}:{leaf}" if chance.random() < 0.2 else leaf


def _word(chance: random.Random, words: Sequence[str]) -> str:
    word = chance.choice(words)
    if chance.random() < 0.3:
        at = chance.randrange(len(word))
        word = word[:at] + chance.choice(["", word[at] * 2, chance.choice(_SIGNS)]) + word[at + 1 :]
    return word


def _noise(chance: random.Random) -> str:
    def letter() -> str:
        if chance.random() < 0.3:
            return chance.choice(_SIGNS)
        return chr(chance.randint(*chance.choice((*_PLANES, *_PLANES, *_BEYOND))))

    return "".join(letter() for _ in range(chance.randint(1, _LONGEST)))


def words_of(engine: Engine) -> list[str]:
    """The words of the newest titles, in order of their letters."""
    hits = engine.search(SearchRequest(size=100, passages=0, facets=[])).hits
    return sorted({word for hit in hits for word in hit.title.split()}) or ["word"]


@click.command()
@click.argument("index")
@click.option("--queries", default=10_000, help="How many queries.")
@click.option("--seed", default=1, help="The seed of chance.")
@click.option("--only", type=int, help="Print the query of that number, and do nothing else.")
def main(index: str, queries: int, seed: int, only: int | None) -> None:
    """Search an index for odd queries."""
    with open_engine(index, time_limit=LIMIT) as engine:
        words = words_of(engine)
        if only is not None:
            click.echo(ascii(query(only, seed, words)))
            return
        found = [outcome(engine, number, query(number, seed, words)) for number in range(queries)]
    for each in sorted(found, key=lambda each: -each.seconds)[:_SLOWEST]:
        click.echo(f"{each.seconds:6.2f} s  number {each.number}")
    faults = [each for each in found if each.fault]
    for each in faults:
        click.echo(f"number {each.number}: {each.fault}")
    click.echo(f"{len(found):,} queries, {len(faults):,} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
