"""Fixtures and settings for all tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import Scheduling

from search.engines.targets import open_target
from search.engines.whoosh.searching import kept_results
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.report import Report
from tests import worker_groups
from tests.opensearch.cluster import Cluster, running
from tests.opensearch.releases import Missing

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

Reindex = Callable[..., Report]


@pytest.hookimpl(tryfirst=True)  # before -m deselects
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    worker_groups.arrange(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return worker_groups.GroupScheduling(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    with worker_groups.turn(item):
        return (yield)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An empty folder for articles."""
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """The folder for an index; it does not exist yet."""
    return tmp_path / "index"


@pytest.fixture
def run_reindex(archive: Path, index: Path) -> Reindex:
    """Reindex `archive` into `index` in this process, with the options given."""

    def run(jobs: int = 1, is_full: bool = False, is_dry: bool = False) -> Report:
        return reindex(
            Options(archive, jobs, is_full=is_full, is_dry=is_dry), open_target(index), Silent()
        )

    return run


@pytest.fixture
def no_kept_results(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that is asked again is run again."""
    monkeypatch.setattr(kept_results, "MOST", -1)


@pytest.fixture(scope="session")
def opensearch() -> Iterator[Cluster]:
    """The server that OPENSEARCH_URL names, else a single node that is started here."""
    if url := os.environ.get("OPENSEARCH_URL"):
        yield Cluster((url.rstrip("/"),))
        return
    try:
        with running(1) as cluster:
            yield cluster
    except Missing as error:
        pytest.skip(str(error))
