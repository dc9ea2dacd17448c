"""Two real corpora, 120 random searches of each: totals and facet counts of the cluster are those of
the embedded engine, and the ten best are mostly the same.

A part of the corpora is enough to see a difference; WHOLE_CORPORA=1 takes them whole.
"""

from __future__ import annotations

import json
import os
import random
import statistics
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from search import SearchRequest, open_engine
from search.config.archive import ArchiveConfig
from search.engines import Engine
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.model.request import UNITS
from search.model.results import Results
from tests import corpora
from tests.support import FACETS

SEARCHES = 120
PART = 1_500
SHARDS = 2
ALIKE = ArchiveConfig(drop_repeated=False, duplicates=False)
"""What only the embedded engine does is left out."""

Records = Callable[[], Iterable[dict[str, Any]]]

CORPORA: dict[str, Records] = {
    "allsides": lambda: corpora.allsides(corpora.needed(corpora.ALLSIDES)),
    "reuters": lambda: corpora.reuters(corpora.needed(corpora.REUTERS)),
}


@pytest.fixture(params=CORPORA)
def engines(
    request: pytest.FixtureRequest, archive: Path, index: Path, address: str
) -> Iterator[tuple[Engine, Engine]]:
    """The embedded engine and the cluster over the same articles."""
    records = islice(CORPORA[request.param](), None if os.environ.get("WHOLE_CORPORA") else PART)
    corpora.write_lines(iter(records), archive / "corpus.jsonl")
    for where in (index, address):
        reindex(Options(archive, 2, config=ALIKE), open_target(where, shards=SHARDS), Silent())
    with open_engine(index, time_limit=60) as embedded, open_engine(address, 30) as cluster:
        yield embedded, cluster


@pytest.mark.corpus
@pytest.mark.slow
def test_counts_are_equal_and_the_best_mostly_so(engines: tuple[Engine, Engine]) -> None:
    embedded, cluster = engines
    alike = []
    for request in _searches(embedded):
        one, other = embedded.search(request), cluster.search(request)
        assert other.total == one.total, request
        assert other.timeline == one.timeline, request
        assert _counts(other) == _counts(one), request
        assert not other.partial
        if request.unit == "article" and one.total >= 10 and request.text:
            alike.append(len({hit.id for hit in one.hits} & {hit.id for hit in other.hits}))
    print(json.dumps({"searches": SEARCHES, "compared": len(alike), "alike": sorted(alike)}))
    assert len(alike) > SEARCHES / 4
    assert statistics.median(alike) >= 8


def _counts(results: Results) -> dict[str, dict[str, int]]:
    """The counts of every value of every facet; the searches list them all."""
    return {
        facet.name: {each.value: each.count for each in facet.values} for facet in results.facets
    }


def _searches(engine: Engine) -> Iterator[SearchRequest]:
    """Words, phrases, OR, prefixes and more, with 0 to 3 choices in facets."""
    chance = random.Random(4)
    words = _words(engine, chance)
    values = {name: [each.value for each in engine.values(name)] for name in FACETS}
    for number in range(SEARCHES):
        kind = _KINDS[number % len(_KINDS)]
        unit = UNITS[number % 7 == 0]
        request = SearchRequest(text=kind(words, chance), unit=unit, facet_size=10_000, passages=1)
        for name in chance.sample(FACETS, chance.randint(0, 3)):
            if values[name]:
                field = chance.choice([f"{name}s", f"not_{name}s"])
                some = tuple(chance.choices(values[name], k=2))
                request = replace(request, **{field: some})  # type: ignore[arg-type]
        yield request


def _words(engine: Engine, chance: random.Random) -> list[list[str]]:
    """Runs of words that occur in articles."""
    hits = engine.search(SearchRequest(size=100, page=3)).hits
    texts = [passage.text.split() for hit in hits for passage in hit.passages]
    plain = [[word for word in text if word.isalpha()] for text in texts]
    return [text for text in plain if len(text) > 5] or [["nothing"] * 6]


def _run(words: list[list[str]], chance: random.Random, size: int) -> list[str]:
    text = chance.choice(words)
    start = chance.randrange(len(text) - size + 1)
    return text[start : start + size]


def _long(words: list[list[str]], chance: random.Random) -> str:
    """A word whose prefix matches no more words than the embedded engine searches."""
    return next(word for word in iter(lambda: _run(words, chance, 1)[0], "") if len(word) > 4)


Kind = Callable[[list[list[str]], random.Random], str]

_KINDS: tuple[Kind, ...] = (
    lambda words, chance: _run(words, chance, 1)[0],
    lambda words, chance: " ".join(_run(words, chance, 2)),
    lambda words, chance: f'"{" ".join(_run(words, chance, 2))}"',
    lambda words, chance: f'"{" ".join(_run(words, chance, 3)[::2])}"~{chance.randint(2, 9)}',
    lambda words, chance: " OR ".join(_run(words, chance, 4)),
    lambda words, chance: f"{_long(words, chance)[:4]}*",
    lambda words, chance: f"{_long(words, chance)}~ OR {_long(words, chance)[:4]}?*",
    lambda words, chance: f"title:{_run(words, chance, 1)[0]} OR date:[1987-03 to 2016-06]",
    lambda words, chance: f"{' '.join(_run(words, chance, 2))} -{_run(words, chance, 1)[0]}",
    lambda words, chance: "",
)
