"""A generation that is no longer served gives back its files and its memory at once."""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from search import SearchRequest, open_engine
from search.engines import Engine
from search.model.articles import Article
from tests.support import article, publish

QUERIES = ("river", "w1* w2*", '"river flood"', "riber flood", "author:ann", "w3~ river")


@pytest.fixture(autouse=True)
def no_collector() -> Iterator[None]:
    """Without the garbage collector, only what is given back deliberately is gone."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _articles(generation: int) -> list[Article]:
    words = random.Random(generation)
    return [
        article(
            f"a{number}",
            "river flood " + " ".join(f"w{words.randrange(20_000)}" for _ in range(200)),
            title=f"River {generation}",
            authors=("Ann",),
        )
        for number in range(150)
    ]


def _use(engine: Engine) -> None:
    for text in QUERIES:
        engine.search(SearchRequest(text=text))
    engine.article("a1", "river")
    engine.related("a1")
    engine.suggest("riv")
    engine.values("author")


def _open_files(folder: Path) -> list[str]:
    """The files of a folder that this process has open or mapped, by path; those that were removed end
    in "(deleted)"."""
    handles = Path("/proc/self/fd")
    found = [os.readlink(each) for each in handles.iterdir() if each.is_symlink()]
    maps = Path("/proc/self/maps").read_text().splitlines()
    found += [each.split(maxsplit=5)[5] for each in maps if each.count(" ") >= 5 and "/" in each]
    return [each for each in found if each.startswith(str(folder))]


def _private_memory() -> int:
    """The bytes of memory that this process has to itself."""
    (line,) = (
        each
        for each in Path("/proc/self/status").read_text().splitlines()
        if each.startswith("RssAnon:")
    )
    return int(line.split()[1]) << 10


def _point(link: Path, index: Path) -> None:
    """Have a link lead to another index, in one step."""
    new = link.with_suffix(".new")
    new.symlink_to(index)
    new.replace(link)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs the /proc of Linux")
def test_files_and_memory_of_old_generations_go_at_once(tmp_path: Path) -> None:
    indexes = [tmp_path / "one", tmp_path / "two"]
    for number, index in enumerate(indexes):
        publish(index, _articles(number)[:75], _articles(number)[75:])
    gc.collect()
    memory = []
    with open_engine(tmp_path / "served") as engine:
        for turn in range(8):
            _point(tmp_path / "served", indexes[turn % 2])
            _use(engine)
            held = _open_files(tmp_path)
            assert len(held) == 2, held
            memory.append(_private_memory())
    assert not _open_files(tmp_path)
    assert memory[-1] - memory[3] < 2 << 20, memory


def test_a_search_that_is_running_keeps_its_generation(tmp_path: Path) -> None:
    publish(tmp_path, _articles(1))
    with open_engine(tmp_path) as engine:
        hits = engine.scan(SearchRequest(text="river"))
        assert next(hits).title == "River 1"
        publish(tmp_path, _articles(2))
        assert engine.search(SearchRequest(text="river")).hits[0].title == "River 2"
        assert len(_open_files(tmp_path)) == 2
        assert {each.title for each in hits} == {"River 1"}
        assert len(_open_files(tmp_path)) == 1


@pytest.mark.parametrize("end", ["close", "del"])
def test_hits_that_nobody_wants_any_more_let_it_go(tmp_path: Path, end: str) -> None:
    publish(tmp_path, _articles(1))
    with open_engine(tmp_path) as engine:
        hits = engine.scan(SearchRequest(text="river"))
        publish(tmp_path, _articles(2))
        engine.status()
        if end == "close":
            hits.close()  # as WSGI servers do with what they stream
        del hits
        assert len(_open_files(tmp_path)) == 1


def test_searches_in_many_threads_go_on_while_generations_follow_each_other(tmp_path: Path) -> None:
    publish(tmp_path, _articles(0)[:40])
    failed: list[object] = []
    is_over = False

    def search(engine: Engine) -> None:
        while not is_over:
            try:
                results = engine.search(SearchRequest(text="river flood"))
                if results.total != 40:
                    failed.append(results)
            except BaseException as error:  # whatever it is, the test fails
                failed.append(error)

    with open_engine(tmp_path, time_limit=60) as engine:
        threads = [Thread(target=search, args=(engine,)) for _ in range(2)]
        for each in threads:
            each.start()
        for generation in range(1, 8):
            publish(tmp_path, _articles(generation)[:40])
        is_over = True
        for each in threads:
            each.join()
        engine.status()
        assert not failed
        assert len(_open_files(tmp_path)) == 1
