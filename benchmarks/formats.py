"""Whether every format of a search has the hits of its pages:
python -m benchmarks.formats INDEX [SEARCHES]

Makes random searches of the archive's own words, values and dates, and compares the ids in each format,
in order, with those of the pages; prints what differs, and how much memory the process took meanwhile.
INDEX is a folder, or the address of a cluster.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from urllib.parse import unquote, urlencode, urlsplit
from xml.etree import ElementTree

from flask.testing import FlaskClient

from search import open_engine
from search.config.environment import Settings, index_location
from search.engines import Engine
from search.model.params import Params
from search.model.request import SearchRequest
from search.result_formats.citations.bib import key
from web import create_app

SEED = 13
SEARCHES = 50
SIZE = 100
OF_FEEDS = 500
"""Hits of a feed."""
LARGE = 1_000
"""Searches with more hits are passed over: each format reads all of them."""
_ATOM = "{http://www.w3.org/2005/Atom}"


def main(index: str, count: int) -> int:
    """How many answers differ."""
    with open_engine(index_location(index), time_limit=60) as engine:
        settings = Settings(index=index_location(index), time_limit=60)
        client = create_app(engine, settings).test_client()
        before, wrong, hits = _memory(), 0, 0
        small = (each for each in _searches(engine, random.Random(SEED)) if _is_small(client, each))
        for number, params in enumerate(islice(small, count), 1):
            found = _on_pages(client, params)
            print(f"{number} of {count}: {urlencode(params)}: {len(found):,} hits", file=sys.stderr)
            hits += len(found)
            wrong += sum(1 for _ in _differing(client, params, found))
        print(f"{count} searches, {hits:,} hits: {wrong} answers differ")
        print(f"Memory: {before} MB before, {_memory()} MB after")
    return wrong


def _is_small(client: FlaskClient, params: Params) -> bool:
    paged = urlencode([*params, ("facets", "none"), ("passages", 0)])
    total: int = client.get(f"/search.json?{paged}").get_json()["total"]
    return 0 < total <= LARGE


def _searches(engine: Engine, chance: random.Random) -> Iterator[Params]:
    """With words of the newest articles, filters and dates, in every order."""
    front = engine.search(SearchRequest(facet_size=30, size=SIZE, sort="newest"))
    facets = [each for each in front.facets if each.values]
    texts = [each.text for hit in front.hits for each in hit.passages]
    words = [word for text in texts for word in re.findall(r"[a-z]{4,}", text.lower())]
    years = sorted({each.period[:4] for each in front.timeline})
    while True:
        params: Params = [("q", chance.choice(words))]
        params += [("q", chance.choice(words))] * (chance.random() < 0.3)
        for facet in chance.sample(facets, min(2, len(facets))):
            sign = chance.choice(("", "", "-"))
            values = chance.sample(facet.values, min(3, len(facet.values)))
            params += [(f"{sign}{facet.name}", each.value) for each in values]
        if chance.random() < 0.3:
            params += [("from", min(chance.sample(years, 2)))]
        params += [("sort", chance.choice(("relevance", "newest", "oldest")))]
        params += [("unit", chance.choice(("article", "article", "paragraph")))]
        yield params


def _on_pages(client: FlaskClient, params: Params) -> list[str]:
    """The ids on all pages."""
    ids: list[str] = []
    page, pages = 1, 1
    while page <= pages:
        paged = urlencode([*params, ("page", page), ("size", SIZE), ("facets", "none")])
        found = client.get(f"/search.json?{paged}").get_json()
        ids += [each["id"] for each in found["hits"]]
        page, pages = page + 1, found["pages"]
    assert len(ids) == found["total"], params
    return ids


def _differing(client: FlaskClient, params: Params, expected: list[str]) -> Iterator[str]:
    """The formats that have other ids."""
    for name, ids_of in _READERS.items():
        limit = OF_FEEDS if name in ("atom", "rss") else len(expected) + 1
        address = f"/search.{name}?{urlencode([*params, ('limit', limit)])}"
        found = ids_of(client.get(address, buffered=True).get_data(as_text=True))
        wanted = list(map(key, expected)) if name == "bib" else expected
        if name == "bib" and ("unit", "paragraph") in params:
            found, wanted = [""] * len(found), [""] * len(expected)  # keys are of passages
        if found != wanted[:limit]:
            print(f"{address}: {len(found)} ids, {len(wanted[:limit])} on the pages")
            yield name


def _csv(text: str) -> list[str]:
    return [row["id"].removeprefix("'") for row in csv.DictReader(io.StringIO(text))]


def _ndjson(text: str) -> list[str]:
    return [json.loads(line)["id"] for line in text.splitlines()]


def _csl(text: str) -> list[str]:
    items = json.loads(text)
    return [each["id"].removesuffix(f"#{urlsplit(each['URL']).fragment}") for each in items]


def _ris(text: str) -> list[str]:
    return re.findall(r"^ID  - (.*?)\r?$", text, re.MULTILINE)


def _bib(text: str) -> list[str]:
    return re.findall(r"^@\w+\{(.*),$", text, re.MULTILINE)


def _atom(text: str) -> list[str]:
    entries = ElementTree.fromstring(text).iter(f"{_ATOM}entry")
    return [_id(str(each.findtext(f"{_ATOM}id"))) for each in entries]


def _rss(text: str) -> list[str]:
    items = ElementTree.fromstring(text).iter("item")
    return [_id(str(each.findtext("guid"))) for each in items]


def _id(uri: str) -> str:
    """The id of the article in the tag URI of an entry."""
    return unquote(uri.partition("/articles/")[2].partition("#")[0])


_READERS: Mapping[str, Callable[[str], list[str]]] = {
    "csv": _csv, "ndjson": _ndjson, "csl.json": _csl, "ris": _ris, "bib": _bib, "atom": _atom,
    "rss": _rss,
}  # fmt: skip


def _memory() -> int:
    """MB of this process."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4 // 1024


if __name__ == "__main__":
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else SEARCHES
    sys.exit(1 if main(sys.argv[1], wanted) else 0)
