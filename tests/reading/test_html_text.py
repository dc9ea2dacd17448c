"""The text of HTML pages: what is in comments and scripts, and what repeats the summary."""

from __future__ import annotations

import pytest

from search.model.articles import Article
from search.reading import Record, read


def _article(body: str, description: str = "") -> Article:
    head = f"<title>T</title><meta name=description content='{description}'>"
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read(Record("a.html", 0, page.encode())).article


def _texts(body: str) -> list[str]:
    return [each.text for each in _article(body).paragraphs]


_FIRST = "The river rose in the night, and nobody on the bank had expected it to."
_SECOND = "By morning the water stood at the second step of the church, as in 1953."


def test_a_script_that_begins_in_a_comment_ends_there() -> None:
    body = f"<p>{_FIRST}</p><!-- <script> --><p>{_SECOND}</p><script>let a = 1</script>"
    assert _texts(body) == [_FIRST, _SECOND]


def test_what_looks_like_a_comment_in_a_script_is_none() -> None:
    assert _texts(f"<script>let a = '<!--'</script><p>{_FIRST}</p>") == [_FIRST]


@pytest.mark.parametrize(
    "description",
    [
        "The river rose in the night, and nobody on the bank had ...",
        "The river rose in the night, &amp;quot;and nobody on the bank&amp;quot; had expected it",
        "In the night the river rose in the night, and nobody on the bank had expected it. Or had they?",
    ],
    ids=["cut", "entities", "nearly the same"],
)
def test_a_description_that_the_text_begins_with_is_no_summary(description: str) -> None:
    article = _article(f"<p>{_FIRST}</p><p>{_SECOND}</p>", description)
    assert article.summary == ""
    assert len(article.paragraphs) == 2


def test_a_description_that_is_a_line_is_said_once() -> None:
    article = _article(f"<p>{_FIRST}</p><p>{_SECOND}</p>", _FIRST.replace("bank", "&amp;#98;ank"))
    assert article.summary == _FIRST
    assert [each.text for each in article.paragraphs] == [_SECOND]


def test_a_description_of_its_own_is_the_summary() -> None:
    description = "A night at the river, told by those who were there."
    assert _article(f"<p>{_FIRST}</p><p>{_SECOND}</p>", description).summary == description


def test_a_list_is_no_article_without_the_paragraphs_around_it() -> None:
    items = "".join(f"<li>{_FIRST}<br>{_SECOND}</li>" for _ in range(9))
    texts = _texts(
        f"<nav>Menu</nav><div><ol>{items}</ol><p>And this is how it ended, at last.</p></div>"
    )
    assert texts[-1] == "And this is how it ended, at last."


@pytest.mark.parametrize(
    "words",
    [
        "Print this",
        "Image copyright Agency Images",
        "Comments",
        "Kommentare (12)",
        "Updated: 11 April 2020, 10:27",
        "Veröffentlicht am 07.06.2019",
        "Filed under Rivers",
        "Related stories",
        "Lesen Sie auch:",
        "Table of Contents",
    ],
)
def test_what_buttons_and_pictures_say_is_no_text(words: str) -> None:
    body = f"<p>{_FIRST}</p><div>{words}</div><p>{_SECOND}</p>"
    assert _texts(body) == [_FIRST, _SECOND]
    assert words in _texts(body.replace("div", "h2"))


@pytest.mark.parametrize(
    "words",
    [
        "Share this on WhatsApp",
        "Leave a comment",
        "War dieser Artikel hilfreich?",
        "4 min read",
        "Lesezeit: 3 Minuten",
        "E-Mail (wird nicht veröffentlicht)",
        "This entry was posted in Rivers. Bookmark the permalink.",
        "You must be logged in to post a comment.",
        "– Anzeige –",
        "Story continues below advertisement",
        "Share this: Facebook Twitter WhatsApp",
        "You are visitor number 4711",
        "Sign up for our free newsletter",
        "Enter your email address to get it.",
        "Follow us on Twitter and Instagram.",
        "Subscribe to our YouTube channel for more videos.",
        "Subscribe to continue reading",
        "Already a subscriber? Log in",
        "Sie sind bereits Abonnent? Hier anmelden",
        "Listen to this article",
        "© 2016 The Lantern. All rights reserved.",
        "5/5 - (3 votes)",
        "Home » Rivers » The flood",
        "Print this page | Email to a friend",
    ],
)
def test_what_serves_readers_is_no_text_and_no_heading(words: str) -> None:
    for tag in ("div", "p", "h2"):
        body = f"<p>{_FIRST}</p><{tag}>{words}</{tag}><p>{_SECOND}</p>"
        assert _texts(body) == [_FIRST, _SECOND]


@pytest.mark.parametrize(
    "words",
    [
        "45 min.",
        "Published 1999 by Penguin Books",
        "Created 2019 new jobs.",
        "Share this bread with your neighbours",
        "Comments on the water law",
        "Share Facebook pages with the crew",
        "The story continues below deck",
        "Was this the article of faith that ruined them?",
        "The page you must be logged in to is described below.",
        "Sign up for the bundle using the same email as your other account",
        "Follow us on foot along the river.",
        "All rights were reserved for the miller",
        "Home is where the river is > than the sea.",
        "Subscribe to the idea | or leave it",
    ],
)
def test_what_resembles_it_is_text(words: str) -> None:
    assert words in _texts(f"<p>{_FIRST}</p><p>{words}</p><p>{_SECOND}</p>")


@pytest.mark.parametrize("heading", ["Comments (2)", "2 Kommentare", "Commentaires : 2"])
def test_what_stands_below_a_count_of_comments_is_no_text(heading: str) -> None:
    article = f"<p>{_FIRST}</p><p>{_SECOND}</p>" * 2
    comments = f"<h3>{heading}</h3><p>I was there, and I saw the water come, said a reader.</p>"
    assert _texts(f"{article}<section>{comments}</section>") == [_FIRST, _SECOND] * 2


def test_a_small_form_is_no_text() -> None:
    form = "<form><h3>The letter</h3><p>One each Friday, with all about the river.</p></form>"
    assert _texts(f"<p>{_FIRST}</p>{form}<p>{_SECOND}</p>") == [_FIRST, _SECOND]
    assert _texts(f"<form><p>{_FIRST}</p><p>{_SECOND}</p></form>") == [_FIRST, _SECOND]


def test_a_line_that_holds_a_fixed_space_parts_paragraphs() -> None:
    assert _texts(f"<div>{_FIRST}<br>&nbsp;<br>{_SECOND}</div>") == [_FIRST, _SECOND]


def test_headings_at_the_end_head_nothing() -> None:
    """Unless it is a sentence, or the article is written in headings."""
    text = f"<p>{_FIRST}</p><h2>The night</h2><p>{_SECOND}</p>"
    end = "<h2>More rivers</h2><h3>Newsletter</h3>"
    assert _texts(text + end) == [_FIRST, "The night", _SECOND]
    last = "And the bridge was gone."
    assert _texts(f"{text}<h2>{last}</h2>{end}")[-1] == last
    steps = [f"Step {number}: carry the sand to the dike" for number in range(1, 9)]
    written = "".join(f"<h3>{step}</h3>" for step in steps)
    assert _texts(f"<p>{_FIRST}</p>{written}") == [_FIRST, *steps]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=cookie-preference>{}</div>",
        "<div class='consent'>{}</div>",
        "<section id=commentaires>{}</section>",
        "<div class=kommentare>{}</div>",
        "<div class=jp-relatedposts>{}</div>",
    ],
)
def test_boxes_as_long_as_an_article_are_no_part_of_it(box: str) -> None:
    article = f"<div>{'<p>' + _FIRST + '</p><p>' + _SECOND + '</p>'}</div>"
    other = "<p>We, and those who help us, remember what you read here, and when.</p>"
    assert _texts(f"<h1>T</h1>{article}{box.format(other)}") == [_FIRST, _SECOND]


def test_tags_of_the_page_s_own_have_names() -> None:
    menu = "<site-navigation><p>Rivers, lakes, seas.</p></site-navigation>"
    own = f"<river-story><p>{_FIRST}</p><p>{_SECOND}</p></river-story>"
    assert _texts(f"{menu}<h1>T</h1>{own}") == [_FIRST, _SECOND]


@pytest.mark.parametrize(
    "heading", ["Related", "Weitere Beiträge", "Das könnte dich auch interessieren", "Más noticias"]
)
def test_a_list_of_other_articles_ends_the_text(heading: str) -> None:
    others = "".join(f"<li><a href=/{n}>The river rose, part {n}</a></li>" for n in range(4))
    body = f"<article><p>{_FIRST}</p><p>{_SECOND}</p><h3>{heading}</h3><ul>{others}</ul></article>"
    assert _texts(body) == [_FIRST, _SECOND]


def test_what_those_who_write_a_wiki_may_do_is_no_text() -> None:
    edit = "<span class='mw-editsection'>[<a href=/e>edit</a>]</span>"
    body = f"<p>{_FIRST}</p><h2>The night{edit}</h2><p>{_SECOND}</p>"
    assert _texts(body) == [_FIRST, "The night", _SECOND]
