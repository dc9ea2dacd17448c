"""The title, the authors and the date of pages: which of several is right, and what is none."""

from __future__ import annotations

import json
from datetime import date

import pytest

from search.model.articles import Article
from search.reading import Reading, Record, read

_TEXT = "".join(
    f"<p>{text}</p>"
    for text in (
        "The ferry left at dawn, as it had for forty years, with three passengers and a crate of lemons.",
        "By noon the wind had turned, the harbour was shut, and nobody on the pier would say until when.",
        "In the evening the crew came back on foot, along the dyke, with the lemons and without a word.",
    )
)


def _reading(head: str = "", before: str = "<h1>The ferry</h1>", after: str = "") -> Reading:
    body = f"<body><article>{before}{_TEXT}{after}</article></body>"
    page = f"<!doctype html><html><head>{head}</head>{body}</html>"
    return read(Record("a.html", 0, page.encode()))


def _page(head: str = "", before: str = "<h1>The ferry</h1>", after: str = "") -> Article:
    return _reading(head, before, after).article


def _ld(**fields: object) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "Article", **fields})}</script>'
    )


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>The ferry | The Herald</title>", "<h1>The ferry</h1>", "The ferry"),
        ("<title>The Herald: news</title>", "<h1>The ferry</h1>", "The Herald: news"),
        (
            '<title>The ferry｜みずうみ新聞</title><meta property="og:site_name" content="みずうみ新聞">',
            "",
            "The ferry",
        ),
        ("<title>The ferry - The Herald</title>", "<h1>The Herald</h1>", "The ferry"),
        (
            '<title>The Herald</title><meta property="og:title" content="The ferry is late">',
            "<h1>The ferry is late again, and nobody says why</h1>",
            "The ferry is late again, and nobody says why",
        ),
        (
            '<meta property="og:title" content="You will not believe this">',
            "<h1>The ferry</h1>",
            "You will not believe this",
        ),
        (
            '<meta name="dc:title" content="The &lt;i&gt;ferry&lt;/i&gt; &amp;amp; I">',
            "",
            "The ferry & I",
        ),
        ('<meta property="og:title" content=""><title>The ferry</title>', "", "The ferry"),
        (
            '<meta property="og:title" content="The ferry from Lantern is late again">',
            "<h1>The ferry is late again</h1>",
            "The ferry from Lantern is late again",
        ),
        (
            "<title>The late ferry is there | News of The Herald</title>",
            "<h1>The ferry is late there</h1>",
            "The ferry is late there",
        ),
        (
            '<title>The Herald: The ferry</title><meta property="og:title" content="The ferry">',
            "<h1>The Herald</h1>",
            "The ferry",
        ),
        ("", "<h1>The ferry<a href='#the-ferry'>¶</a></h1>", "The ferry"),
        ("", "<h1>The ferry</h1>", "The ferry"),
        ("<title>渡船时间表！-湖水网</title>", "<h1>渡船时间表！</h1>", "渡船时间表！"),
        (
            '<title>The ferry</title><meta property="og:site_name" content="The Herald">',
            "<h1>The ferry | The Herald</h1>",
            "The ferry",
        ),
    ],
)
def test_the_title_is_what_heading_and_head_agree_on(head: str, heading: str, title: str) -> None:
    assert _page(head, heading).title == title


@pytest.mark.parametrize(
    ("title", "heading", "beside"),
    [
        ("The ferry", "<span class='kicker'>On the lake</span> The ferry", "On the lake"),
        ("The ferry", "<small>On the lake</small><br>The ferry", "On the lake"),
        (
            "The ferry",
            "<span>The ferry</span> <span class='subtitle'>It is late</span>",
            "It is late",
        ),
        (
            "On the lake: The ferry",
            "<span class=art__dachzeile>On the lake</span><span>: </span><span>The ferry</span>",
            "On the lake",
        ),
        ("The ferry", "<time>6 July 2017</time> The ferry", ""),
        ("The ferry", "The ferry <small>06.07.2017</small>", ""),
        ("The ferry", "<span class='section-label'>News</span> The ferry", ""),
    ],
)
def test_a_kicker_is_no_part_of_the_title_and_kept(title: str, heading: str, beside: str) -> None:
    picture = "<figure><img src=a.jpg><figcaption>The pier at noon.</figcaption></figure>"
    page = _page(f"<title>{title} | Herald</title>", f"<h1>{heading}</h1>{picture}")
    assert page.title == "The ferry"
    texts = [each.text for each in page.paragraphs]
    assert texts == [*filter(None, [beside]), *(each.text for each in _page().paragraphs)]
    assert [caption.after for caption in page.captions] == [len(texts) - len(_page().paragraphs)]


@pytest.mark.parametrize(
    "before",
    [
        "<h1><time>6 July 2017</time> The ferry</h1>",
        "<h1>The ferry<br><small>06.07.2017 • Lake</small></h1>",
        "<h1>The ferry</h1><p>6.7.2017 – The ferry from Lantern was late, and nobody said why.</p>",
        "<h1>The ferry</h1><p>Lantern, 6 July 2017 – The ferry was late, and nobody said why.</p>",
        "<div class=sidebar><h1>The ferry</h1><time datetime=2017-07-06>Thursday</time></div>",
    ],
)
def test_the_date_in_the_heading_or_before_the_text(before: str) -> None:
    assert _page("<title>The ferry | Herald</title>", before).published == date(2017, 7, 6)


def test_a_day_that_a_sentence_names_is_no_date_of_publication() -> None:
    rest = "the ferry from Lantern was late again, and nobody on the pier said why it was."
    for beginning in ("On 6 July 2017, ", "6 July 2017 was the day on which "):
        page = _page(before=f"<h1>The ferry</h1><p>{beginning}{rest}</p>")
        assert page.published is None, beginning


def test_all_of_a_heading_is_the_title_if_the_head_says_so() -> None:
    heading = "<h1>On the lake: <em>The ferry is late</em></h1>"
    for title in ("On the lake: The ferry is late", "The ferry on the lake is late again"):
        assert _page(f"<title>{title}</title>", heading).title.startswith(title[:6])
    assert _page("<title>Herald</title>", heading).title == "Herald"


@pytest.mark.parametrize(
    "byline",
    [
        "<p>By Ada Quill</p>",
        "<p class='byline'>By Ada Quill</p>",
        "<p class='byline'>Posted on July 6, 2017 by Ada Quill</p>",
        "<p class='byline'>By Ada Quill | July 6, 2017</p>",
        "<p class='byline'>By Ada Quill, Staff Writer</p>",
        "<p class='byline'>By Ada Quill for The Herald</p>",
        "<p class='byline'>By <a href='/a'>Ada Quill</a> <span class='handle'>@quill</span></p>",
        "<div><span class='author'>Ada Quill</span> <span class='role'>Harbour Editor</span></div>",
        "<p>Author: Ada Quill</p>",
        "<p>Von Ada Quill</p>",
        "<p>Par Ada Quill</p>",
        "<p>Ada Quill</p><p>July 6, 2017</p>",
        "<p>Ada Quill, July 6, 2017</p>",
        "<p itemprop='author' itemscope><span itemprop='name'>Ada Quill</span></p>",
        "<a rel='author' href='/a'>Ada Quill</a>",
        "<p class='lead'>A short lead stands here, between the heading and the name of the author.</p>"
        "<p class='byline'>By Ada Quill</p>",
        "<p>Geschrieben von <a href='/a'>Ada Quill</a> am 6. Juli 2017</p>",
        "<p>Ein Artikel von <strong>Ada Quill</strong> | 06.07.2017 - 12:45</p>",
        "<p>Text von Ada Quill, Illustration von Bo Other</p>",
        "<p>Redaktion: Ada Quill (Harbour Office)</p>",
        "<div class='article_autor'>Text: <span itemprop='author'>Ada Quill</span> / 6.7.2017</div>",
        "<p class='meta'><span>| By </span><span>Ada Quill</span> | <time>July 6, 2017</time></p>",
        "<p><span class='autor'>Ada Quill</span> | 3 Kommentare</p>",
        "<p>von <a rel='author' href='/a'>Ada Quill</a>"
        " <span class='cat-links'>in <a href='/c'>Allgemeines</a></span></p>",
        "<p>von <span class='author'>Ada Quill</span> | <a rel='category tag' href='/c'>Rivers</a></p>",
        "<p>Author: <a href='/a'>Ada Quill</a>, Datum: 03.Juli.17</p>",
        "<p>By <a href='/a' title='Ada Quill'>Ada Quill</a> <a class='edit' href='/e'>Edit</a></p>",
        "<p>06.07.2017 - Redaktion: Ada Quill (Harbour Office)</p>",
        "<p>News! | By Ada Quill | July 6, 2017</p>",
    ],
)
def test_the_byline_below_the_heading(byline: str) -> None:
    assert _page(before=f"<h1>The ferry</h1>{byline}").authors == ("Ada Quill",)


@pytest.mark.parametrize(
    "credits",
    [
        "<footer>Posted <time datetime='2017-07-06T08:00:00Z'>July 6, 2017</time>"
        " by <a rel='author' href='/a'>Ada Quill</a></footer>",
        "<aside><p><span itemprop='author'><b itemprop='name'>Ada Quill</b> —</span>"
        " <time datetime='2017-07-06' itemprop='datePublished'>6 July</time></p></aside>",
    ],
)
def test_the_author_and_the_date_in_a_marked_footer_are_fields_and_no_text(credits: str) -> None:
    page = _page(after=credits)
    assert (page.authors, page.published) == (("Ada Quill",), date(2017, 7, 6))
    assert [each.text for each in page.paragraphs] == [each.text for each in _page().paragraphs]


def test_the_fields_of_an_article_in_a_dialog_are_read() -> None:
    byline = "<p class=author>Ada Quill</p><time datetime=2017-07-06>July 6</time>"
    teasers = "<ul>" + "<li><a href=/other>Other news of the day</a>" * 40 + "</ul>"
    body = f"<body>{teasers}<div class=modal><h1>The ferry</h1>{byline}{_TEXT}</div></body>"
    page = read(Record("a.html", 0, body.encode())).article
    assert (page.authors, page.published) == (("Ada Quill",), date(2017, 7, 6))


@pytest.mark.parametrize(
    "page",
    [
        "<html><div id=stamp></div><head>{head}</head><body>{body}</body></html>",
        "<html>{head}<body class='a > b'>{body}</body></html>",
        "{head}{body}<script>document.write('<head></head>')</script>",
        "<html>{head}<body>{body}<iframe srcdoc='<head></head>'></iframe></body></html>",
    ],
)
def test_a_head_in_an_odd_place(page: str) -> None:
    head = "<title>The ferry</title><meta name=author content='Ada Quill'>"
    article = read(Record("a.html", 0, page.format(head=head, body=_TEXT).encode())).article
    assert (article.title, article.authors) == ("The ferry", ("Ada Quill",))
    assert [each.text for each in article.paragraphs] == [each.text for each in _page().paragraphs]


@pytest.mark.parametrize(
    "byline",
    [
        "<p class='byline'>By Ada Quill and Bo Other</p>",
        "<p class='byline'>By <a>Ada Quill</a>, <a>Bo Other</a></p>",
        "<p class='byline'>Authors: Ada Quill & Bo Other</p>",
        "<p class='byline'>Ada Quill (avec Bo Other)</p>",
        "<p class='byline'>By Ada Quill, with Bo Other</p>",
        "<ul><li class='author'>Ada Quill</li><li class='author'>Bo Other</li></ul>",
        "<p class='author'>Ada Quill im Gespräch mit Bo Other</p>",
    ],
)
def test_two_authors(byline: str) -> None:
    assert _page(before=f"<h1>The ferry</h1>{byline}").authors == ("Ada Quill", "Bo Other")


@pytest.mark.parametrize(
    "line",
    [
        "<p class='author'><a href='/all'>View more posts</a></p>",
        "<p class='author'>admin</p>",
        "<p class='byline'>AFP</p>",
        "<p class='byline'>Edited by Ada Quill</p>",
        "<p class='author-date'>July 6, 2017</p>",
        "<p>By the river</p>",
        "<p>Posted by <a rel='author' href='/a'>Redaktion</a></p>",
        "<p class='meta'>Eingetragen von <a href='/u/1'>admin</a></p>",
        "<p>Harbour News</p><p>July 6, 2017</p>",
    ],
)
def test_what_is_no_author(line: str) -> None:
    assert _page(before=f"<h1>The ferry</h1>{line}").authors == ()


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("<p>von <a class='url fn n' rel='author' href='/author/g/'>gizzmo</a></p>", "gizzmo"),
        ("<p>by <span class='author vcard fn'>oz</span> on July 6, 2017</p>", "oz"),
        ("<p>Posted by <a rel='author' href='/author/c1/'>c1ph4</a></p>", "c1ph4"),
        ("<p>Von <span class='username'>happy_face.3</span> am 6. Juli 2017</p>", "happy_face.3"),
        ("<p class='author'>Author: <a href='/u/58'>Bo2man</a> on July 6, 2017</p>", "Bo2man"),
    ],
)
def test_an_author_may_have_a_nickname(byline: str, author: str) -> None:
    assert _page(before=f"<h1>The ferry</h1>{byline}").authors == (author,)


@pytest.mark.parametrize("name", ["Alexa von Heyden", "Ada van der Quill", "Sven af Ugglas"])
def test_a_particle_of_a_name_is_no_label(name: str) -> None:
    assert _page(_ld(author={"name": name})).authors == (name,)
    assert _page(before=f"<h1>The ferry</h1><p class='byline'>{name}</p>").authors == (name,)
    assert _page(f"<meta name='author' content='Text von {name}'>").authors == (name,)


def test_an_organisation_in_the_head_gives_way_to_a_person() -> None:
    head = '<meta name="author" content="Lantern-Stiftung e.V.">'
    assert _page(head, "<h1>The ferry</h1><p>Von Ada Quill</p>").authors == ("Ada Quill",)
    assert _page(head).authors == ("Lantern-Stiftung e.V.",)


def test_the_site_beside_a_name_is_no_author() -> None:
    site = '<link rel="canonical" href="https://www.the-ferry.example/a">'
    for content in ("The Ferry - Ada Quill", "Ada Quill | The-Ferry", "the-ferry"):
        byline = "" if "Ada" in content else "<p>Von Ada Quill</p>"
        page = _page(
            f'{site}<meta name="author" content="{content}">', f"<h1>The tide</h1>{byline}"
        )
        assert page.authors == ("Ada Quill",), content


def test_authors_of_teasers_are_not_those_of_the_article() -> None:
    teasers = "".join(
        f"<div><h3>Another</h3><p class='byline'>By {name} Quill</p></div>" for name in "ABC"
    )
    assert _page(after=teasers).authors == ()


def test_the_only_marked_author_may_stand_after_the_text() -> None:
    assert _page(after="<p class='author-name'>Ada Quill</p>").authors == ("Ada Quill",)


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (_ld(author={"name": "Anna O&#039;Neil"}), ("Anna O'Neil",)),
        (_ld(author=["Smith, John", "Bo Other"]), ("Smith, John", "Bo Other")),
        ('<meta name="citation_author" content="Field, Anna">', ("Field, Anna",)),
        ('<meta name="author" content="Smith, John">', ("Smith, John",)),
        ('<meta name="author" content="Ada Quill, Bo Other">', ("Ada Quill", "Bo Other")),
        (
            '<meta property="article:author" content="https://example.org/quill">'
            '<meta name="byl" content="By Ada Quill">',
            ("Ada Quill",),
        ),
        (
            '<meta name="author" content="admin"><meta name="byl" content="Ada Quill">',
            ("Ada Quill",),
        ),
    ],
)
def test_authors_in_the_head(head: str, authors: tuple[str, ...]) -> None:
    assert _page(head).authors == authors


def test_an_account_in_the_head_gives_way_to_a_person_on_the_page() -> None:
    before = "<h1>The ferry</h1><p class='byline'>By Ada Quill</p>"
    assert _page('<meta name="author" content="aquill77">', before).authors == ("Ada Quill",)
    assert _page('<meta name="author" content="aquill77">').authors == ("aquill77",)


@pytest.mark.parametrize(
    "shown",
    [
        "<p>July 6, 2017</p>",
        "<p class='date'>6. Juli 2017</p>",
        "<p>Published on July 6, 2017 at 9:00</p>",
        "<p>Updated: July 9, 2017</p><p>Published: July 6, 2017</p>",
        "<time datetime='2017-07-06T10:00:00Z'>yesterday</time>",
        "<time>06.07.17</time>",
        "<meta itemprop='datePublished' content='2017-07-06'>",
        "<div itemprop='datePublished' content='2017-07-06'>Updated on July 9, 2017</div>",
        "<p>2017年7月6日 09時00分 公開</p>",
        "<div class='post-meta'>Dieser Artikel wurde am 6. Juli 2017 um 14:48 von Ada geschrieben</div>",
    ],
)
def test_the_date_below_the_heading(shown: str) -> None:
    masthead = "<div><time datetime='2026-11-27'>Today</time></div>"
    page = _page(before=f"{masthead}<h1>The ferry</h1>{shown}")
    assert page.published == date(2017, 7, 6)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="date" content="0000-00-00"><meta name="pubdate" content="2017-07-06">', 6),
        ('<meta name="date" content="2017"><meta name="pubdate" content="2017-07-06">', 6),
        ('<meta name="citation_publication_date" content="2017/07/06">', 6),
        ('<link rel="canonical" href="https://example.org/2017/07/06/ferry">', 6),
        (_ld(datePublished="2017-07-06T01:00:00+02:00"), 6),
        (
            '<script type="application/ld+json">'
            '{"@graph": [{"@type": "WebPage", "datePublished": "2017-07-06"}]}</script>',
            6,
        ),
    ],
)
def test_dates_in_the_head(head: str, day: int) -> None:
    assert _page(head).published == date(2017, 7, day)


def test_an_ambiguous_date_is_refused_with_a_warning() -> None:
    reading = _reading('<meta name="date" content="03/04/2019">')
    assert reading.article.published is None
    assert "03/04/2019" in reading.warnings[0]


def test_a_whole_day_on_the_page_is_better_than_a_year_in_the_head() -> None:
    head = '<meta name="date" content="2017">'
    assert _page(head, "<h1>The ferry</h1><p>July 6, 2017</p>").published == date(2017, 7, 6)
    assert str(_page(head).published) == "2017"


def test_where_values_were_found() -> None:
    head = (
        '<title>The ferry</title><meta name="pubdate" content="2017-07-06">'
        '<meta property="og:site_name" content="The Herald"><link rel="canonical" href="/ferry">'
        '<meta property="og:url" content="https://example.org/ferry">'
    )
    origins = _reading(head, "<h1>The ferry</h1><p>By Ada Quill</p>").origins
    assert (origins["title"], origins["published"]) == ("h1", "pubdate")
    assert origins["author"] == "shown beside the text"
    assert (origins["publisher"], origins["address"]) == ("og:site_name", "og:url")
    assert "summary" not in origins
