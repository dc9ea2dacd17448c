"""JSON-LD in pages: how it is written, and what it refers to."""

from __future__ import annotations

import json

import pytest

from search.model.articles import Article
from search.reading import Record, read


def _page(script: str) -> Article:
    head = f'<script type="application/ld+json">{script}</script>'
    body = "<h1>The ferry</h1><p>The ferry left at dawn, as it had for forty years.</p>"
    page = f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"
    return read(Record("a.html", 0, page.encode())).article


def test_it_refers_to_other_objects() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "author": [{"@id": "#a"}], "publisher": {"@id": "#p"}},
            {"@type": "Person", "@id": "#a", "name": "Ada Quill"},
            {"@type": "Organization", "@id": "#p", "name": "The Herald"},
        ]
    }
    page = _page(json.dumps(graph))
    assert (page.authors, page.publisher) == (("Ada Quill",), "The Herald")


@pytest.mark.parametrize(
    "script",
    ["{};", "//<![CDATA[\n{}\n//]]>", "<![CDATA[{}]]>", "<!-- {} -->", "\n// <!--\n{}\n// -->\n"],
)
def test_it_is_read_whatever_hides_it_or_follows_it(script: str) -> None:
    found = json.dumps({"@type": "Article", "author": "Ada Quill"})
    assert _page(script.replace("{}", found)).authors == ("Ada Quill",)


def test_of_a_recipe_the_date_counts_and_not_the_site_that_it_names_as_its_author() -> None:
    page = _page(
        json.dumps({"@type": "Recipe", "author": "Lemon House", "datePublished": "2017-07-06"})
    )
    assert (str(page.published), page.authors) == ("2017-07-06", ())


def test_commas_may_stand_before_an_end() -> None:
    assert _page('{"@type": "Article", "author": ["Ada Quill",\n],\n}').authors == ("Ada Quill",)
