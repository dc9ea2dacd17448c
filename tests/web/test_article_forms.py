"""The page of an article with links, lists in lists, tables, preformatted text and captions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from search.engines import open_engine
from search.reading import Record, read
from tests.support import publish
from tests.web.conftest import parsed
from web import create_app

_TEXT = """---
title: The flood
url: https://example.org/floods/
---
The [river *Aln* rose](/aln?a=1&b=2), see [the bank](javascript:alert(1)) and [the lost page](#).

## Lists

3. three
4. four

   More of four.
   - inner river
   - inner other
     1. deep
   - inner last
5. five

A paragraph.

- other

### Forms

| Town | Level |
|------|-------|
| Aln  | 4 m, **river** <b>b</b> |
|      | dry |

![A boat on the river](boat.jpg "Ann Bo’s <boat>, 1953")

```
if river:
    rise()
```

> A quotation of the [river](https://other.example/).
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Any:
    index: Path = tmp_path_factory.mktemp("forms") / "index"
    publish(index, [read(Record("flood.md", 0, _TEXT.encode())).article])
    with open_engine(index) as engine:
        yield create_app(engine, Settings()).test_client()


def _body(site: FlaskClient, query: str = "") -> Any:
    return parsed(site.get(f"/articles/flood{query}")).select_one(".body")


def _own(element: Any) -> str:
    """The text of an element without the signs that link to it."""
    return " ".join("".join(element.find_all(string=True)).replace("¶", "").split())


def test_links_lead_to_safe_absolute_addresses(site: FlaskClient) -> None:
    first = _body(site).p
    links = [each for each in first.find_all("a") if "pilcrow" not in each.get("class", [])]
    assert [(each.text, each.get("href")) for each in links] == [
        ("river Aln rose", "https://example.org/aln?a=1&b=2"),
        ("the lost page", None),
    ]
    assert links[0]["rel"] == ["external", "nofollow", "noopener", "ugc"]
    assert links[0].em.text == "Aln"
    assert _own(first) == "The river Aln rose, see the bank and the lost page."


def test_lists_are_lists_in_lists(site: FlaskClient) -> None:
    body = _body(site)
    outer, other = body.find_all(["ol", "ul"], recursive=False)
    assert (outer.name, outer["start"], other.name, other.get("class")) == ("ol", "3", "ul", None)
    items = outer.find_all("li", recursive=False)
    assert [_own(each.p or each) for each in items] == ["three", "four", "five"]
    assert [each.get("value") for each in items] == [None, None, None]
    assert [_own(each) for each in items[1].find_all("p", recursive=False)] == [
        "four",
        "More of four.",
    ]
    inner = items[1].ul.find_all("li", recursive=False)
    assert [_own(each.p or each) for each in inner] == ["inner river", "inner other", "inner last"]
    assert _own(inner[1].ol.li) == "deep"


def test_tables_have_rows_and_cells(site: FlaskClient) -> None:
    table = _body(site).table
    assert [
        [_own(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
    ] == [
        ["Town", "Level"],
        ["Aln", "4 m, river b"],
        ["", "dry"],
    ]
    assert [each.text for each in table.find_all("th")] == ["Town", "Level"]
    assert [each.text for each in table.find_all("strong")] == ["river", "b"]


def test_headings_preformatted_text_quotations_and_captions(site: FlaskClient) -> None:
    body = _body(site)
    assert [(each.name, _own(each)) for each in body.find_all(["h2", "h3"])] == [
        ("h2", "Lists"),
        ("h3", "Forms"),
    ]
    assert body.pre.get_text().startswith("if river:\n    rise()")
    assert body.blockquote.a["href"] == "https://other.example/"
    captions = [_own(each) for each in body.select("figure figcaption")]
    assert captions == ["Ann Bo’s <boat>, 1953", "A boat on the river"]
    names = [each.name for each in body.find_all(True, recursive=False)]
    assert names.index("figure") == names.index("div") + 1


def test_matches_are_marked_inside(site: FlaskClient) -> None:
    body = _body(site, "?q=river")
    marks = body.find_all("mark")
    assert [each["id"] for each in marks] == [f"match-{n}" for n in range(1, len(marks) + 1)]
    around = [
        each.find_parent(["a", "li", "td", "figcaption", "pre", "blockquote"]) for each in marks
    ]
    names = [each.name if each else "" for each in around]
    assert names == ["a", "li", "td", "figcaption", "pre", "a"]
    assert body.find_all("strong")[0].mark.text == "river"


def test_a_match_over_the_end_of_a_link_is_marked_once(site: FlaskClient) -> None:
    first = _body(site, '?q="aln rose see"').p
    assert "".join(each.text for each in first.find_all("mark")) == "Aln rose, see"
    assert [each["id"] for each in first.find_all("mark", id=True)] == ["match-1"]


def test_captions_are_a_field_of_their_own(site: FlaskClient) -> None:
    hits = {
        query: parsed(site.get("/search.json", query_string={"q": query}))["total"]
        for query in ("caption:boat", "text:boat", "boat", "caption:river", "title:river")
    }
    assert hits == {
        "caption:boat": 1, "text:boat": 0, "boat": 1, "caption:river": 1, "title:river": 0,
    }  # fmt: skip


def test_a_hit_in_a_caption_leads_to_it(site: FlaskClient) -> None:
    links: Any = parsed(site.get("/search?q=boat")).select("a[href*='#c-']")
    anchors = {each["href"].partition("#")[2] for each in links}
    figures = {each["id"] for each in _body(site).find_all("figure")}
    assert anchors
    assert anchors <= figures
