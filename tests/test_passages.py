"""Passages show the most of a query, each once."""

from __future__ import annotations

from search.highlight.query_matcher import query_matcher
from search.highlight.snippets import (
    EXCERPT,
    MOST_SEARCHED,
    best_passages,
    marked_article,
    passage,
)
from search.model.articles import Article, Paragraph
from search.query.parser import parse
from tests.support import article


def test_a_boosted_leaf_is_worth_more_to_a_passage() -> None:
    subject = article("a", *["river"] * 3, "flood")
    plain, boosted = parse("river flood"), parse("river flood^9")
    shown = [
        best_passages(subject.passages, query_matcher(tree, "text"), range(4), 1)
        for tree in (plain, boosted)
    ]
    assert [each.anchor for (each,) in shown] == ["p0", "p3"]


def _found(subject: Article, query: str) -> list[str]:
    finder = query_matcher(parse(query), "text")
    return [
        each.anchor
        for each in best_passages(subject.passages, finder, range(len(subject.passages)), 3)
    ]


def test_passages_show_every_word_of_the_query() -> None:
    subject = article("a", "river " * 5, "nothing", "flood once", "river bank", "flood and river")
    assert _found(subject, "river flood bank") == ["p0", "p3", "p4"]
    assert _found(subject, "bank") == ["p3"]


def test_no_passage_repeats_another_or_the_title() -> None:
    lead = "The river rose for three days and took the bridge with it"
    subject = article(
        "a", "River bridge lost", f"{lead} …", f"{lead}, the mill and the barn.", "A river.", "A river.",
        "The last river.", title="River bridge lost",
    )  # fmt: skip
    found = query_matcher(parse("river"), "text")
    shown = best_passages(subject.passages, found, range(6), 3, subject.title)
    assert [each.anchor for each in shown] == ["p1", "p3", "p5"]
    only = best_passages(subject.passages[:1], found, range(1), 3, subject.title)
    assert [each.anchor for each in only] == ["p0"]


def test_passages_that_begin_alike_are_both_shown() -> None:
    subject = article("a", "The river rose, and fell again.", "The river rose, and stayed.")
    assert _found(subject, "river") == ["p0", "p1"]


def test_a_long_paragraph_is_cut_to_the_part_with_the_matches() -> None:
    text = "start " + "filler words " * 100 + "the river and the flood " + "more filler " * 100
    finder = query_matcher(parse("river flood"), "text")
    shown = passage(Paragraph("p", text), 0, finder.marks(text))
    assert "<mark>river</mark> and the <mark>flood</mark>" in shown.html
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert len(shown.text) < EXCERPT + 100
    assert shown.text.strip("… ") in text


def test_a_whole_article_counts_its_matches() -> None:
    subject = article("a", "A river.", "No match.", title="River", summary="Rivers rise.")
    fields = ("title", "text", "caption")
    whole = marked_article(subject, *(query_matcher(parse("river"), each) for each in fields))
    assert whole.title_html == "<mark>River</mark>"
    assert whole.summary_html == "<mark>Rivers</mark> rise."
    assert [each.matches for each in whole.paragraphs] == [1, 0]
    assert whole.matches == 2


def test_only_the_beginning_of_a_very_long_article_is_looked_through_for_passages() -> None:
    filling = Paragraph("p0", "rivet " * (MOST_SEARCHED // 6 + 1))
    found = query_matcher(parse("river"), "text")
    first, last = Paragraph("p1", "A river."), Paragraph("p2", "The river.")
    shown = best_passages([first, filling, last], found, range(3), 3)
    assert [each.anchor for each in shown] == ["p1"]


def test_many_marks_in_one_paragraph_show_the_first_stretch_with_the_most() -> None:
    text = "river " * 50_000 + "river flood"
    shown = passage(
        Paragraph("p", text), 0, query_matcher(parse("river flood"), "text").marks(text)
    )
    assert shown.html.endswith("<mark>river</mark> <mark>flood</mark>")
