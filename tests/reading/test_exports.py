"""What services export and answer as JSON: lists at any usual place, objects as names, HTML as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from search.reading.formats import json_file
from tests.reading.inspected import inspected, texts

ENTRY: dict[str, Any] = {"title": "T", "content": "Text."}


def test_wallabag(tmp_path: Path) -> None:
    entry = {
        "is_archived": 1,
        "tags": ["sea"],
        "id": 5,
        "title": "The ferry",
        "url": "https://x.example/1",
        "content": "<p>One <a href='/a'>link</a>.</p>\n<figure><img src='a.jpg' alt=''>"
        "<figcaption>Pier</figcaption></figure>",
        "created_at": "2020-01-01T00:00:00+0000",
        "published_at": "2019-05-04T10:00:00+0200",
        "published_by": ["Ada Quill"],
        "domain_name": "www.x.example",
        "annotations": [],
        "language": "en",
    }
    found = inspected(tmp_path, "a.json", json.dumps([entry]))
    article = found.readings[0].article
    assert (article.id, article.authors, article.values("theme")) == ("5", ("Ada Quill",), ("sea",))
    assert (str(article.published), article.source.name) == ("2019-05-04", "www.x.example")
    assert texts(found) == ["One link."]
    assert [each.text for each in article.captions] == ["Pier"]


def test_news_api(tmp_path: Path) -> None:
    answer = {
        "status": "ok",
        "totalResults": 1,
        "articles": [
            {
                "source": {"id": None, "name": "The Lantern"},
                "author": "Ada Quill",
                "title": "The ferry",
                "description": "It sails.",
                "url": "https://x.example/1",
                "publishedAt": "2019-05-04T10:00:00Z",
                "content": "The ferry sails at dawn… [+1234 chars]",
            }
        ],
    }
    found = inspected(tmp_path, "a.json", json.dumps(answer))
    article = found.readings[0].article
    assert (article.source.name, str(article.published)) == ("The Lantern", "2019-05-04")
    assert texts(found) == ["The ferry sails at dawn …"]
    assert "the beginning of its text, 1234 characters are missing" in found.warnings[0]


def test_omnivore(tmp_path: Path) -> None:
    entry = {
        "id": "a1",
        "slug": "ferry",
        "title": "The ferry",
        "description": "It sails.",
        "author": "Ada Quill",
        "url": "https://x.example/1",
        "labels": [{"name": "sea"}, {"name": "wind"}],
        "savedAt": "2020-01-01",
        "publishedAt": "2019-05-04T00:00:00.000Z",
        "siteName": "The Lantern",
    }
    found = inspected(tmp_path, "a.json", json.dumps([entry]))
    article = found.readings[0].article
    assert (article.values("theme"), str(article.published)) == (("sea", "wind"), "2019-05-04")
    assert (article.summary, article.source.name) == ("It sails.", "The Lantern")


def test_readwise_reader(tmp_path: Path) -> None:
    entry = {
        "id": "01h",
        "url": "https://reader.example/01h",
        "source": "reader-web-app",
        "author": "Ada Quill",
        "title": "The ferry",
        "site_name": "The Lantern",
        "published_date": 1556928000000,
        "tags": {"sea": {"name": "Sea", "type": "manual"}},
        "summary": "It sails.",
        "content": None,
        "html_content": "Fish &amp; chips",
        "created_at": "2020-01-01",
    }
    found = inspected(tmp_path, "a.json", json.dumps({"count": 1, "results": [entry]}))
    article = found.readings[0].article
    assert (article.source.name, article.values("theme")) == ("The Lantern", ("Sea",))
    assert (str(article.published), texts(found)) == ("2019-05-04", ["Fish & chips"])


@pytest.mark.parametrize(
    "value",
    [
        {"hits": {"total": 1, "hits": [{"_id": "x", "_source": ENTRY}]}},
        {"data": {"posts": {"edges": [{"cursor": "x", "node": ENTRY}]}}},
        {
            "db": [
                {
                    "meta": {},
                    "data": {
                        "posts": [{"title": "T", "html": "<p>Text.</p>"}],
                        "tags": [{"name": "a"}],
                    },
                }
            ]
        },
        {
            "response": {
                "status": "ok",
                "results": [{"id": "x", "fields": {"headline": "T", "bodyText": "Text."}}],
            }
        },
        {
            "jsonapi": {},
            "data": [
                {
                    "type": "node",
                    "id": "x",
                    "attributes": {"title": "T", "body": {"value": "Text."}},
                }
            ],
        },
        {"a1": ENTRY, "b2": {"title": "U", "content": "More."}},
        {"content": [ENTRY], "totalPages": 1},
        {"site": {"name": "x"}, "my_stories": [{"title": "T", "body": ["Text."]}]},
        [
            {
                "title": {"rendered": "T"},
                "content": {"rendered": "<p>Text.</p>"},
                "author": 7,
                "tags": [3],
                "_links": {},
            }
        ],
        [{"title": "T", "content": "&lt;p&gt;Text.&lt;/p&gt;"}],
        {**ENTRY, "related": [{"title": "U", "text": "More."}]},
    ],
)
def test_shapes(tmp_path: Path, value: object) -> None:
    found = inspected(tmp_path, "a.json", json.dumps(value))
    article = found.readings[0].article
    assert (article.title, texts(found), found.failures) == ("T", ["Text."], ())
    assert (article.authors, article.values("theme")) == ((), ())


def test_the_rest_api_of_wordpress(tmp_path: Path) -> None:
    post = {
        "id": 7,
        "date": "2019-05-04T20:00:00",
        "link": "https://x.example/ferry/",
        "author": 3,
        "tags": [4],
        "title": {"rendered": "The &amp; ferry"},
        "content": {"rendered": "<p>Text.</p>"},
        "_links": {},
        "_embedded": {
            "author": [{"id": 3, "name": "Ada Quill"}],
            "wp:term": [
                [{"name": "Sea", "taxonomy": "category"}],
                [{"name": "piers", "taxonomy": "post_tag"}],
            ],
        },
    }
    found = inspected(tmp_path, "a.json", json.dumps([post]))
    article = found.readings[0].article
    assert (article.authors, article.values("theme")) == (("Ada Quill",), ("piers", "Sea"))
    assert (article.title, article.address) == ("The & ferry", "https://x.example/ferry/")


def test_a_long_object_is_read_item_by_item(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_file, "MAX_BYTES", 300)
    items = [{"title": f"T{number}", "content": "Text. " * 9} for number in range(9)]
    text = json.dumps(
        {"about": '"articles": [{', "tags": [{"name": "x"}], "articles": items, "n": 1}
    )
    found = inspected(tmp_path, "a.json", text)
    assert ([reading.article.title for reading in found.readings], found.failures) == (
        [f"T{number}" for number in range(9)],
        (),
    )


def test_pages_that_are_lists_of_links(tmp_path: Path) -> None:
    item = '<li><a href="https://x.example/{0}" time_added="1" tags="a">Title {0}</a></li>'
    page = "<html><head><title>Export</title></head><body><h1>Unread</h1><ul>{}</ul></body></html>"
    found = inspected(tmp_path, "ril_export.html", page.format("".join(map(item.format, range(5)))))
    assert (found.readings, found.failures) == ((), ())
    assert found.warnings == (
        "is a list of links without texts: save the pages themselves into the archive",
    )
