"""What people type who know the article: most of its title, or a quotation that is not quite right.

Titles that several articles have are not searched for. A quotation may stand in a second article, too;
finding that one first counts as wrong.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.peers.protocol import Article, read
from benchmarks.quality.misspellings import with_misspelling
from benchmarks.quality.questions import Sought, words

EACH = 300
"""Searches of a kind."""
DEPTH = 100

_SAMPLE = 2_000
_SEED = 5
_KEPT = 0.7
"""The share of the words of a title that is typed, and at least four of them."""
_LONG_PARAGRAPH = 25
_QUOTED = 12
"""Words of a quotation."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Articles in no order, and the titles that more than one article of the whole archive has."""

    articles: Sequence[Article]
    repeated: frozenset[str]


@dataclass(frozen=True, slots=True)
class Searches:
    """Searches for known articles of four kinds, `EACH` of each if the archive has enough."""

    titles: list[Sought]
    misspelt: list[Sought]
    two_dropped: list[Sought]
    one_wrong: list[Sought]


def drawn(articles: Path) -> Sample:
    """A sample of a file that `benchmarks.corpus` wrote, always the same one. The file is read twice, so
    that a large archive is never whole in memory."""
    chance = random.Random(_SEED)
    titles = Counter(each.title for each in read(articles))
    count = titles.total()
    chosen = {*chance.sample(range(count), min(_SAMPLE, count))}
    found = [each for number, each in enumerate(read(articles)) if number in chosen]
    chance.shuffle(found)
    return Sample(found, frozenset(title for title, held in titles.items() if held > 1))


def searches(sample: Sample) -> Searches:
    """The searches for articles of a sample; always the same ones."""
    chance = random.Random(_SEED)
    titles = [*islice(by_title(sample, chance), EACH)]
    quotations = [*islice(_quotations(sample.articles, chance), EACH)]
    others = [word for article in sample.articles[:EACH] for word in words(article.text)]
    return Searches(
        titles,
        [*_misspelt(titles, chance)],
        [Sought(two_dropped(each.text, chance), each.id, each.meant) for each in quotations],
        [Sought(one_wrong(each.text, others, chance), each.id, each.meant) for each in quotations],
    )


def by_title(sample: Sample, chance: random.Random) -> Iterator[Sought]:
    """Titles of five words and more without some of their words."""
    for article in sample.articles:
        title = words(article.title)
        if len(title) >= 5 and article.title not in sample.repeated:
            count = max(4, round(len(title) * _KEPT))
            kept = sorted(chance.sample(range(len(title)), count))
            typed = " ".join(title[at] for at in kept)
            yield Sought(typed, article.id, typed)


def two_dropped(quotation: str, chance: random.Random) -> str:
    """A quotation without two of its words."""
    typed = quotation.split()
    dropped = chance.sample(range(len(typed)), 2)
    return " ".join(word for at, word in enumerate(typed) if at not in dropped)


def one_wrong(quotation: str, others: Sequence[str], chance: random.Random) -> str:
    """A quotation with one of its words changed to another, one of `others`."""
    typed = quotation.split()
    at = chance.randrange(len(typed))
    before = typed[at].casefold()
    while typed[at].casefold() == before:
        typed[at] = chance.choice(others)
    return " ".join(typed)


def _quotations(articles: Sequence[Article], chance: random.Random) -> Iterator[Sought]:
    """Twelve words from one of the long paragraphs of each article."""
    for article in articles:
        paragraphs = article.text.split("\n")
        long = [each for each in paragraphs if len(words(each)) >= _LONG_PARAGRAPH]
        if long:
            paragraph = chance.choice(long)
            held = words(paragraph)
            start = chance.randrange(len(held) - _QUOTED + 1)
            yield Sought(" ".join(held[start : start + _QUOTED]), article.id, paragraph)


def _misspelt(titles: Sequence[Sought], chance: random.Random) -> Iterator[Sought]:
    for each in titles:
        if typed := with_misspelling(each.text, chance):
            yield Sought(typed, each.id, each.text)
