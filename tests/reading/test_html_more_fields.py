"""Titles, authors and dates of pages as other sites write them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.ferry import ferry_page, ld


def _title(heading: str, head: str) -> str:
    return ferry_page(f"<meta property=og:title content='{head}'>", f"{heading}").title


@pytest.mark.parametrize("between", ["", " ", "</span>\n<span>"])
def test_lines_of_a_heading_have_the_signs_that_they_have_in_the_head(between: str) -> None:
    heading = (
        f"<h1><span>Lost and found</span>{between}<span>The ferry is back at the quay</span></h1>"
    )
    titled = "Lost and found: The ferry is back at the quay"
    assert _title(heading, titled) == titled


def test_signs_of_the_site_are_none_of_the_title() -> None:
    assert _title("<h1>The ferry is back…</h1>", "The ferry is back... -") == "The ferry is back…"


def test_a_subtitle_belongs_to_the_title_if_the_head_has_both() -> None:
    heading = (
        "<h2 class=title><span class=catch-title>The ferry 2017</span>"
        " <span class=sub-title>When it comes, and how the lake will be</span></h2>"
    )
    titled = "The ferry 2017: When it comes, and how the lake will be"
    assert _title(heading, titled) == titled


def test_a_heading_of_several_lines_is_not_cut_to_its_kicker() -> None:
    heading = (
        "<h1><span class=reader__subline>Ferries on the lake:</span>"
        " <span class=reader__topline>The crew files a complaint</span></h1>"
    )
    assert _title(heading, "Ferries on the lake: Complaint filed").startswith(
        "Ferries on the lake: "
    )


@pytest.mark.parametrize(
    "byline",
    [
        "<p>By</p><div><a href=/x>Ada Quill</a></div>",
        "<div><a href=/author/ada-quill>Ada Quill</a></div><p>6 July 2017</p>",
        "<div><a href='https://x.example/about/editors/ada-quill/'>Ada Quill</a>, @quill</div>",
        "<p>Ada Quill | 06.07.2017 - Update: 06.07.2017</p>",
        "<p class=author><a href=/a>von Ada Quill, HARBOUR RADIO</a></p>",
        "<p>Written by <a href=/m>Ada Quill</a> in <a href=/c>Rivers</a> on 6 July 2017</p>",
    ],
)
def test_more_bylines(byline: str) -> None:
    head = "<meta property=og:site_name content='Harbour Radio'>"
    assert ferry_page(head, f"<h1>The ferry</h1>{byline}").authors == ("Ada Quill",)


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Associated Press</p><p>6 July 2017</p>",
        "<p>Von DPA</p><p>6 July 2017</p>",
        "<div id=Main_views>مشاهدات عالية</div><p>6 July 2017</p>",
        "<p><a href=/topics/ada-quill>Ada Quill</a></p>",
        "<p><a href=/author/bo-other>Ada Quill</a></p>",
        "<p><a href='http://[/author/ada-quill'>Ada Quill</a></p>",
    ],
)
def test_what_is_no_author(line: str) -> None:
    assert ferry_page(before=f"<h1>The ferry</h1>{line}").authors == ()


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        ("<meta name=byline content='Ada Quill | quill@harbour.example'>", ("Ada Quill",)),
        ("<meta name=author value='Ada Quill'>", ("Ada Quill",)),
        ("<meta name=sailthru.byline_name content='Ada Quill'>", ("Ada Quill",)),
        (ld(author={"name": "신현주 기자"}), ("신현주",)),
        ("<meta name=author content='박준석 기자 외 1명'>", ("박준석",)),
    ],
)
def test_more_authors_of_the_head(head: str, authors: tuple[str, ...]) -> None:
    assert ferry_page(head).authors == authors


def test_the_section_of_an_article_is_not_its_author() -> None:
    section = (
        "<meta property=article:section content=Rivers><meta property=article:tag content=Lake>"
    )
    assert ferry_page(f"<meta name=author content=Rivers>{section}").authors == ()


def test_a_marked_name_comes_before_the_owner_in_the_author_element() -> None:
    head = "<meta name=author content='Quill House'>"
    before = "<div class='byline bylines__byline'>Bo Other</div><h1>The ferry</h1>"
    assert ferry_page(head, before).authors == ("Bo Other",)


@pytest.mark.parametrize(
    ("head", "before"),
    [
        (ld(datePublished=1499342400), ""),
        (ld(datePublished=1499342400000), ""),
        ("<meta property='rnews:datePublished' content='2017-07-06T12:00:00+00:00'>", ""),
        ("<meta name=date value=2017-07-06>", ""),
        (
            "",
            "<div class=author>Written by <a href=/a>Ada Quill</a> in <a href=/c>Rivers and ferries</a>"
            " on 6 July 2017 at 08:34 PM EDT. 51 Comments by readers of the paper</div>",
        ),
    ],
)
def test_more_dates(head: str, before: str) -> None:
    assert ferry_page(head, f"<h1>The ferry</h1>{before}").published == date(2017, 7, 6)


@pytest.mark.parametrize(
    "site",
    ["Ada Quill Photography", "Ada Quill Blog", "Ada Quill - On ferries", "Ada Quill (Harbour)"],
)
def test_a_site_may_be_named_after_its_author(site: str) -> None:
    head = f"<meta name=author content='Ada Quill'><meta property=og:site_name content='{site}'>"
    assert ferry_page(head).authors == ("Ada Quill",)


@pytest.mark.parametrize("label", ["Written by", "Verfasst von", "Écrit par"])
def test_the_author_in_a_card_for_social_networks(label: str) -> None:
    card = "<meta name=twitter:label1 content='{}'><meta name=twitter:data1 content='Ada Quill'>"
    assert ferry_page(card.format(label)).authors == ("Ada Quill",)
    assert ferry_page(card.format("Est. reading time")).authors == ()


def test_two_authors_in_one_link() -> None:
    byline = "<p>Written by <a href=/t>Ada Quill and Bo Other</a></p>"
    assert ferry_page(before=f"<h1>The ferry</h1>{byline}").authors == ("Ada Quill", "Bo Other")


def test_a_description_is_no_headline() -> None:
    text = "The ferry left at dawn, and nobody on the quay could say when it would be back."
    head = f"<title>The late ferry</title>{ld(headline=text, description=text)}"
    assert ferry_page(head, "<p>6 July 2017</p>").title == "The late ferry"


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        (
            ld(headline="Trouble&amp;#8230; on the lake"),
            "Trouble&#8230; on the lake",
            "Trouble… on the lake",
        ),
        ("", "94</h1><h1>Trouble on the lake", "Trouble on the lake"),
        (
            "<title>How to cross a lake | Ferries</title>"
            "<meta property=og:title content='How to cross a lake | Ferries'>",
            "Our blog",
            "How to cross a lake",
        ),
    ],
)
def test_more_titles(head: str, heading: str, title: str) -> None:
    assert ferry_page(head, f"<h1>{heading}</h1>").title == title


@pytest.mark.parametrize(
    ("head", "before"),
    [
        ("<meta name=published-date content=2017-07-06>", ""),
        ("<meta property=article:published_time content='Sat, 07/16/2017 - 11:38'>", ""),
        (
            "",
            f"<div class=post-meta><span>{' ' * 150}Ada Quill{' ' * 150}</span>"
            f"<span>{' ' * 150}Published: July 16, 2017{' ' * 150}</span></div>",
        ),
    ],
)
def test_more_forms_of_dates(head: str, before: str) -> None:
    assert ferry_page(head, f"<h1>The ferry</h1>{before}").published in {
        date(2017, 7, 6),
        date(2017, 7, 16),
    }


def test_a_description_that_is_the_whole_text_is_no_summary() -> None:
    more = [
        f"In year {n} the crew counted {n * 7} lemons on {n * 5} quays of the lake."
        for n in range(30)
    ]
    after = "".join(f"<p>{each}</p>" for each in more)
    head = (
        f"<meta property=og:description content='The ferry, a guide. The ferry. {' '.join(more)}'>"
    )
    assert ferry_page(head, after=after).summary == ""


def test_the_day_marked_as_a_date_within_the_text() -> None:
    day = "<div class=entry-date>6 July 2017</div>"
    reviews = "".join(f"<div class=review-date>{n} May 2018</div>" for n in range(1, 5))
    more = "<p>The crew told the harbour master for an hour what had happened on the dyke.</p>" * 9
    far = f"<div class=card-date>1 January 2019</div>{'<p><i>Menu</i></p>' * 40}<h1>The ferry</h1>"
    assert ferry_page(before=far, after=f"{more}{day}{more}").published == date(2017, 7, 6)
    assert ferry_page(before=far, after=f"{more}{reviews}{more}").published is None
