"""The page of a search."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from flask.testing import FlaskClient

from search.engines import Engine
from search.model.request import SearchRequest
from tests.web.conftest import Page


def chips(soup: Any) -> list[str]:
    return [" ".join(each.text.split()) for each in soup.select(".chips li")]


def total(soup: Any) -> int:
    return int(soup.select_one("#found").text.split()[0].replace(",", ""))


def test_a_search_shows_its_total_and_hits_with_marked_passages(page: Page) -> None:
    soup = page("/search?q=librarian")
    assert total(soup) == 60
    assert len(soup.select(".hit")) == 10
    assert {mark.text for mark in soup.select(".passages mark")} == {"librarian"}


def test_a_passage_leads_to_its_paragraph_with_the_words_marked(page: Page) -> None:
    link = page("/search?q=librarian").select_one(".passages a")
    assert "?q=librarian#" in link["href"]
    anchor = link["href"].split("#")[1]
    assert page(link["href"].split("#")[0]).find(id=anchor).mark.text == "librarian"


def test_an_empty_query_lists_everything_newest_first(page: Page) -> None:
    soup = page("/search")
    assert total(soup) == 63
    dates = [time["datetime"] for time in soup.select(".hit time")]
    assert dates == sorted(dates, reverse=True)
    assert soup.h1.text == "All articles"


def test_paragraphs_can_be_searched_on_their_own(page: Page) -> None:
    soup = page("/search?q=river&unit=paragraph")
    assert "paragraphs" in soup.select_one("#found").text
    assert all(len(hit.select(".passages li")) == 1 for hit in soup.select(".hit"))


def test_dates_can_be_ordered_both_ways(page: Page) -> None:
    dates = [time["datetime"] for time in page("/search?q=river&sort=oldest").select(".hit time")]
    assert dates == sorted(dates)


def test_filters_in_force_are_chips_that_take_them_away(page: Page) -> None:
    soup = page("/search?q=river&theme=Railways&-author=Bo+Li&from=2010&to=2012")
    assert chips(soup) == [
        "Remove not author Bo Li ×",
        "Remove theme Railways ×",
        "Remove date 2010–2012 ×",
        "Remove all filters",
    ]
    without_author = page(soup.select(".chips a")[0]["href"])
    assert len(chips(without_author)) == 3
    assert total(without_author) >= total(soup)
    assert chips(page(soup.select_one(".chips .clear")["href"])) == []


def test_chosen_values_are_ticked_and_listed_even_without_a_hit(page: Page) -> None:
    soup = page("/search?q=otter&theme=Railways")
    box = soup.select_one("#facet-theme input[checked]")
    assert box["value"] == "Railways"
    assert box.find_parent("li").select_one(".count").text == "0"


def test_an_excluded_value_is_struck_and_has_a_way_back(page: Page) -> None:
    soup = page("/search?q=river&-theme=Railways")
    item = soup.select_one("#facet-theme .excluded")
    assert item.s.text == "Railways"
    assert item.a["href"] == "/search?q=river"
    assert soup.select_one('#kept input[name="-theme"]')["value"] == "Railways"


def test_the_form_sends_every_part_of_the_search(page: Page, engine: Engine) -> None:
    filters = "author=Ada+Byron&-theme=Railways&from=2006&to=2018"
    address = f"/search?q=river&{filters}&sort=newest&unit=paragraph"
    soup = page(address)
    sent = [
        (field["name"], field["value"])
        for field in soup.select('#search-form input, input[form="search-form"]')
        if field.get("type") != "checkbox" or field.has_attr("checked")
    ]
    asked = SearchRequest.from_params(sent)
    assert engine.search(asked).total == total(soup) > 0


def test_how_the_query_was_read_is_said_only_when_it_is_not_plain(page: Page) -> None:
    assert page("/search?q=river+flood").select_one(".understood") is None
    assert page("/search?q=River+OR+flood").select_one(".understood") is None
    assert page("/search?q=river+or+flood").select_one(".understood code").text == "river OR flood"
    assert "NOT" in page("/search?q=river+-flood").select_one(".understood").text


def test_nothing_found_offers_another_spelling(page: Page) -> None:
    soup = page("/search?q=libarian")
    link = soup.select_one(".suggestion a")
    assert link.text == "librarian"
    assert total(page(link["href"])) == 60


def test_filters_that_leave_nothing_say_how_much_there_is_without_them(page: Page) -> None:
    link = page("/search?q=otter&theme=Railways").select_one(".empty a")
    assert link.text == "1 article"
    assert total(page(link["href"])) == 1


def test_a_long_search_is_held_once_by_its_form_and_can_be_narrowed(
    page: Page, client: FlaskClient
) -> None:
    text = "river" + " OR zebra" * 100
    asked = {"q": text, "facet_size": "10000", "-theme": "Floods", "from": "1000", "size": "100"}
    found = client.get("/search", query_string=asked)
    assert found.status_code == 200
    assert found.text.count(quote_plus(text)) < 25
    assert len(found.text) < 300_000
    shown = page(f"/search?{urlencode(asked)}")
    fields = shown.select("[form=search-form], #search-form input, #search-form [type=hidden]")
    sent = {
        (each["name"], each["value"])
        for each in fields
        if each.name == "input" and (each.get("type") != "checkbox" or each.has_attr("checked"))
    }
    assert {("q", text), ("-theme", "Floods"), ("from", "1000-01-01")} <= sent
    button = shown.select_one("button.not[name='-region']")
    narrowed = page(f"/search?{urlencode({**asked, '-region': button['value']})}")
    assert any(button["value"] in each.text for each in narrowed.select(".chips li"))
    assert "This search is long" in shown.select_one(".notice").text
    assert not any("?" in each["href"] for each in shown.select(".hit h3 a"))


def test_pages_are_numbered_and_linked(page: Page) -> None:
    soup = page("/search?q=river&page=3")
    numbers = [link.text for link in soup.select(".pages li a")]
    assert numbers == ["1", "2", "3", "4", "5", "7"]
    assert soup.select_one(".pages [aria-current=page]").text == "3"
    assert soup.find("link", rel="prev")["href"] == "/search?q=river&page=2"
    assert soup.select_one(".pages [rel=next]")["href"] == "/search?q=river&page=4"


def test_all_pages_together_hold_every_hit_once(page: Page) -> None:
    found = [
        link["href"]
        for number in range(1, 8)
        for link in page(f"/search?q=river&page={number}").select(".hit h3 a")
    ]
    assert len(found) == len(set(found)) == total(page("/search?q=river"))


def test_bars_narrow_the_search_to_their_period(page: Page) -> None:
    bars = page("/search?q=river").select(".timeline a")
    assert len(bars) > 10
    for bar in bars[::4]:
        count = int(bar["aria-label"].split(": ")[1].split()[0])
        assert total(page(bar["href"])) == count


def test_a_narrow_range_is_shown_by_month(page: Page) -> None:
    labels = [bar["aria-label"] for bar in page("/search?from=2010&to=2011").select(".timeline a")]
    assert labels[0].split(": ")[0].split()[1] == "2010"
    assert labels[0].split()[0].isalpha()


def test_topics_of_a_hit_narrow_the_search(page: Page) -> None:
    soup = page("/search?q=river")
    topic = soup.select_one(".topics a")
    assert chips(page(topic["href"]))[0].endswith(f"{topic.text} ×")


def test_search_pages_are_not_for_crawlers(client: FlaskClient, page: Page) -> None:
    assert page("/search?q=river").find("meta", attrs={"name": "robots"})["content"] == (
        "noindex,follow"
    )
    assert client.get("/search").headers["X-Robots-Tag"] == "noindex, follow"


def test_a_facet_with_more_values_than_are_listed_has_one_way_to_all_of_them(page: Page) -> None:
    facet = page("/search?q=river&facet_size=3&sort=newest").select_one("#facet-author")
    assert len(facet.select("li")) == 3
    assert len(facet.select("summary")) == 1
    form = facet.select_one("form.find")
    kept = form.select_one("[name=within]")["value"]
    assert (form["action"], kept) == ("/authors", "q=river&sort=newest")
    everything = page(facet.select_one(".more .onward a")["href"])
    assert len(everything.select(".values li")) == 13


@pytest.mark.parametrize(
    "text", ['"', "(", ")", "AND", "OR NOT", "-", "*", "a:", "title:", "\\", "%"]
)
def test_odd_queries_are_answered(page: Page, text: str, client: FlaskClient) -> None:
    assert client.get("/search", query_string={"q": text}).status_code == 200
