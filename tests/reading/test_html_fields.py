"""The title, the date and other fields of pages: which of several is right, and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from search.reading import Record, read
from tests.reading.ferry import TEXT, ferry_page, ferry_reading, ld


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
    assert ferry_page(head, heading).title == title


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
    page = ferry_page(f"<title>{title} | Herald</title>", f"<h1>{heading}</h1>{picture}")
    assert page.title == "The ferry"
    texts = [each.text for each in page.paragraphs]
    assert texts == [*filter(None, [beside]), *(each.text for each in ferry_page().paragraphs)]
    assert [caption.after for caption in page.captions] == [
        len(texts) - len(ferry_page().paragraphs)
    ]


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
    assert ferry_page("<title>The ferry | Herald</title>", before).published == date(2017, 7, 6)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Veröffentlicht am 6.7.2017</p>",
        "<p>Erschienen am: 06.07.2017</p>",
        "<p>This entry was posted on Thursday, July 6th, 2017 at 11:03 pm and is filed under Lake.</p>",
        "<p>The ferry wurde am 6. Juli 2017 um 23:03 Uhr gepostet und unter Lake abgelegt.</p>",
        "<meta itemprop=datePublished content=2017-07-06>",
    ],
)
def test_a_labelled_date_far_from_the_article_comes_before_others(line: str) -> None:
    others = "<p class=date>1 May 2016</p><p class=date>2 May 2016</p>"
    page = f"<body>{others}<main><h1>The ferry</h1>{TEXT}</main><div>{line}</div></body>"
    article = read(Record("a.html", 0, page.encode())).article
    assert article.published == date(2017, 7, 6)


def test_a_line_that_begins_with_the_date_may_be_long() -> None:
    rest = "at 08:45 AM | categories: Lake, Boats, Lemons | View Comments | Share with others"
    before = f"<h1>The ferry</h1><small>July 6, 2017 {rest}</small>"
    assert ferry_page(before=before).published == date(2017, 7, 6)


def test_a_day_that_a_sentence_names_is_no_date_of_publication() -> None:
    rest = "the ferry from Lantern was late again, and nobody on the pier said why it was."
    for beginning in ("On 6 July 2017, ", "6 July 2017 was the day on which "):
        page = ferry_page(before=f"<h1>The ferry</h1><p>{beginning}{rest}</p>")
        assert page.published is None, beginning


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("Lantern &raquo; Blog Archive &raquo; The ferry", "<h1>Lantern</h1>"),
        ("Lantern  &raquo; Blog Archiv  &raquo; The ferry", "<h1>Lantern</h1><h2>The ferry</h2>"),
        ("Home", "<h1>The ferry</h1>"),
        ("Startseite", "<h1>The ferry</h1>"),
    ],
)
def test_the_name_of_a_site_or_of_no_page_is_no_title(head: str, heading: str) -> None:
    assert ferry_page(f"<title>{head}</title>", heading).title == "The ferry"


def test_all_of_a_heading_is_the_title_if_the_head_says_so() -> None:
    heading = "<h1>On the lake: <em>The ferry is late</em></h1>"
    for title in ("On the lake: The ferry is late", "The ferry on the lake is late again"):
        assert ferry_page(f"<title>{title}</title>", heading).title.startswith(title[:6])
    assert ferry_page("<title>Herald</title>", heading).title == "Herald"


def test_the_fields_of_an_article_in_a_dialog_are_read() -> None:
    byline = "<p class=author>Ada Quill</p><time datetime=2017-07-06>July 6</time>"
    teasers = "<ul>" + "<li><a href=/other>Other news of the day</a>" * 40 + "</ul>"
    body = f"<body>{teasers}<div class=modal><h1>The ferry</h1>{byline}{TEXT}</div></body>"
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
    article = read(Record("a.html", 0, page.format(head=head, body=TEXT).encode())).article
    assert (article.title, article.authors) == ("The ferry", ("Ada Quill",))
    assert [each.text for each in article.paragraphs] == [
        each.text for each in ferry_page().paragraphs
    ]


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
    page = ferry_page(before=f"{masthead}<h1>The ferry</h1>{shown}")
    assert page.published == date(2017, 7, 6)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="date" content="0000-00-00"><meta name="pubdate" content="2017-07-06">', 6),
        ('<meta name="date" content="2017"><meta name="pubdate" content="2017-07-06">', 6),
        ('<meta name="citation_publication_date" content="2017/07/06">', 6),
        ('<link rel="canonical" href="https://example.org/2017/07/06/ferry">', 6),
        (ld(datePublished="2017-07-06T01:00:00+02:00"), 6),
        (
            '<script type="application/ld+json">'
            '{"@graph": [{"@type": "WebPage", "datePublished": "2017-07-06"}]}</script>',
            6,
        ),
    ],
)
def test_dates_in_the_head(head: str, day: int) -> None:
    assert ferry_page(head).published == date(2017, 7, day)


def test_an_ambiguous_date_is_refused_with_a_warning() -> None:
    reading = ferry_reading('<meta name="date" content="03/04/2019">')
    assert reading.article.published is None
    assert "03/04/2019" in reading.warnings[0]


def test_a_whole_day_on_the_page_is_better_than_a_year_in_the_head() -> None:
    head = '<meta name="date" content="2017">'
    assert ferry_page(head, "<h1>The ferry</h1><p>July 6, 2017</p>").published == date(2017, 7, 6)
    assert str(ferry_page(head).published) == "2017"


def test_where_values_were_found() -> None:
    head = (
        '<title>The ferry</title><meta name="pubdate" content="2017-07-06">'
        '<meta property="og:site_name" content="The Herald"><link rel="canonical" href="/ferry">'
        '<meta property="og:url" content="https://example.org/ferry">'
    )
    origins = ferry_reading(head, "<h1>The ferry</h1><p>By Ada Quill</p>").origins
    assert (origins["title"], origins["published"]) == ("h1", "pubdate")
    assert origins["author"] == "shown beside the text"
    assert (origins["publisher"], origins["address"]) == ("og:site_name", "og:url")
    assert "summary" not in origins
