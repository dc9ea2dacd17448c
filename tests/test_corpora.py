"""Real corpora: every record is found or reported, and every count is a plain count.

Of the larger one a part is enough to see a difference; WHOLE_CORPORA=1 takes it whole.
"""

from __future__ import annotations

import os
import random
import re
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from search import SearchRequest, open_engine
from search.engines import Engine
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.report import Report
from search.model.facets import FacetName
from search.text.mojibake import without_mojibake
from tests import corpora
from tests.reading.own_reader import own_reader

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

SELECTIONS = 50
PART = 7_000


@dataclass(frozen=True)
class Corpus:
    """An indexed corpus: its records, what each has in every facet, and the report."""

    records: Sequence[dict[str, Any]]
    values: Sequence[dict[FacetName, tuple[str, ...]]]
    index: Path
    report: Report

    def failed(self) -> set[int]:
        """The numbers of the records that were not indexed; a file of Reuters has a thousand."""
        found = (
            re.fullmatch(r"\D+\d?-?(\d{3})?\.\w+:(\d+)", each.path) for each in self.report.failures
        )
        return {1000 * int(each[1] or 0) + int(each[2]) - 1 for each in found if each}


@pytest.fixture(scope="module")
def allsides(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    path = corpora.needed(corpora.ALLSIDES)
    folder = tmp_path_factory.mktemp("allsides")
    (folder / "archive").mkdir()
    records = corpora.allsides(path)[: None if os.environ.get("WHOLE_CORPORA") else PART]
    corpora.write_lines(iter(records), folder / "archive" / "allsides.jsonl")
    return Corpus(records, [_allsides_values(each) for each in records], *_indexed(folder))


@pytest.fixture(scope="module")
def reuters(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    path = corpora.needed(corpora.REUTERS)
    folder = tmp_path_factory.mktemp("reuters")
    records = list(corpora.reuters(path))
    with tarfile.open(path) as tar:
        files = [each for each in tar if each.name.endswith(".sgm")]
        tar.extractall(folder / "archive", files, filter="data")
    module = corpora.REUTERS_READER.read_text(encoding="utf-8")
    with own_reader(folder / "packages", {"reuters": "reuters_sgml:READER"}, reuters_sgml=module):
        indexed = _indexed(folder)
    return Corpus(records, [_reuters_values(each) for each in records], *indexed)


def _indexed(folder: Path) -> tuple[Path, Report]:
    report = reindex(Options(folder / "archive", 2), open_target(folder / "index"), Silent())
    return folder / "index", report


def _allsides_values(record: dict[str, Any]) -> dict[FacetName, tuple[str, ...]]:
    source, topic = (" ".join((record[name] or "").split()) for name in ("source", "topic"))
    return {"source": (source,) if source else (), "theme": (topic,) if topic else ()}


def _reuters_values(record: dict[str, Any]) -> dict[FacetName, tuple[str, ...]]:
    return {
        "region": tuple(dict.fromkeys(record["regions"])),
        "theme": tuple(dict.fromkeys(record["themes"])),
    }


@pytest.mark.parametrize("name", ["allsides", "reuters"])
def test_every_record_is_found_or_reported(name: str, request: pytest.FixtureRequest) -> None:
    corpus: Corpus = request.getfixturevalue(name)
    failed = corpus.failed()
    assert corpus.report.articles + len(failed) == len(corpus.records)
    with open_engine(corpus.index) as engine:
        for number, record in enumerate(corpus.records):
            if number not in failed:
                found = engine.article(record["id"])
                assert found is not None
                title = without_mojibake(record["title"] or "")
                assert found.article.title == _printable(title)
        assert engine.search(SearchRequest(copies="all")).total == corpus.report.articles


def _printable(text: str) -> str:
    """The text with its white space made plain, and without the control bytes of bad decoding."""
    kept = "".join(char for char in text if char.isspace() or unicodedata.category(char) != "Cc")
    return " ".join(kept.split())


@pytest.mark.parametrize("name", ["allsides", "reuters"])
def test_counts_are_plain_counts(name: str, request: pytest.FixtureRequest) -> None:
    corpus: Corpus = request.getfixturevalue(name)
    failed = corpus.failed()
    values = [each for number, each in enumerate(corpus.values) if number not in failed]
    chance = random.Random(21_578)
    with open_engine(corpus.index) as engine:
        for _ in range(SELECTIONS):
            _compare(engine, values, _selection(values, chance))


def _selection(
    values: Sequence[dict[FacetName, tuple[str, ...]]], chance: random.Random
) -> SearchRequest:
    request = SearchRequest(copies="all", facet_size=10_000, size=1)
    for facet in values[0]:
        pool = [value for each in chance.choices(values, k=5) for value in each[facet]]
        if pool and chance.random() < 0.8:
            chosen = chance.sample(pool, k=min(len(pool), chance.randint(1, 3)))
            field = f"{'not_' if chance.random() < 0.25 else ''}{facet}s"
            request = replace(request, **{field: chosen})  # type: ignore[arg-type]
    return request


def _compare(
    engine: Engine,
    values: Sequence[dict[FacetName, tuple[str, ...]]],
    request: SearchRequest,
) -> None:
    results = engine.search(request)
    assert results.total == sum(_passes(each, request) for each in values)
    for facet in results.facets:
        if facet.name in values[0]:
            expected = Counter(
                value
                for each in values
                if _passes(each, request, ignoring=facet.name)
                for value in each[facet.name]
            )
            shown = {each.value: each.count for each in facet.values if each.count}
            assert shown == expected


def _passes(
    values: dict[FacetName, tuple[str, ...]],
    request: SearchRequest,
    ignoring: FacetName | None = None,
) -> bool:
    return all(
        name == ignoring
        or (
            (not (chosen := request.selection(name)).included or bool({*own} & {*chosen.included}))
            and not {*own} & {*chosen.excluded}
        )
        for name, own in values.items()
    )
