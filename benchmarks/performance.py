"""How fast an archive is indexed and searched: python -m benchmarks.performance ARCHIVE

Runs `backissue reindex` on the archive into a temporary folder, twice (the second time nothing has
changed), then searches with words of the archive: frequent and rare ones, pairs, phrases, and OR of
four, each with 0 to 3 facet values chosen. All five facets are counted and ten hits with passages
made each time. Prints one line a figure.
"""

from __future__ import annotations

import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from search import SearchRequest, open_engine
from search.engines import Engine
from search.request import FacetName

SEARCHES = 400
CHOSEN: tuple[FacetName, ...] = ("source", "theme", "author")


def main() -> None:
    archive = Path(sys.argv[1])
    processor = re.search(r"model name\s*: (.*)", _read("/proc/cpuinfo"))
    name = processor[1] if processor else platform.processor()
    print(f"machine: {os.cpu_count()} cores, {name}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        _measure_reindex(archive, index)
        with open_engine(index) as engine:
            _measure_searches(engine)
    print(f"memory of this process at its peak: {_peak('self'):.0f} MB")


def _measure_reindex(archive: Path, index: Path) -> None:
    report, memory = _reindexed(archive, index)
    size = sum(file.stat().st_size for file in (index / "generations").rglob("*"))
    print(f"articles: {report['articles']:,}, failed: {report['failed']:,}")
    print(f"indexing: {report['articles'] / report['seconds']:,.0f} articles a second")
    print(f"indexing: {memory:.0f} MB at the peak, all processes together")
    print(f"index: {size / 1e6:.0f} MB, {size / report['articles']:,.0f} bytes an article")
    began = time.perf_counter()
    _reindexed(archive, index)
    print(f"nothing changed: {time.perf_counter() - began:.2f} s")


def _reindexed(archive: Path, index: Path) -> tuple[dict[str, float], float]:
    """The report of a reindex, and the peak of the memory of its processes in MB."""
    command = [sys.executable, "-m", "search.cli", "reindex", str(archive), "--json"]
    process = subprocess.Popen([*command, "--index", str(index)], stdout=subprocess.PIPE, text=True)
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(_resident(each) for each in _family(process.pid)))
        time.sleep(0.05)
    assert process.stdout
    report: dict[str, float] = json.loads(process.stdout.read())
    return report, most


def _measure_searches(engine: Engine) -> None:
    kinds: dict[str, list[float]] = {}
    for kind, request in _mix(engine):
        began = time.perf_counter()
        engine.search(request)
        kinds.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
    for kind, times in [*kinds.items(), ("all", [t for each in kinds.values() for t in each])]:
        cuts = statistics.quantiles(times, n=20)
        print(
            f"search, {kind}: median {statistics.median(times):.1f} ms, 95 % in {cuts[18]:.1f} ms"
        )


def _mix(engine: Engine) -> Iterator[tuple[str, SearchRequest]]:
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
        yield kind, request


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


def _family(process: int) -> list[int]:
    children = _read(f"/proc/{process}/task/{process}/children").split()
    return [process, *(each for child in children for each in _family(int(child)))]


def _resident(process: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", _read(f"/proc/{process}/status"))
    return int(found[1]) / 1024 if found else 0.0


def _peak(process: str) -> float:
    found = re.search(r"VmHWM:\s+(\d+)", _read(f"/proc/{process}/status"))
    return int(found[1]) / 1024 if found else 0.0


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    main()
