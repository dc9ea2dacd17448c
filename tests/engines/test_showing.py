"""The passages and titles of hits: marked exactly where a reading of the text finds the query."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings

from search import SearchRequest, open_engine
from search.config.archive import ArchiveConfig
from search.engines.common.modes import forms_of
from search.highlight import snippets
from search.highlight.query_matcher import query_matcher
from search.model.articles import Article, Paragraph
from search.text.languages import language_of
from tests.engines import oracle, strategies
from tests.support import article, publish, whole_article


@settings(max_examples=80)
@given(strategies.archives(), strategies.queries, strategies.requests())
def test_marks_are_where_the_text_is_read_to_hold_them(
    articles: list[Article], query: oracle.Query, request: SearchRequest
) -> None:
    request = replace(request, text=str(query))
    forms = forms_of(request.text, ArchiveConfig(), lambda words: dict.fromkeys(words, 1))
    by_id = {each.id: each for each in articles}
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder), articles)
        with open_engine(folder) as engine:
            results = engine.search(request)
    tree = forms.marked(results.relaxed)
    for hit in results.hits:
        found = by_id[hit.id]
        language = language_of(found)
        marks = query_matcher(tree, "title", language=language).marks(found.title)
        assert hit.title_html == snippets.marked(found.title, marks)
        for shown in hit.passages:
            is_caption = shown.position >= len(found.passages)
            shown_of = [*found.passages, *(each.paragraph for each in found.captions)]
            paragraph = shown_of[shown.position]
            field = "caption" if is_caption else "text"
            marks = query_matcher(tree, field, language=language).marks(paragraph.text)
            assert shown == snippets.passage(paragraph, shown.position, marks)


def test_the_parts_of_a_compound_are_marked_alone_only_where_some_words_are_enough(
    tmp_path: Path,
) -> None:
    publish(tmp_path, [article("a", "Exhibit E is history.", "Her e-mail, and other mail.")])
    with open_engine(tmp_path) as engine:
        (hit,) = engine.search(SearchRequest(text="e-mail", passages=2)).hits
        assert [each.html.count("<mark>") for each in hit.passages] == [1]
        assert "<mark>e-mail</mark>" in hit.passages[0].html
        (hit,) = engine.search(SearchRequest(text="e-mail", match="some", passages=2)).hits
        assert "Exhibit <mark>E</mark>" in "".join(each.html for each in hit.passages)


def test_an_article_that_its_authors_match_has_no_parts_of_a_name_marked(tmp_path: Path) -> None:
    written = article("a", "S. O. was there.", authors=("Cortney OBrien",))
    publish(tmp_path, [written, article("b", "Nothing but an O.")])
    with open_engine(tmp_path) as engine:
        assert [each.id for each in engine.search(SearchRequest(text="o'brien")).hits] == ["a"]
        found, other = engine.article("a", "o'brien"), engine.article("b", "o'brien")
    assert found is not None
    assert found.matches == 0
    assert other is not None
    assert other.matches == 1


def test_the_passages_shown_cover_the_query(tmp_path: Path) -> None:
    texts = ("nothing", "river", "river flood", "the bank of the river", "flood")
    publish(tmp_path, [article("a", *texts)])
    with open_engine(tmp_path) as engine:
        (hit,) = engine.search(SearchRequest(text="river flood bank", passages=2)).hits
    assert [each.position for each in hit.passages] == [2, 3]


def test_without_a_match_in_the_text_its_opening_is_shown_unmarked(tmp_path: Path) -> None:
    paragraphs = (Paragraph("h", "Ann", "heading"), Paragraph("p", "By Ann the river"))
    publish(tmp_path, [whole_article("a", "", authors=("Ann River",), paragraphs=paragraphs)])
    with open_engine(tmp_path) as engine:
        (hit,) = engine.search(SearchRequest(text="author:ann")).hits
        assert [(each.anchor, each.html) for each in hit.passages] == [("p", "By Ann the river")]
        (hit,) = engine.search(SearchRequest(text="author:ann", passages=0)).hits
        assert hit.passages == ()
