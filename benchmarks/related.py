"""Related articles: python -m benchmarks.related INDEX

Asks the related articles of 100 articles, chosen by chance, of the index in a folder or at an address,
and for comparison the searches of `benchmarks.searches`. Prints milliseconds for each, the least of two
rounds: as a clock measures them, and, of the embedded engine, processor time of this thread, so that
what else the machine does counts less. Then how many related articles there are, and how many of them
have a theme of the article, which the engine does not look at.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from benchmarks.searches import searches
from search import SearchRequest, open_engine
from search.engines import Engine
from search.engines.whoosh.searching import kept_results
from search.model.results import Hit

ARTICLES, ROUNDS = 100, 2
TIME_LIMIT = 30.0
Item = TypeVar("Item")

_PAGE = 10
_MOST_PAGES = 1_000
"""A cluster reaches no later pages at once."""


def main() -> None:
    kept_results.MOST = -1  # the second round would be answered by what the first one left
    with open_engine(sys.argv[1], TIME_LIMIT) as engine:
        hits = _some(engine)
        print(f"{len(hits)} of {engine.status().articles:,} articles")
        ids = [hit.id for hit in hits]
        others = list(islice(searches(engine), ARTICLES))
        clocks = {"clock": time.perf_counter}
        if "://" not in sys.argv[1]:
            clocks["processor"] = time.thread_time
        for name, clock in clocks.items():
            _print(f"related, {name}", _times(engine.related, ids, clock))
            _print(f"search, {name}", _times(engine.search, others, clock))
        _judge(engine, hits)


def _some(engine: Engine) -> list[Hit]:
    """Articles of pages that are chosen by chance."""
    chance = random.Random(1)
    first = SearchRequest(size=_PAGE, passages=0, facets=[], sort="newest")
    pages = range(1, min(engine.search(first).pages, _MOST_PAGES) + 1)
    chosen = chance.sample(pages, min(len(pages), ARTICLES // _PAGE))
    return [hit for page in chosen for hit in engine.search(replace(first, page=page)).hits]


def _times(
    ask: Callable[[Item], object], items: Sequence[Item], clock: Callable[[], float]
) -> list[float]:
    best = [float("inf")] * len(items)
    for _ in range(ROUNDS):
        for place, item in enumerate(items):
            began = clock()
            ask(item)
            best[place] = min(best[place], (clock() - began) * 1000)
    return best


def _judge(engine: Engine, hits: Sequence[Hit]) -> None:
    found = same = copies = 0
    for hit in hits:
        related = engine.related(hit.id)
        for near in related.articles if related else ():
            found += 1
            copies += len(near.copies)
            same += not set(hit.values("theme")).isdisjoint(near.hit.values("theme"))
    print(f"  found {found / len(hits):.2f} an article, of one theme {same / found:.0%}")
    print(f"  copies grouped with them {copies / len(hits):.2f} an article")


def _print(name: str, times: Sequence[float]) -> None:
    cut = statistics.quantiles(times, n=20)[18]
    print(f"  {name:18} median {statistics.median(times):5.1f}  95 % in {cut:5.1f} ms")


if __name__ == "__main__":
    main()
