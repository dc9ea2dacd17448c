"""Scripts of other sites may read what is for programs, if a setting says so."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines import Engine
from search.errors import BadSetting
from web import create_app

FRIEND, STRANGER = "https://friend.example", "https://stranger.example"
ALLOWED = "Access-Control-Allow-Origin"


def shared(engine: Engine, origins: str) -> FlaskClient:
    settings = Settings.from_environment({"BACKISSUE_CORS": origins})
    return create_app(engine, settings).test_client()


def test_nobody_may_unless_the_setting_says_so(client: FlaskClient) -> None:
    assert ALLOWED not in client.get("/search.json", headers={"Origin": FRIEND}).headers


def test_named_sites_may(engine: Engine) -> None:
    client = shared(engine, f"{FRIEND}, http://localhost:3000")
    for address in ("/search.json", "/search.json?page=x", "/authors.json", "/articles/kinds.ris"):
        response = client.get(address, headers={"Origin": FRIEND})
        assert response.headers[ALLOWED] == FRIEND
        assert "Origin" in response.vary
        assert "Link" in response.headers["Access-Control-Expose-Headers"]
        assert ALLOWED not in client.get(address, headers={"Origin": STRANGER}).headers


def test_pages_and_what_is_for_operators_are_never_shared(engine: Engine) -> None:
    client = shared(engine, "*")
    for address in ("/", "/search?q=river", "/articles/kinds", "/metrics", "/reindex"):
        assert ALLOWED not in client.get(address, headers={"Origin": FRIEND}).headers, address
    assert client.get("/search.json", headers={"Origin": STRANGER}).headers[ALLOWED] == "*"


def test_a_browser_may_ask_before(engine: Engine) -> None:
    asked = {"Origin": FRIEND, "Access-Control-Request-Method": "GET"}
    response = shared(engine, FRIEND).options("/search.json", headers=asked)
    assert response.status_code == 200
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]
    assert "POST" not in response.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize(
    "origins", ["friend.example", "https://friend.example/", "ftp://a", "null"]
)
def test_a_site_that_is_none_is_refused(origins: str) -> None:
    with pytest.raises(BadSetting, match="BACKISSUE_CORS"):
        Settings.from_environment({"BACKISSUE_CORS": origins})


def test_a_question_before_is_not_answered_for_the_request(engine: Engine) -> None:
    client = shared(engine, FRIEND)
    asked = {"Origin": FRIEND, "Access-Control-Request-Method": "GET"}
    for _ in range(2):
        assert not client.options("/search.json?q=librarian", headers=asked).data
        assert client.get("/search.json?q=librarian", headers={"Origin": FRIEND}).get_json()["hits"]
