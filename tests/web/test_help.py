"""The page that says how to search: every example can be tried, and is read as the page says."""

from __future__ import annotations

from pathlib import Path

from search.config.archive import ArchiveConfig
from search.config.environment import Settings
from search.engines import open_engine
from search.query.examples import EXAMPLES
from tests.support import article, publish
from tests.web.conftest import Page, parsed
from web import create_app


def test_each_page_leads_to_the_help(page: Page) -> None:
    for address in ("/", "/search?q=river", "/search?q=zebra", "/articles/kinds", "/authors"):
        assert page(address).select('a[href="/help"]'), address
    assert page("/search?q=river").select_one(".summary-bar a[href='/help']")


def test_every_example_can_be_tried_and_is_read_as_the_page_says(page: Page) -> None:
    examples = page("/help").select("dl div:has(dt a)")
    assert [each.dt.text for each in examples] == [each.typed for each in EXAMPLES]
    for each in examples:
        found = page(each.dt.a["href"])
        assert found.select_one("#q")["value"] == each.dt.text
        shown = found.select_one(".understood code")
        read = each.select_one(".as code")
        assert (read and read.text) == (shown and shown.text), each.dt.text


def test_the_help_lists_what_means_the_same_in_the_archive(tmp_path: Path) -> None:
    config = ArchiveConfig(synonyms=(("flood", "deluge"), ("car", "automobile")))
    publish(tmp_path / "index", [article("a", "A deluge.")], config=config)
    with open_engine(tmp_path / "index") as engine:
        client = create_app(engine, Settings()).test_client()
        groups = parsed(client.get("/help")).select(".groups li")
        assert [each.text for each in groups] == ["flood, deluge", "car, automobile"]
        found = parsed(client.get("/search?q=floods"))
        assert found.select_one(".understood code").text == "floods OR deluge"
        assert found.select_one(".passages mark").text == "deluge"
        assert parsed(client.get("/articles/a?q=flood")).main.mark.text == "deluge"


def test_there_is_help_while_there_is_no_index(tmp_path: Path) -> None:
    client = create_app(settings=Settings(index=tmp_path / "nothing")).test_client()
    assert client.get("/help").status_code == 503
