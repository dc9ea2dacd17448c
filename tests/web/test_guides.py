"""What tells of the addresses for programs."""

from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines import Engine
from search.mcp.tools import TOOLS
from search.model.results import Hit, Results
from tests.web.conftest import Page, parsed
from web import create_app
from web.problems import PROBLEMS
from web.views.api.examples import REQUEST, examples_of


def test_every_example_of_the_page_can_be_tried(client: FlaskClient, page: Page) -> None:
    soup = page("/api")
    addresses = [link["href"] for link in soup.select(".lessons a")]
    assert len(addresses) > 20
    for address in addresses:
        assert client.get(address, buffered=True).status_code == 200, address


def test_the_example_is_a_word_that_tells_something() -> None:
    found = Hit("a", "100% of $x_1$ & {documents}", "", "", None, {}, 1.0, ())
    assert examples_of(Results(REQUEST, 1, 1, 0.0, (found,), ())).word == "documents"


def test_the_form_asks_for_every_format_without_script(client: FlaskClient, page: Page) -> None:
    form = page("/api").select_one("form.trial")
    assert form.get("method") is None
    word = form.select_one("[name=q]")["value"]
    for button in form.select("button"):
        response = client.get(
            button["formaction"], query_string={"q": word, "from": "", "to": ""}, buffered=True
        )
        assert response.status_code == 200
        assert response.data


def test_language_models_are_told_what_there_is(client: FlaskClient) -> None:
    response = client.get("/llms.txt")
    assert response.mimetype == "text/plain"
    assert response.text.startswith("# The Test Review\n\n> ")
    assert "63 articles" in response.text
    assert "&" not in re.sub(r"\(http\S+\)", "", response.text)
    for address in re.findall(r"\]\((http://localhost\S+)\)", response.text):
        path = address.removeprefix("http://localhost")
        assert client.get(path, buffered=True).status_code == 200, address
    assert "/mcp" not in response.text


def test_guides_name_the_address_for_models_where_there_is_one(engine: Engine) -> None:
    client = create_app(engine, Settings(has_mcp=True)).test_client()
    assert "`http://localhost/mcp`" in client.get("/llms.txt").text
    assert "http://localhost/mcp" in parsed(client.get("/api")).main.text


def test_the_documentation_knows_every_tool_and_kind_of_error() -> None:
    docs = Path(__file__).parents[2] / "docs"
    tools = re.findall(r"^\| `(\w+)` \|", (docs / "mcp.md").read_text(), re.MULTILINE)
    assert tools == [each.name for each in TOOLS]
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", (docs / "api.md").read_text(), re.MULTILINE)
    assert rows == [(each.name, str(each.status.value)) for each in PROBLEMS]
