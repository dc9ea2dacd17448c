"""A site whose published generation is gone or damaged goes on, and says so to readers and operators."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines.whoosh import generations, serving
from tests.support import article, publish
from tests.web.conftest import parsed
from web import create_app

ADDRESSES = ("/", "/search?q=river", "/articles/a", "/authors", "/nowhere")


@pytest.fixture(autouse=True)
def look_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_LOOK", 0)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index with two generations."""
    for title in ("first", "second"):
        publish(tmp_path, [article("a", "A river.", title=f"A {title} river", authors=("Ann",))])
    return tmp_path


@pytest.fixture
def client(index: Path) -> FlaskClient:
    return create_app(settings=Settings(index=index)).test_client()


def _footer(client: FlaskClient, address: str) -> str:
    text: str = parsed(client.get(address)).select_one("footer.colophon").get_text(" ")
    return text


def _title(client: FlaskClient) -> str:
    """The title of the article, which differs by generation."""
    text: str = parsed(client.get("/articles/a")).h1.get_text()
    return text


def _ready(client: FlaskClient, status: int = 200) -> dict[str, Any]:
    response = client.get("/readyz")
    assert response.status_code == status
    found: dict[str, Any] = response.get_json()
    return found


def _is_faulty(client: FlaskClient) -> float:
    (value,) = re.findall(
        r"^backissue_published_is_faulty (\S+)$", client.get("/metrics").text, re.MULTILINE
    )
    return float(value)


def test_all_is_well(client: FlaskClient) -> None:
    assert _ready(client) == {"status": "ready", "generation": "000002", "articles": 1}
    assert _is_faulty(client) == 0
    for address in ADDRESSES:
        assert "something is wrong" not in _footer(client, address)


def test_an_earlier_generation_stands_in(
    client: FlaskClient, index: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(generations.current_folder(index))
    assert _title(client) == "A first river"
    day = generations.listed(index)[0].published_at[:4]
    for address in ADDRESSES:
        assert re.search(
            f"as it was on .* {day}, since something is wrong", _footer(client, address)
        )
    ready = _ready(client)
    assert (ready["status"], ready["generation"]) == ("ready", "000001")
    assert "is missing or damaged" in ready["fault"]
    assert str(index) not in ready["fault"]
    assert _is_faulty(client) == 1
    (line,) = [each for each in caplog.messages if "Generation 000001, published" in each]
    assert str(index / "generations" / "000002") in line


def test_a_site_goes_on_when_its_index_is_removed_and_is_well_again_with_a_new_one(
    client: FlaskClient, index: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/search?q=river").status_code == 200
    shutil.rmtree(index)
    for address in ADDRESSES[:-1]:
        assert client.get(address).status_code == 200
        assert "something is wrong" in _footer(client, address)
    _ready(client)
    publish(index, [article("a", "A river.", title="A third river")])
    assert _title(client) == "A third river"
    assert "fault" not in _ready(client)
    assert "is served again" in caplog.text


def test_a_search_that_meets_damage_is_answered(client: FlaskClient, index: Path) -> None:
    assert client.get("/readyz").status_code == 200
    for file in generations.current_folder(index).glob("*.segment"):
        with file.open("r+b") as stream:
            stream.truncate(1000)
    response = client.get("/search?q=river")
    assert response.status_code == 200
    assert "something is wrong" in response.text
    assert _title(client) == "A first river"


def test_without_another_generation_it_is_out_of_order(client: FlaskClient, index: Path) -> None:
    for each in generations.listed(index):
        for file in (index / "generations" / each.name).glob("*.segment"):
            file.write_bytes(b"")
    assert client.get("/search?q=river").status_code == 503
    assert "fault" not in _ready(client, 503)
    assert client.get("/metrics").status_code == 200
