"""Titles and names of HTML pages in their many kinds, and pages that were made to take long."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest

from search.reading import Reading, Record, read

_TEXT = "".join(
    f"<p>Paragraph {n} of the text, which has a comma, and is long enough to be read as a sentence.</p>"
    for n in range(5)
)


def _read(body: str = f"<h1>The ferry</h1>{_TEXT}", head: str = "", lang: str = "en") -> Reading:
    page = f"<!doctype html><html lang={lang}><head>{head}</head><body>{body}</body></html>"
    return read(Record("a.html", 0, page.encode()))


def _article(byline: str, before: str = "", after: str = "") -> str:
    return f"{before}<article><h1>The ferry</h1>{byline}{_TEXT}</article>{after}"


def _ld(*objects: object) -> str:
    value = objects[0] if len(objects) == 1 else objects
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "title",
    [
        "The ferry | The Lantern",
        "Lantern » The ferry",
        "The ferry｜The Lantern",
        "The ferry － The Lantern",
        "The ferry — Boats — The Lantern",
        "The ferry: a weekly letter from the office of the harbour",
    ],
)
def test_the_heading_is_the_title_that_the_head_agrees_with(title: str) -> None:
    reading = _read(head=f"<title>{title}</title>")
    assert reading.article.title == "The ferry"
    assert reading.origins["title"] == "h1"


def test_a_heading_with_most_of_the_words_is_the_title() -> None:
    head = "<meta property='og:title' content='Ferry lost in the storm of Tuesday'>"
    shown = "Lemons and all: ferry lost in the storm of last Tuesday"
    assert _read(f"<h1>{shown}</h1>{_TEXT}", head).article.title == shown


def test_a_heading_that_is_the_name_of_the_site_is_no_title() -> None:
    head = (
        "<title>The ferry | Lantern</title><meta property='og:title' content='The ferry'>"
        "<meta property='og:site_name' content='Lantern'>"
    )
    for body in (f"<h1>Lantern</h1><h2>The ferry</h2>{_TEXT}", f"<h1>Lantern</h1>{_TEXT}"):
        assert _read(body, head).article.title == "The ferry"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>The ferry | Lantern</title>", "The ferry"),
        ("<title>Lantern | The ferry of the last night</title>", "The ferry of the last night"),
        ("<title>Rain - A weekly letter from here</title>", "Rain - A weekly letter from here"),
        (
            "<meta property=og:title content='The ferry | Lantern'>"
            "<meta name=twitter:title content='The ferry'>",
            "The ferry",
        ),
        (
            "<meta property=og:title content='The ferry / Lantern'>"
            "<meta property=og:site_name content=Lantern>",
            "The ferry",
        ),
        ("<meta property='x:title dc:title' content='The &amp;amp; ferry'>", "The & ferry"),
    ],
)
def test_the_name_of_the_site_is_cut_from_a_title_of_the_head(head: str, title: str) -> None:
    assert _read(_TEXT, head).article.title == title


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<p>By Ada Quill</p>", ["Ada Quill"]),
        ("<p>Von Ada Quill und Bo Banks</p>", ["Ada Quill", "Bo Banks"]),
        ("<p>Par Ada Quill, Bo Banks et Cy Dee</p>", ["Ada Quill", "Bo Banks", "Cy Dee"]),
        ("<p class=byline>文/張三</p>", ["張三"]),
        ("<p class=byline>Posted by Ada Quill for The Lantern</p>", ["Ada Quill"]),
        ("<p class=byline>By Ada Quill, Staff Writer | Photos by Bo Banks</p>", ["Ada Quill"]),
        ("<p class=byline>By Ada Quill Associated Press</p>", ["Ada Quill"]),
        ("<p class=byline>By ADA QUILL, Reuters, CNN</p>", ["ADA QUILL"]),
        ("<p class=byline>Ada Quill, Ph.D. @quill 4 May 2019 5 min read</p>", ["Ada Quill, Ph.D."]),
        ("<p class=byline>By Staff Writer</p>", []),
        ("<p class=byline>Reuters</p>", []),
        ("<p class=byline>Redaccion</p>", []),
        ("<p class=author><a href=/all>View more posts</a></p>", []),
        ("<p class=author>Author: <a href=/a>Ada Quill</a> <a href=/b>More</a></p>", ["Ada Quill"]),
        ("<p>Ada Quill</p><p>May 4, 2019</p>", ["Ada Quill"]),
        ("<p>Ada Quill | May 4, 2019</p>", ["Ada Quill"]),
        ("<p class=category>Climate Change</p><p>May 4, 2019</p>", []),
        ("<p>BAAR, SWITZERLAND</p><p>May 4, 2019</p>", []),
        ("<p>By the time they came, it had gone.</p>", []),
        (
            "<div itemprop=author><b itemprop=name>Ada Quill</b><i>Writes on boats</i></div>",
            ["Ada Quill"],
        ),
        ("<div class=author-bio>Ada Quill writes on boats.</div>", []),
    ],
)
def test_bylines(byline: str, authors: list[str]) -> None:
    assert list(_read(_article(byline)).article.authors) == authors


@pytest.mark.parametrize(
    "other",
    [
        "<div class=sidebar><p class=byline>By Zoe Other</p></div>",
        "<div class=related><p class=card><a rel=author href=/z>Zoe Other</a></p></div>",
        "<div class=teaser><b itemprop=author>Zoe Other</b></div><p itemprop=author>Yan Other</p>",
        "<ol class=comments><li><b class=author>Zoe Other</b></ol>",
    ],
)
def test_names_beside_the_article_are_no_authors(other: str) -> None:
    assert _read(_article("", after=other)).article.authors == ()
    assert _read(_article("", before=other)).article.authors == ()


def test_an_unusable_author_gives_way() -> None:
    for unusable in ("https://lantern.example/a", "admin", "Staff Writer", "", "@quill", "Reuters"):
        head = _ld({"@type": "Article", "author": {"name": unusable}})
        reading = _read(head=f"{head}<meta name=author content='Ada Quill'>")
        assert reading.article.authors == ("Ada Quill",)
        assert reading.origins["author"] == "author"
        assert _read(_article("<p>By Bo Banks</p>"), head).article.authors == ("Bo Banks",)


def test_numbers_in_the_name_of_an_organisation_stay() -> None:
    head = "<meta name=author content='Bund 90 der Fischer'>"
    assert _read(head=head).article.authors == ("Bund 90 der Fischer",)


def test_one_author_per_element_and_per_item_of_a_list() -> None:
    names = ("Quill, Ada", "Banks, Bo")
    metas = "".join(f"<meta name=citation_author content='{name}'>" for name in names)
    assert _read(head=metas).article.authors == names
    ld = {"@type": "Article", "author": [{"name": name} for name in names]}
    assert _read(head=_ld(ld)).article.authors == names
    one = "<meta name=author content='Quill, Ada; Banks, Bo'>"
    assert _read(head=one).article.authors == names
    assert _read(head="<meta name=author content='Ada Quill, Bo Banks'>").article.authors == (
        "Ada Quill",
        "Bo Banks",
    )


def test_an_organisation_is_an_author_if_nobody_else_is() -> None:
    organisation = {"@type": "Organization", "name": "Harbour Society"}
    head = _ld({"@type": "Article", "author": organisation, "publisher": {"name": "The Lantern"}})
    assert _read(head=head).article.authors == ("Harbour Society",)


def test_the_name_of_the_site_is_no_author_beside_others() -> None:
    site = "<meta property=og:site_name content='The Lantern'>"
    for given in ("Ada Quill, The Lantern", "Ada Quill The Lantern"):
        head = f"{site}<meta name=author content='{given}'>"
        assert _read(head=head).article.authors == ("Ada Quill",)


def test_ids_of_json_ld_are_resolved_across_scripts() -> None:
    article = {
        "@type": ["Article"],
        "headline": "The ferry",
        "author": [{"@id": "#a"}, "#b"],
        "publisher": {"@id": "#p"},
    }
    others = [
        {"@type": "Person", "@id": "#a", "name": "Ada &amp; Quill"},
        {"@type": "Person", "@id": "#b", "givenName": "Bo", "familyName": "Banks"},
        {"@type": "Organization", "@id": "#p", "name": "The Lantern"},
    ]
    reading = _read(head=_ld({"@graph": [article]}) + _ld(*others))
    assert reading.article.authors == ("Ada & Quill", "Bo Banks")
    assert reading.article.publisher == "The Lantern"


def test_the_first_usable_date_wins_and_an_odd_one_is_reported() -> None:
    odd = "<meta property=article:published_time content=0000-00-00>"
    reading = _read(
        head=f"{odd}<meta name=date content=2021-03><meta name=pubdate content=2021-03-29>"
    )
    assert (reading.article.published, reading.warnings) == (date(2021, 3, 29), ())
    assert reading.origins["published"] == "pubdate"
    assert "not one clear day" in _read(head=odd).warnings[0]


@pytest.mark.parametrize(
    "page",
    [
        "<h1>The ferry</h1>" * 30_000,
        "<title>" + "a | " * 100_000 + "</title><h1>a</h1>",
        "<h1>T</h1>" + "<p class=byline>By A B</p>" * 20_000,
        "<h1>T</h1>" + "<div class=author>" * 400 + "<p>x @ y</p>" * 10_000,
        "<h1>T</h1>" + "<p>4 May 2019" * 20_000,
        "<h1>T</h1>" + "<span>4/5/2019 </span>" * 20_000,
        "<meta name=author content='" + "x@" * 200_000 + "'><h1>T</h1><p>Text.",
        '<script type="application/ld+json">{"@graph": ['
        + ",".join(
            '{"@type": "Article", "@id": "#1", "author": {"@id": "#1"}}' for _ in range(8_000)
        )
        + "]}</script><p>Text.",
        "<html>" * 100_000 + "<?xml " * 50_000 + "<p>Text.",
        "<link " * 100_000 + "<p>Text.",
        "application/ld+json<b>x</b>" * 20_000 + "<p>Text.",
    ],
    ids="headings bars bylines nested dates spans author graph roots links scripts".split(),
)
def test_time_is_linear_in_the_size_of_a_page(page: str) -> None:
    began = time.process_time()
    read(Record("a.html", 0, f"{page}{_TEXT}".encode()))
    assert time.process_time() - began < 5
