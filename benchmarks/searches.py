"""Searches with words of an index: frequent and rare ones, pairs, phrases, and OR of four, each with 0
to 3 facets in which something is chosen."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from search import SearchRequest
from search.engines import Engine
from search.model.facets import FacetName

SEARCHES = 400
CHOSEN: tuple[FacetName, ...] = ("source", "theme", "author")


def searches(engine: Engine) -> Iterator[SearchRequest]:
    chance = random.Random(1)
    frequent, rare, phrases = _vocabulary(engine, chance)
    values = {name: [each.value for each in engine.values(name)] for name in CHOSEN}
    for number in range(SEARCHES):
        texts = {
            "one frequent word": chance.choice(frequent),
            "two frequent words": " ".join(chance.sample(frequent, 2)),
            "a rare word": chance.choice(rare),
            "a phrase": f'"{chance.choice(phrases)}"',
            "OR of four": " OR ".join(chance.sample(frequent, 4)),
        }
        kind = list(texts)[number % len(texts)]
        request = SearchRequest(text=texts[kind])
        for facet in CHOSEN[: chance.randint(0, 3)]:
            if values[facet]:
                some = {f"{facet}s": chance.choices(values[facet], k=2)}
                request = replace(request, **some)  # type: ignore[arg-type]
        yield request


def _vocabulary(engine: Engine, chance: random.Random) -> tuple[list[str], list[str], list[str]]:
    """Frequent words, rare words and pairs of neighbours, taken from a sample of the articles."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    pages = engine.search(SearchRequest(size=100)).pages
    for page in chance.sample(range(1, pages + 1), min(pages, 10)):
        for hit in engine.search(SearchRequest(size=100, page=page)).hits:
            for passage in hit.passages:
                found = re.findall(r"[a-z]{4,}", passage.text.lower())
                words.update(found)
                pairs.update(" ".join(pair) for pair in pairwise(found))
    ranked = [word for word, _ in words.most_common()]
    return ranked[:200], ranked[len(ranked) // 2 :], [pair for pair, _ in pairs.most_common(300)]
