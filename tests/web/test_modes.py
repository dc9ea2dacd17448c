"""The page of a search that is content with some of its words, and why a hit stands where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from search.config.environment import Settings
from tests.support import article, publish
from tests.web.conftest import Page, parsed
from web import create_app


def test_what_has_all_words_is_set_apart(page: Page) -> None:
    soup = page("/search?q=river+otter+librarian+heading&size=100")
    apart = soup.select_one(".apart")
    assert "No article has all of these words; 63 have some." in apart.text
    assert apart.a is None
    soup = page("/search?q=river+opens+story+otter&match=some&size=100")
    assert soup.select_one(".border") is None
    soup = page("/search?q=river+opens+story&size=100")
    apart = soup.select_one(".apart")
    assert "1 article has all of these words; 61 more have some." in apart.text
    only = page(apart.a["href"])
    assert len(only.select(".hit")) == 1
    assert "match=all" in apart.a["href"]
    hits = soup.select(".hit")
    assert [bool(hit.select_one(".border")) for hit in hits] == [False, True] + [False] * 60


def test_a_search_of_two_words_with_few_hits_offers_the_wider_one(page: Page) -> None:
    soup = page("/search?q=opens+river")
    assert len(soup.select(".hit")) == 1
    link = soup.select_one(".apart a")
    assert link.text == "62 articles"
    wider = page(link["href"])
    assert wider.select_one("#found").text.startswith("62 articles")
    assert page("/search?q=river+flood").select_one(".apart") is None


def test_a_filter_keeps_the_way_that_was_asked_for(page: Page) -> None:
    soup = page("/search?q=opens+river&match=some")
    toggles = [link["href"] for link in soup.select(".facet .value")]
    assert toggles
    assert all("match=some" in link for link in toggles)
    assert soup.select_one("input[name=match]")["value"] == "some"


def test_every_hit_says_why_it_is_there(page: Page) -> None:
    soup = page("/search?q=railways+number")
    for hit in soup.select(".hit"):
        why = hit.select_one("details.why")
        assert why.summary.text.startswith("Why this result")
        assert "“railways”" in why.text
    first = soup.select_one(".hit .why").text
    assert "Words in the title" in first
    assert "side by side" in first
    assert page("/search").select_one(".why") is None


def test_programs_get_the_parts_of_scores_if_they_ask(client: FlaskClient) -> None:
    plain = _json(client, "/search.json?q=railways+number")
    assert "explanation" not in plain["hits"][0]
    assert (plain["relaxed"], plain["matching_all"]) == (False, plain["total"])
    found = _json(client, "/search.json?q=railways+number&explain=1")
    for hit in found["hits"]:
        parts = hit["explanation"]
        total = sum(parts["words"].values()) + parts["title"] + parts["stretch"] + parts["pairs"]
        assert abs(total - hit["score"]) < 0.01
        assert parts["words"].keys() == {"railways", "number"}
    some = _json(client, "/search.json?q=river+otter+nowhere")
    assert (some["relaxed"], some["matching_all"]) == (True, 0)
    assert some["matching_some"] == some["total"] > 0


def test_a_misspelt_word_is_said_beside_what_the_others_find(page: Page) -> None:
    soup = page("/search?q=raliway+station")
    assert soup.select(".hit")
    assert soup.select_one(".suggestion a").text == "railway station"


def _json(client: FlaskClient, address: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(address).get_json()
    return found


def test_a_misspelt_word_finds_similar_ones_and_says_so(page: Page) -> None:
    soup = page("/search?q=raliway")
    assert "has this word;" in soup.select_one(".apart").text
    assert "“raliway” is also read as “railway”, which counts less." in soup.text
    assert "Did you mean railway" in " ".join(soup.text.split())
    assert soup.select("mark")


def test_no_other_spelling_is_offered_where_the_filters_find_nothing(tmp_path: Path) -> None:
    words = ["climate"] * 12 + ["ultimate"] * 3
    texts = [
        article(
            f"{number}", f"The {word} question.", regions=("Asia" if number < 12 else "Europe",)
        )
        for number, word in enumerate(words)
    ]
    publish(tmp_path / "index", texts)
    client: FlaskClient = create_app(settings=Settings(index=tmp_path / "index")).test_client()
    found = parsed(client.get("/search?q=climate&region=Europe"))
    assert "without them there are 12 articles" in " ".join(found.main.text.split())
    assert found.select_one(".suggestion") is None
    misspelt = parsed(client.get("/search?q=ultimete&region=Europe"))
    assert misspelt.select_one(".suggestion a").text == "ultimate"


def test_many_notices_leave_the_results_in_sight(page: Page) -> None:
    words = "+".join(f"libraria{letter}+floo{letter}" for letter in "xyz")
    soup = page(f"/search?q={words}")
    first = soup.select(".summary-bar > .notice")
    others = soup.select("#more-notices .notice")
    assert len(first) == 3
    assert len(others) > 1
    assert soup.select_one("#more-notices summary").text == f"{len(others)} more"
    assert page("/search?q=librariax").select_one("#more-notices") is None
