"""HTML pages: fields from any part of the page, the text of the article and nothing else."""

from __future__ import annotations

import contextlib
import json
import time
from datetime import date
from pathlib import Path

import pytest

from search.model.articles import Article, Source
from search.reading import Reading, Record, Unreadable, read
from search.reading.formats.html.name_rules import is_boilerplate, meaning_of

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


def _inspected(body: str) -> tuple[list[str], Reading]:
    page = f"<!doctype html><html><head><title>T</title></head><body>{body}</body></html>"
    reading = read(Record("a.html", 0, page.encode()))
    return [each.text for each in reading.article.paragraphs], reading


def test_bounds_of_buttons_are_no_characters_of_what_is_left_out() -> None:
    box = '<div class="cookie-banner">Cookies<button>OK</button><x-y>!</x-y></div>'
    reading = read(Record("a.html", 0, (box + _BODY).encode()))
    assert "div.cookie-banner (8 characters)" in reading.left_out


@pytest.mark.parametrize("noise", ["a" * 5_000, "ad " * 2_000])
def test_the_length_of_a_tag_does_not_change_what_it_says(noise: str) -> None:
    page = f'<div class="comments {noise}"><p>I never liked this river, I say.</p></div>{_BODY}'
    texts = [each.text for each in _page(body=page).paragraphs]
    assert texts == [each.text for each in _page().paragraphs]


def test_what_was_left_out_is_named() -> None:
    _, reading = _inspected(
        f"<nav class='menu top'><a href='/'>Home</a> <a href='/b'>B</a></nav>{_BODY}"
        "<div class='related-posts'><p>Another story about a bridge, a boat, and a bell.</p></div>"
    )
    assert "nav.menu (2 links)" in reading.left_out
    assert "div.related-posts (49 characters)" in reading.left_out
    assert not [each for each in reading.left_out if "article" in each]


def test_a_page_is_read_again_without_names_if_they_leave_little() -> None:
    boxes = "".join(
        f"<div class='modal-{n}'><p>Paragraph {n}, which is said to be a window.</p></div>"
        for n in range(9)
    )
    texts, reading = _inspected(f"<div>{boxes}</div>")
    assert len(texts) == 9
    assert any("menus and boxes" in warning for warning in reading.warnings)


def test_names_of_inline_elements_cut_no_words_out_of_a_sentence() -> None:
    texts, _ = _inspected(
        "<p>The code <span class='print'>print</span> was <em class='related'>related</em> to it, they"
        " said.</p><p>A second one, which is here for company, and for its commas.</p>"
        "<p><a class='tag' href='/t'>Rivers</a></p>"
    )
    assert texts[0] == "The code print was related to it, they said."
    assert "Rivers" not in texts


def test_lists_of_links_are_text_between_paragraphs_and_none_under_related() -> None:
    texts, _ = _inspected(
        "<article><p>The first paragraph of the article, which has a comma.</p>"
        "<ul><li><a href='/p'>Python</a></li><li><a href='/j'>Java</a></li></ul>"
        "<p>The second paragraph of the article, which has a comma.</p><h3>Related</h3>"
        "<ul><li><a href='/1'>One story</a></li><li><a href='/2'>Two stories</a></li></ul></article>"
    )
    assert "Python" in texts
    assert "Java" in texts
    assert len(texts) == 4


@pytest.mark.parametrize(
    "name",
    "has-ads with-sidebar no-comments sidebar-right ad_left field--label-hidden col-ads elementor-share"
    " d-print-none tag-related category-comments article--related story-body which-tools-you-need"
    " alert note tweet standfirst paywall overflow-hidden comments-open comment-status-closed"
    " sidebar-active".split(),
)
def test_names_of_layout_say_nothing(name: str) -> None:
    assert not is_boilerplate(meaning_of(name))


@pytest.mark.parametrize(
    "name",
    "sidebar rail--trending relatedPosts related-articles share-buttons social newsletter-signup comments"
    " hidden post-tags breadcrumb nav-menu author-bio promo__box read-more".split(),
)
def test_names_of_boxes_beside_an_article(name: str) -> None:
    assert is_boilerplate(meaning_of(name))


@pytest.mark.parametrize(
    "page",
    [
        "<dl><dd>" * 3_000 + "Text.",
        '<script type="application/ld+json">' * 4_000 + "<p>Text.</p>",
        "<x-y>" * 50_000 + "Text.",
        "".join(f"<font size={n}>" for n in range(99)) + "<p>Text." * 5_000,
        "<div " * 200_000,
        "".join(f"<t{n}>w" for n in range(30_000)),
        "<ul>" + "<li><a href=x>Link</a>" * 20_000,
        "<meta name=a content=b>" * 40_000 + "<p>Text.",
        "".join(f"<p class='date-{n}'>x</p>" for n in range(30_000)),
        "<!--" * 100_000 + "<script>" * 50_000,
        ("<h2>" + "<b class=kicker>a</b>" * 490 + "</h2>") * 400,
    ],
    ids=(
        "dl json-ld unknown formatting unclosed names links meta paragraphs comments kickers".split()
    ),
)
def test_time_is_linear_in_the_size_of_a_page(page: str) -> None:
    began = time.process_time()
    with contextlib.suppress(Unreadable):
        read(Record("a.html", 0, page.encode()))
    assert time.process_time() - began < 5
