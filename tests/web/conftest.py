"""A site over a small archive, and ways to look at its pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search.config.environment import Settings
from search.engines import Engine, open_engine
from search.engines.whoosh import generations
from tests.support import publish
from tests.web.archive import articles
from web import create_app

# Tests look for what must be there: an absent element fails them, whatever its static type.
Page = Callable[..., Any]


def parsed(response: TestResponse) -> Any:
    """The page of a response as a tree, or the value of its JSON."""
    return response.json if response.is_json else BeautifulSoup(response.text, "html5lib")


@pytest.fixture(scope="session")
def site_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("site") / "index"
    publish(index, articles()[:40], articles()[40:])
    return index


@pytest.fixture(scope="session")
def engine(site_index: Path) -> Iterator[Engine]:
    with open_engine(site_index) as opened:
        yield opened


@pytest.fixture(scope="session")
def client(engine: Engine) -> FlaskClient:
    return create_app(engine, Settings(title="The Test Review")).test_client(use_cookies=False)


@pytest.fixture(scope="session")
def page(client: FlaskClient) -> Page:
    """The page or JSON at an address, parsed; its status is checked."""

    def get(address: str, status: int = 200) -> Any:
        response = client.get(address)
        assert response.status_code == status, address
        return parsed(response)

    return get


@pytest.fixture
def unpublished(tmp_path: Path) -> FlaskClient:
    """A site whose index does not exist yet."""
    return create_app(settings=Settings(index=tmp_path / "nothing")).test_client()


@pytest.fixture
def damaged(site_index: Path, tmp_path: Path) -> FlaskClient:
    """A site whose published generation has lost its files."""
    index = tmp_path / "damaged"
    publish(index, articles()[:1])
    folder = generations.current_folder(index)
    shutil.rmtree(folder)
    folder.mkdir()
    return create_app(settings=Settings(index=index)).test_client()
