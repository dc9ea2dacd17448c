"""What programs read: the search as JSON, completions, the description of the search, health."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import parsed

KEYS = {
    "query": str,
    "total": int,
    "page": int,
    "pages": int,
    "took_ms": float,
    "partial": bool,
    "understood": str,
    "hits": list,
    "facets": dict,
    "timeline": list,
}


def test_the_answer_has_the_documented_shape(client: FlaskClient) -> None:
    response = client.get("/search.json?q=librarian&region=West+Africa&-theme=Elections")
    answer = parsed(response)
    assert response.mimetype == "application/json"
    for key, kind in KEYS.items():
        assert isinstance(answer[key], kind), key
    assert answer["suggestion"] is None or isinstance(answer["suggestion"], str)
    assert set(answer["facets"]) == {"author", "region", "theme", "report", "source"}
    for value in answer["facets"]["theme"]:
        assert set(value) == {"value", "count", "selected", "excluded"}
    excluded = [each["value"] for each in answer["facets"]["theme"] if each["excluded"]]
    assert excluded == ["Elections"]


def test_a_hit_has_the_documented_shape_and_an_address_that_opens_marked(
    client: FlaskClient,
) -> None:
    hit = parsed(client.get("/search.json?q=librarian"))["hits"][0]
    for key in ("id", "title", "url", "authors", "published", "regions", "themes", "reports"):
        assert key in hit
    assert set(hit["passages"][0]) == {"anchor", "position", "html", "text"}
    assert hit["url"].startswith("/articles/")
    assert ">librarian</mark>" in client.get(hit["url"]).text


def test_html_and_json_find_the_same(client: FlaskClient) -> None:
    query = "?q=river&theme=Railways&-author=Bo+Li&sort=oldest&page=2"
    answer = parsed(client.get(f"/search.json{query}"))
    html = client.get(f"/search{query}").text
    assert f"{answer['total']} articles" in html
    places = [html.index(hit["url"].replace("&", "&amp;")) for hit in answer["hits"]]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["page", "sort", "from", "unit", "size"])
def test_a_bad_parameter_is_named(client: FlaskClient, name: str) -> None:
    response = client.get(f"/search.json?q=river&{name}=abc")
    assert response.status_code == 400
    problem = parsed(response)
    assert response.mimetype == "application/problem+json"
    assert set(problem) == {"type", "title", "status", "detail", "parameter"}
    assert problem["type"] == "http://localhost/api#bad-parameter"
    assert (problem["status"], problem["parameter"]) == (400, name)
    assert f"{name}='abc'" in problem["detail"]


def test_a_page_beyond_the_last_is_said_to_be(client: FlaskClient) -> None:
    response = client.get("/search.json?q=otter&page=9")
    assert response.status_code == 404
    message = "page=9 cannot be shown: this search has 1 page."
    problem = parsed(response)
    assert (problem["status"], problem["parameter"], problem["detail"]) == (404, "page", message)


def test_completions_are_opensearch_suggestions(client: FlaskClient) -> None:
    response = client.get("/suggest?q=libr")
    assert response.mimetype == "application/x-suggestions+json"
    query, texts, descriptions, urls = parsed(response)
    assert query == "libr"
    assert len(texts) == len(descriptions) == len(urls) > 1
    at = texts.index("Libraries and Archives")
    assert descriptions[at].startswith("Theme, ")
    assert urls[at] == "/search?theme=Libraries+and+Archives"
    assert urls[texts.index("librarian")] == "/search?q=librarian"
    for url in urls:
        assert client.get(url).status_code == 200


def test_completions_keep_the_filters_and_the_words_before(client: FlaskClient) -> None:
    params = "theme=Railways&-author=Bo+Li&sort=oldest&page=3&unit=paragraph"
    _, texts, descriptions, urls = parsed(client.get(f"/suggest?{params}&q=the+riv"))
    assert urls[texts.index("the river")] == (
        "/search?q=the+river&-author=Bo+Li&theme=Railways&sort=oldest"
    )
    for description, url in zip(descriptions, urls, strict=True):
        if url.startswith("/search"):
            total = parsed(client.get(url.replace("/search", "/search.json")))["total"]
            assert f"{total:,} article" in description
    _, texts, descriptions, urls = parsed(client.get("/suggest?q=river+railw"))
    at = texts.index("Railways")
    assert descriptions[at] in parsed(client.get("/suggest?q=“river+railw"))[2]
    assert re.fullmatch("Theme, [0-9]+ articles with “river”", descriptions[at])
    assert urls[at] == "/search?q=river&theme=Railways"


def test_a_completed_title_leads_to_its_article(client: FlaskClient) -> None:
    _, texts, descriptions, urls = parsed(client.get("/suggest?q=all+kin"))
    at = texts.index("All kinds of paragraphs")
    assert (descriptions[at], urls[at]) == ("Article", "/articles/kinds")


@pytest.mark.parametrize("params", ["from=never", "page=0", "unit=word", "theme=Nowhere"])
def test_completions_ignore_what_is_no_use(client: FlaskClient, params: str) -> None:
    assert client.get(f"/suggest?q=riv&{params}").status_code == 200


@pytest.mark.parametrize("text", ["", " ", "zzzz", "x" * 5000, '"', "\0"])
def test_completions_of_odd_beginnings_are_none(client: FlaskClient, text: str) -> None:
    response = client.get("/suggest", query_string={"q": text})
    assert response.status_code == 200
    assert parsed(response)[1:] == [[], [], []]


def test_browsers_can_add_the_search(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(response.text)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    templates = {url.get("type"): url.get("template") for url in root.iter(f"{space}Url")}
    assert templates["text/html"] == "http://localhost/search?q={searchTerms}"
    assert root.findtext(f"{space}ShortName") == "The Test Review"


def test_crawlers_are_kept_out_of_searches(client: FlaskClient) -> None:
    assert "Disallow: /search\n" in client.get("/robots.txt").text
    assert "Disallow: /suggest\n" in client.get("/robots.txt").text


def test_health_and_readiness(client: FlaskClient, unpublished: FlaskClient) -> None:
    assert client.get("/healthz").text == unpublished.get("/healthz").text == "ok\n"
    ready = client.get("/readyz")
    assert parsed(ready) == {"status": "ready", "generation": "000001", "articles": 63}
    unready = unpublished.get("/readyz")
    assert unready.status_code == 503
    assert "backissue reindex" in parsed(unready)["reason"]
    assert unready.headers["Retry-After"]


def test_only_what_is_asked_for_is_counted_and_shown(client: FlaskClient) -> None:
    whole = client.get("/search.json?q=river").get_json()
    brief = client.get("/search.json?q=river&facets=author&facets=theme&passages=0").get_json()
    assert list(brief["facets"]) == ["author", "theme"]
    assert brief["facets"]["theme"] == whole["facets"]["theme"]
    assert [hit["passages"] for hit in brief["hits"]] == [[]] * 10
    assert brief["total"] == whole["total"]
    assert client.get("/search.json?facets=none").get_json()["facets"] == {}
