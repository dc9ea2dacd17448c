"""HTML pages: fields from any part of the page, the text of the article and nothing else."""

from __future__ import annotations

import contextlib
import json
import time
from datetime import date
from pathlib import Path

import pytest

from search.model.articles import Article, Source
from search.reading import Record, Unreadable, read

ARCHIVE = Path(__file__).parents[2] / "examples" / "archive"

_BODY = """
<nav><ul><li><a href="/">Home</a></li></ul></nav>
<article><h1>The Weir</h1><p class="byline">By Ann River and Bo Banks</p>
<div class="article-body">
<p>The river rose in the night, and nobody on the bank had expected it to.</p>
<h2>Morning</h2>
<aside><p>Subscribe to our newsletter, it is free and comes every day.</p></aside>
<p>By morning the water stood at the <em>second</em> step of the church, as in 1953.</p>
<ul><li>One boat was lost, and with it the keys of the town hall.</li></ul>
<blockquote><p>We had been told that it could never happen again.</p></blockquote>
<script>document.write("evil words of a script")</script>
</div></article>
<div id="comments"><p>I never liked this river, nor the people who live along it.</p></div>
<footer><p>Copyright, all rights reserved, a long line of a footer.</p></footer>
"""


def _page(head: str = "", body: str = _BODY) -> Article:
    page = f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"
    return read(Record("a.html", 0, page.encode())).article


def test_the_text_is_that_of_the_article() -> None:
    assert [(each.kind, each.text) for each in _page().paragraphs] == [
        ("text", "The river rose in the night, and nobody on the bank had expected it to."),
        ("heading", "Morning"),
        ("text", "By morning the water stood at the second step of the church, as in 1953."),
        ("item", "One boat was lost, and with it the keys of the town hall."),
        ("quote", "We had been told that it could never happen again."),
    ]


def test_fields_from_json_ld() -> None:
    ld = {
        "@graph": [
            {"@type": "WebSite", "name": "Site"},
            {
                "@type": "NewsArticle",
                "headline": "The Weir",
                "author": [{"@type": "Person", "name": "Ann River"}, {"name": "Bo Banks"}],
                "publisher": {"name": "The Lantern"},
                "datePublished": "2019-09-02T05:30:00Z",
                "keywords": ["Rivers & Floods", "Law, Old and New"],
                "contentLocation": [{"@type": "Place", "name": "Japan, Korea and Taiwan"}],
                "isPartOf": {"name": "LIVING WITH WATER"},
                "isBasedOn": {
                    "url": "https://delta.example/weir",
                    "datePublished": "2019-08-31",
                    "publisher": {"name": "Delta Times"},
                },
                "description": "A night at the weir, told by those who were there.",
            },
        ]
    }
    article = _page(f'<script type="application/ld+json">{json.dumps(ld)}</script>')
    assert article.authors == ("Ann River", "Bo Banks")
    assert (article.publisher, article.published) == ("The Lantern", date(2019, 9, 2))
    assert article.values("theme") == ("Rivers & Floods", "Law, Old and New")
    assert article.values("region") == ("Japan, Korea and Taiwan",)
    assert article.values("report") == ("LIVING WITH WATER",)
    assert article.source == Source("Delta Times", date(2019, 8, 31), "https://delta.example/weir")
    assert article.summary == "A night at the weir, told by those who were there."


def test_fields_from_meta_elements() -> None:
    article = _page(
        "<title>The Weir | The Lantern</title>"
        '<meta property="og:title" content="The Weir | The Lantern">'
        '<meta property="og:site_name" content="The Lantern">'
        '<meta name="author" content="Ann River"><meta name="author" content="Bo Banks">'
        '<meta property="article:published_time" content="2019-09-02">'
        '<meta property="article:tag" content="Rivers &amp; Floods">'
        '<meta name="region" content="North &amp; South"><meta name="region" content="East">'
        '<meta name="description" content="The river rose in the night, and nobody on the ...">'
        '<link rel="canonical" href="https://lantern.example/weir">'
    )
    assert article.title == "The Weir"
    assert article.authors == ("Ann River", "Bo Banks")
    assert article.published == date(2019, 9, 2)
    assert (article.values("theme"), article.values("region")) == (
        ("Rivers & Floods",),
        ("North & South", "East"),
    )
    assert article.summary == ""
    assert (article.language, article.address) == ("en", "https://lantern.example/weir")


def test_fields_from_the_visible_page() -> None:
    body = _BODY.replace("</h1>", '</h1><time datetime="2019-09-02">Monday</time>')
    article = _page(body=body)
    assert article.title == "The Weir"
    assert article.authors == ("Ann River", "Bo Banks")
    assert article.published == date(2019, 9, 2)


def test_broken_json_ld_is_passed_over() -> None:
    article = _page('<script type="application/ld+json">{"@type": "NewsArticle", </script>')
    assert article.title == "The Weir"


def test_broken_html_is_read_as_a_browser_would() -> None:
    article = _page(
        body="<div><p>A first paragraph <b>never closed<p>And a second one</div></i></p>"
    )
    assert [each.text for each in article.paragraphs] == [
        "A first paragraph never closed",
        "And a second one",
    ]


def test_text_between_line_breaks() -> None:
    article = _page(
        body="<div>One paragraph of text.<br><br>Another one, after a gap.<br>Its end.</div>"
    )
    assert [each.text for each in article.paragraphs] == [
        "One paragraph of text.",
        "Another one, after a gap. Its end.",
    ]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16"])
def test_declared_encodings(encoding: str) -> None:
    page = (
        f"<html><head><meta charset={encoding}><title>Café</title></head><p>Élan vital.</p></html>"
    )
    reading = read(Record("a.html", 0, page.encode(encoding)))
    assert reading.article.title == "Café"
    assert reading.article.paragraphs[0].text == "Élan vital."


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "<p>Deep text.</p>",
        "<p>" * 300_000 + "Text.",
        "<a href='" + "x" * 3_000_000 + "'>k</a><p>Text.</p>",
        "<table><tr><td>" * 20_000 + "Text.",
        "<!--" * 100_000 + "Text.",
        "<script type='application/ld+json'>" + "[" * 500_000 + "</script><p>Text.</p>",
    ],
)
def test_monstrous_pages_are_bounded(page: str) -> None:
    began = time.monotonic()
    with contextlib.suppress(Unreadable):
        assert read(Record("a.html", 0, page.encode())).article.paragraphs
    assert time.monotonic() - began < 20


def test_the_pages_of_the_sample_archive_have_all_their_fields() -> None:
    pages = sorted(ARCHIVE.rglob("*.html"))
    assert len(pages) >= 30
    around = (
        "newsletter",
        "posted by",
        "Bookmark",
        "Log in to comment",
        "Copy link",
        "Registered charity",
    )
    for page in pages:
        reading = read(Record(page.name, 0, page.read_bytes()))
        article = reading.article
        assert not reading.warnings
        assert article.title
        assert article.authors
        assert article.published
        assert article.values("region")
        assert article.values("theme")
        assert article.summary
        assert article.publisher == "The Lantern Review"
        assert len(article.paragraphs) >= 5
        assert not [each for each in article.paragraphs for word in around if word in each.text]
