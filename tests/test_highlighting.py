"""Marks stand on what the query asks for and on nothing else; passages show the most of it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.articles import Article, Paragraph
from search.highlighting import EXCERPT, best_passages, marked, marked_article, marker, passage
from search.query import parse
from tests.support import article


def _html(text: str, query: str) -> str:
    finder = marker(parse(query), "text")
    return marked(text, finder.marks(text))


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("The rivers rose.", "river", "The <mark>rivers</mark> rose."),
        ("Khan Sheikoun, Khan", '"khan sheikoun"', "<mark>Khan Sheikoun</mark>, Khan"),
        ("river flood", "river NOT flood", "<mark>river</mark> flood"),
        (
            "Library librarians liberty",
            "librar*",
            "<mark>Library</mark> <mark>librarians</mark> liberty",
        ),
        ("a river", "title:river", "a river"),
        ("high high water", '"high water" high', "<mark>high</mark> <mark>high water</mark>"),
        ("<b>river</b> & bank", "river", "&lt;b&gt;<mark>river</mark>&lt;/b&gt; &amp; bank"),
        ("river", "", "river"),
    ],
)
def test_marks(text: str, query: str, expected: str) -> None:
    assert _html(text, query) == expected


@given(st.text(max_size=80), st.text(max_size=20))
def test_marks_change_nothing_of_the_text(text: str, query: str) -> None:
    html = _html(text, query)
    assert unescape(re.sub("</?mark>", "", html.replace("&lt;", "\ue000"))).replace(
        "\ue000", "<"
    ) == unescape(text.replace("&", "&amp;"))
    assert html.count("<mark>") == html.count("</mark>")


def _found(subject: Article, query: str) -> list[str]:
    finder = marker(parse(query), "text")
    return [each.anchor for each in best_passages(subject, finder, range(len(subject.passages)), 3)]


def test_passages_show_every_word_of_the_query() -> None:
    subject = article("a", "river " * 5, "nothing", "flood once", "river bank", "flood and river")
    assert _found(subject, "river flood bank") == ["p0", "p3", "p4"]
    assert _found(subject, "bank") == ["p3"]


def test_without_a_match_the_first_paragraph_is_shown_unmarked() -> None:
    subject = Article(
        "a", "", paragraphs=(Paragraph("h", "Heading", "heading"), Paragraph("p", "Text"))
    )
    (shown,) = best_passages(subject, marker(parse("author:x"), "text"), [], 3)
    assert (shown.anchor, shown.html) == ("p", "Text")


def test_a_long_paragraph_is_cut_to_the_part_with_the_matches() -> None:
    text = "start " + "filler words " * 100 + "the river and the flood " + "more filler " * 100
    finder = marker(parse("river flood"), "text")
    shown = passage(Paragraph("p", text), 0, finder.marks(text))
    assert "<mark>river</mark> and the <mark>flood</mark>" in shown.html
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert len(shown.text) < EXCERPT + 100
    assert shown.text.strip("… ") in text


def test_a_whole_article_counts_its_matches() -> None:
    subject = article("a", "A river.", "No match.", title="River", summary="Rivers rise.")
    whole = marked_article(subject, marker(parse("river"), "title"), marker(parse("river"), "text"))
    assert whole.title_html == "<mark>River</mark>"
    assert whole.summary_html == "<mark>Rivers</mark> rise."
    assert [each.matches for each in whole.paragraphs] == [1, 0]
    assert whole.matches == 2
