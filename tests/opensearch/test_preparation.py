"""Without an index in the cluster the site says whether somebody is indexing."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines.targets import open_target
from tests.web.conftest import parsed
from web import create_app


@pytest.fixture
def client(address: str) -> FlaskClient:
    return create_app(settings=Settings(index=address)).test_client()


def test_who_holds_the_lock_is_indexing(client: FlaskClient, address: str) -> None:
    assert "nobody is doing that now" in client.get("/").text
    with open_target(address).session(is_dry=False):
        page = client.get("/")
        assert (page.status_code, "The archive is being indexed" in page.text) == (503, True)
        ready = parsed(client.get("/readyz"))
        assert (ready["reason"], ready["indexing"]["percent"]) == ("Indexing.", None)
    assert "nobody is indexing" in parsed(client.get("/readyz"))["reason"]
