"""Searches of a cluster: python -m benchmarks.cluster ADDRESS [INDEX]

Asks the searches of `benchmarks.searches` of the index at ADDRESS, and prints by kind, in
milliseconds (median): the call alone (the client library with the same body, its answer decoded), the
engine (the same call, and results made of it), what the engine adds to the call, and the embedded
engine over the folder INDEX, if one is given, which must hold the same articles. The three take turns
and the first round is not counted. Then what the engine adds in all, as a share of the calls.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from opensearchpy import OpenSearch

from benchmarks.searches import searches
from search import SearchRequest, open_engine
from search.config.archive import ArchiveConfig
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import Client, Patience
from search.engines.opensearch.searching import request_body
from search.engines.opensearch.searching.asked import asked_as
from search.engines.opensearch.searching.reader import IndexReader
from search.engines.opensearch.searching.request_body import Shape
from search.engines.opensearch.searching.searcher import Searcher
from search.engines.opensearch.searching.term_frequencies import FrequencyCache
from search.query.parser import tree_of

ROUNDS = 3
TIME_LIMIT = 30.0

Call = Callable[[SearchRequest], object]


def main() -> None:
    address = Address.parse(sys.argv[1])
    client = Client(address, Patience(TIME_LIMIT, TIME_LIMIT))
    searcher = Searcher(IndexReader(client), TIME_LIMIT, FrequencyCache())
    with ExitStack() as opened:
        engine = opened.enter_context(open_engine(sys.argv[-1], TIME_LIMIT))
        asked = list(searches(engine))
        config = engine.config()
        for request in asked:
            searcher.search(request, config)
        ways: dict[str, Call] = {
            "call": _call(address, asked, searcher.shape, config),
            "engine": lambda request: searcher.search(request, config),
        }
        if len(sys.argv) > 2:
            ways["embedded"] = engine.search
        taken = {name: _medians(each) for name, each in _turns(ways, asked).items()}
    _print(asked, taken)


def _call(
    address: Address, asked: Sequence[SearchRequest], shape: Shape, config: ArchiveConfig
) -> Call:
    """The client library, asked what the engine asks by then; bodies are made beforehand."""
    auth = (address.user, address.password) if address.user else None
    client = OpenSearch(list(address.hosts), http_auth=auth, ca_certs=address.authorities or None)
    params = {"search_type": "dfs_query_then_fetch"}
    trees = {each: asked_as(tree_of(each.text, config), ("",)) for each in asked}
    made = {each: request_body.search(each, trees[each], TIME_LIMIT, shape) for each in asked}
    return lambda request: client.search(body=made[request], index=address.prefix, params=params)


def _turns(
    ways: dict[str, Call], asked: Sequence[SearchRequest]
) -> dict[str, list[tuple[float, ...]]]:
    """For each way, for each search, its seconds in each round."""
    taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in ways}
    for request in asked:
        rounds = [[_timed(way, request) for way in ways.values()] for _ in range(ROUNDS + 1)]
        for name, seconds in zip(ways, zip(*rounds[1:], strict=True), strict=True):
            taken[name].append(seconds)
    return taken


def _timed(way: Call, request: SearchRequest) -> float:
    began = time.perf_counter()
    way(request)
    return time.perf_counter() - began


def _medians(taken: Sequence[tuple[float, ...]]) -> list[float]:
    """The milliseconds of each search: the median of its rounds."""
    return [1_000 * statistics.median(rounds) for rounds in taken]


def _kind(request: SearchRequest) -> str:
    text = request.text
    kinds = {'"': "a phrase", " OR ": "OR of words", " ": "two words"}
    return next((kind for sign, kind in kinds.items() if sign in text), "one word")


def _print(asked: Sequence[SearchRequest], taken: dict[str, list[float]]) -> None:
    kinds = [_kind(each) for each in asked]
    print(f"{'':16}{'searches':>10}", *(f"{name:>10}" for name in taken), f"{'adds':>8}", sep="")
    for kind in (*dict.fromkeys(kinds), "all"):
        chosen = [at for at, each in enumerate(kinds) if kind in {each, "all"}]
        medians = {n: statistics.median(each[at] for at in chosen) for n, each in taken.items()}
        call, engine = taken["call"], taken["engine"]
        added = statistics.median(engine[at] - call[at] for at in chosen)
        cells = [f"{median:10.2f}" for median in medians.values()]
        print(f"{kind:16}{len(chosen):10}", *cells, f"{added:8.2f}", sep="")
    share = sum(taken["engine"]) / sum(taken["call"]) - 1
    print(f"\nThe engine adds {share:.1%} to the time of the calls.")


if __name__ == "__main__":
    main()
