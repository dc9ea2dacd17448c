"""The authors of pages: which of several are right, and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.ferry import ferry_page, ld


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
        "<p class='byline'>Yazan: Ada Quill</p>",
        "<p class='byline'>文・Ada Quill</p>",
    ],
)
def test_the_byline_below_the_heading(byline: str) -> None:
    assert ferry_page(before=f"<h1>The ferry</h1>{byline}").authors == ("Ada Quill",)


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
    page = ferry_page(after=credits)
    assert (page.authors, page.published) == (("Ada Quill",), date(2017, 7, 6))
    assert [each.text for each in page.paragraphs] == [
        each.text for each in ferry_page().paragraphs
    ]


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
    assert ferry_page(before=f"<h1>The ferry</h1>{byline}").authors == ("Ada Quill", "Bo Other")


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
    assert ferry_page(before=f"<h1>The ferry</h1>{line}").authors == ()


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
    assert ferry_page(before=f"<h1>The ferry</h1>{byline}").authors == (author,)


@pytest.mark.parametrize("name", ["Alexa von Heyden", "Ada van der Quill", "Sven af Ugglas"])
def test_a_particle_of_a_name_is_no_label(name: str) -> None:
    assert ferry_page(ld(author={"name": name})).authors == (name,)
    assert ferry_page(before=f"<h1>The ferry</h1><p class='byline'>{name}</p>").authors == (name,)
    assert ferry_page(f"<meta name='author' content='Text von {name}'>").authors == (name,)


def test_an_organisation_in_the_head_gives_way_to_a_person() -> None:
    head = '<meta name="author" content="Lantern-Stiftung e.V.">'
    assert ferry_page(head, "<h1>The ferry</h1><p>Von Ada Quill</p>").authors == ("Ada Quill",)
    assert ferry_page(head).authors == ("Lantern-Stiftung e.V.",)


def test_the_site_beside_a_name_is_no_author() -> None:
    site = '<link rel="canonical" href="https://www.the-ferry.example/a">'
    for content in ("The Ferry - Ada Quill", "Ada Quill | The-Ferry", "the-ferry"):
        byline = "" if "Ada" in content else "<p>Von Ada Quill</p>"
        page = ferry_page(
            f'{site}<meta name="author" content="{content}">', f"<h1>The tide</h1>{byline}"
        )
        assert page.authors == ("Ada Quill",), content


def test_authors_of_teasers_are_not_those_of_the_article() -> None:
    teasers = "".join(
        f"<div><h3>Another</h3><p class='byline'>By {name} Quill</p></div>" for name in "ABC"
    )
    assert ferry_page(after=teasers).authors == ()


def test_the_only_marked_author_may_stand_after_the_text() -> None:
    assert ferry_page(after="<p class='author-name'>Ada Quill</p>").authors == ("Ada Quill",)


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (ld(author={"name": "Anna O&#039;Neil"}), ("Anna O'Neil",)),
        (ld(author=["Smith, John", "Bo Other"]), ("Smith, John", "Bo Other")),
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
    assert ferry_page(head).authors == authors


def test_an_account_in_the_head_gives_way_to_a_person_on_the_page() -> None:
    before = "<h1>The ferry</h1><p class='byline'>By Ada Quill</p>"
    assert ferry_page('<meta name="author" content="aquill77">', before).authors == ("Ada Quill",)
    assert ferry_page('<meta name="author" content="aquill77">').authors == ("aquill77",)


_OWNER = '<meta name="author" content="Cy Owner">'


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<p>Von Ada Quill</p>", ("Ada Quill",)),
        ("<p>By Ada Quill and Bo Other</p>", ("Ada Quill", "Bo Other")),
        ("<p>Text &amp; Fotos: Ada Quill</p>", ("Ada Quill",)),
        ("<p>Geschrieben von quill7 am 6. Juli 2017</p>", ("quill7",)),
        ("<p>By Ada</p>", ("Cy Owner",)),
        ("<p>Lake news</p>", ("Cy Owner",)),
        ("<p>By CY OWNER</p>", ("Cy Owner",)),
    ],
)
def test_a_byline_comes_before_the_owner_of_the_site(byline: str, authors: tuple[str, ...]) -> None:
    assert ferry_page(_OWNER, f"<h1>The ferry</h1>{byline}").authors == authors


def test_a_byline_with_fewer_names_than_the_head_changes_nothing() -> None:
    head = '<meta name="author" content="Ada Quill (with Bo Other)">'
    page = ferry_page(head, "<h1>The ferry</h1><p>By Ada Quill</p>")
    assert page.authors == ("Ada Quill", "Bo Other")


def test_an_author_of_the_article_in_the_head_comes_before_a_byline() -> None:
    head = ld(author={"name": "Ada Quill"})
    assert ferry_page(head, "<h1>The ferry</h1><p>By Bo Other</p>").authors == ("Ada Quill",)


def test_the_page_may_have_the_family_name() -> None:
    head = ld(author={"name": "Ada"})
    for byline, author in (("By Ada Quill", "Ada Quill"), ("By Bo Other", "Ada")):
        assert ferry_page(head, f"<h1>The ferry</h1><p>{byline}</p>").authors == (author,)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<p>Posted in Lake by quill7 on July 6, 2017</p>", ("quill7",)),
        ("<p>Verfasst von: quill7 | 6. Juli 2017</p>", ("quill7",)),
        ("<p>Posted by email on July 6, 2017</p>", ()),
        ("<p>By the river</p>", ()),
        ("<p class=author>Last Modified</p>", ()),
        ("<p class=author>New boats. Lake</p>", ()),
    ],
)
def test_a_nickname_needs_a_label_that_says_who_wrote(
    byline: str, authors: tuple[str, ...]
) -> None:
    assert ferry_page(before=f"<h1>The ferry</h1>{byline}").authors == authors


@pytest.mark.parametrize(
    ("content", "authors"),
    [
        ("Lantern-Verband für Boote und Pferde", ("Lantern-Verband für Boote und Pferde",)),
        ("Ministry of agriculture and forests", ("Ministry of agriculture and forests",)),
        ("Verband der deutschen Fischer", ("Verband der deutschen Fischer",)),
        ("Ada and Bo Quill Foundation", ("Ada and Bo Quill Foundation",)),
        ("Ada Quill and Lantern Foundation", ("Ada Quill", "Lantern Foundation")),
        ("ada quill and bo other", ("ada quill", "bo other")),
        ("Ada Quill und Bo Other", ("Ada Quill", "Bo Other")),
        (
            "Ada Quill and Bo Other, Lantern Foundation",
            ("Ada Quill", "Bo Other", "Lantern Foundation"),
        ),
    ],
)
def test_an_organisation_may_have_an_and_in_its_name(
    content: str, authors: tuple[str, ...]
) -> None:
    assert ferry_page(f'<meta name="author" content="{content}">').authors == authors


def test_a_site_whose_name_has_an_and_may_be_the_author() -> None:
    head = (
        '<meta property="og:site_name" content="Mast &amp; Sail">'
        '<meta name="DC.creator" content="Mast &amp; Sail">'
    )
    assert ferry_page(head).authors == ("Mast & Sail",)


@pytest.mark.parametrize(
    "content", ["ada@example.org (Ada Quill)", "Ada Quill &lt;ada@example.org>"]
)
def test_a_name_beside_an_address_of_mail(content: str) -> None:
    assert ferry_page(f'<meta name="author" content="{content}">').authors == ("Ada Quill",)


def test_the_box_about_the_author_has_a_name() -> None:
    box = "<div class=author-box><h4>About Ada Quill</h4><p>She writes of ferries.</p></div>"
    assert ferry_page(after=box).authors == ("Ada Quill",)
    assert ferry_page(after=box.replace("author-box", "box")).authors == ()
