"""The page of an article."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.conftest import Page


def test_every_kind_of_paragraph_has_its_element(page: Page) -> None:
    soup = page("/articles/kinds")
    names = [each.name for each in soup.select(".body > *")]
    assert names == ["p", "h2", "blockquote", "ul", "p"]
    assert [item["id"] for item in soup.select(".body li")] == ["first-item", "second-item"]
    assert soup.find(id="quoted").p.text.startswith("Whoever said this")


def test_the_fields_are_shown_and_lead_to_searches(page: Page) -> None:
    soup = page("/articles/kinds")
    assert soup.select_one(".byline").text == "By Ada Byron, Bo Li and Émile Zola"
    assert soup.select_one(".byline a")["href"] == "/search?author=Ada+Byron"
    dates = [time["datetime"] for time in soup.select(".dateline time")]
    assert dates == ["2012-02-29", "2012-02-27"]
    outside = [link["href"] for link in soup.select("a[rel~=external]")]
    assert outside == ["http://example.org/here", "https://example.org/kinds"]


def test_a_field_that_is_not_given_is_not_shown(page: Page) -> None:
    soup = page("/articles/bare")
    assert soup.h1.text == "Untitled"
    assert soup.select(".byline, .dateline, .standfirst, .fields, .rights") == []
    assert "lang" not in soup.article.attrs


def test_a_quoted_query_gets_no_other_quotes(page: Page) -> None:
    count = page('/articles/kinds?q="river"').select_one("#match-count")
    assert count.text.endswith(' matches of "river"')


def test_matches_are_numbered_in_the_order_of_the_text(page: Page) -> None:
    soup = page("/articles/kinds?q=river")
    marks = soup.select("article mark[id]")
    assert [mark["id"] for mark in marks] == [f"match-{number}" for number in range(1, 5)]
    assert soup.select_one("#match-count").text == "4 matches of “river”"
    jumps = [link["href"] for link in soup.select("#matches li a")]
    assert jumps == ["#opening", "#heading", "#quoted", "#second-item"]
    assert soup.select_one("#matches .first a")["href"] == "#opening"


def test_matches_in_the_summary_count(page: Page) -> None:
    soup = page("/articles/2005/article-001?q=water")
    assert soup.select_one("#matches li a")["href"] == "#summary"
    assert soup.find(id="summary").mark["id"] == "match-1"


def test_a_query_without_a_match_says_so(page: Page) -> None:
    assert "No match of" in page("/articles/bare?q=river").select_one("#matches").text


def test_there_is_a_way_back_to_the_results(page: Page) -> None:
    assert page("/articles/kinds?q=river+OR+lake").find(id="back")["href"] == (
        "/search?q=river+OR+lake"
    )
    assert page("/articles/kinds").find(id="back") is None


def test_a_long_query_is_marked_as_any_other(page: Page) -> None:
    soup = page(f"/articles/kinds?q={'x' * 5000} river")
    assert soup.select("mark")[0].text == "river"
    assert soup.h1.text == "All kinds of paragraphs"


def test_every_paragraph_can_be_linked_to(page: Page) -> None:
    soup = page("/articles/kinds")
    targets = [link["href"].removeprefix("#") for link in soup.select(".pilcrow")]
    assert targets == [
        "opening", "heading", "quoted", "first-item", "second-item", "closing",
    ]  # fmt: skip
    assert all(soup.find(id=target) for target in targets)


def test_the_address_without_a_query_is_the_canonical_one(page: Page) -> None:
    soup = page("/articles/kinds?q=river")
    assert soup.find("link", rel="canonical")["href"] == "http://localhost/articles/kinds"


def test_an_article_that_is_not_there_can_be_searched_for(client: FlaskClient) -> None:
    response = client.get("/articles/2019/the-lost_river.html")
    assert response.status_code == 404
    assert "/search?q=the+lost+river" in response.text
