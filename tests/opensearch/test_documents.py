"""Articles as documents: what is stored comes back, and what is searched is as `analysis` has it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from search.engines.opensearch import index_names
from search.engines.opensearch.documents import Document, Writer
from search.engines.opensearch.mapping import mappings
from search.engines.opensearch.stored_articles import article_from, paragraph_from, sent
from search.model.articles import Article, Paragraph, ParagraphKind, Source
from search.model.dates import AnyDate, PartialDate
from search.model.facets import DEFAULT_NAMES
from search.text import analyzer
from search.text.compounds import GAP, indexed_words
from search.text.languages import language_of
from search.text.stemming import tagged
from tests.support import article, whole_article

TEXT = st.text(max_size=60) | st.sampled_from(["the Rivers’ flood", "北京 and Łódź", "\ud800x"])
LISTS = st.lists(TEXT, max_size=3).map(tuple)
DAYS = (
    st.none()
    | st.dates()
    | st.builds(PartialDate, st.integers(1400, 2200), st.none() | st.integers(1, 12))
)
KINDS: tuple[ParagraphKind, ...] = ("text", "quote", "heading")
PARAGRAPHS = st.tuples(st.text(min_size=1, max_size=9), TEXT, st.sampled_from(KINDS)).map(
    lambda parts: Paragraph(*parts)
)
ARTICLES = st.builds(
    whole_article,
    id=st.text(min_size=1, max_size=500),
    title=TEXT,
    authors=LISTS,
    publisher=TEXT,
    published=DAYS,
    source=st.builds(Source, TEXT, DAYS, TEXT),
    regions=LISTS,
    themes=LISTS,
    reports=LISTS,
    summary=TEXT,
    paragraphs=st.lists(PARAGRAPHS, max_size=4).map(tuple),
    language=TEXT,
    address=TEXT,
    rights=TEXT,
)
RECORD = {"path": "a.md", "line": 0}


def _documents(*articles: Article) -> list[Document]:
    return list(Writer(DEFAULT_NAMES).documents(articles, [RECORD] * len(articles)))


def _mended(value: Any) -> Any:
    """`value` without lone surrogates."""
    if isinstance(value, str):
        return sent(value)
    if isinstance(value, Paragraph):
        return Paragraph(*map(_mended, value))
    if isinstance(value, tuple):
        return tuple(map(_mended, value))
    if isinstance(value, dict):
        return {name: _mended(values) for name, values in value.items()}
    if isinstance(value, Article | Source):
        fields = {name: _mended(getattr(value, name)) for name in value.__slots__}
        return type(value)(**fields)
    return value


@given(st.lists(ARTICLES, max_size=3))
def test_an_article_comes_back_from_its_document(articles: list[Article]) -> None:
    documents = _documents(*articles)
    stored = [json.loads(json.dumps(each.source["stored"])) for each in documents]
    wholes = [at for at, each in enumerate(documents) if each.source["kind"] == "article"]
    assert [article_from(stored[at]) for at in wholes] == [_mended(each) for each in articles]
    for whole, each in zip(wholes, articles, strict=True):
        passages = stored[whole + 1 : whole + 1 + len(each.passages)]
        assert tuple(map(paragraph_from, passages)) == _mended(each.passages)


@given(ARTICLES)
def test_words_are_those_of_the_analysis(given: Article) -> None:
    document, *paragraphs = _documents(given)
    words = [indexed_words(passage.text) for passage in given.passages]
    assert document.source["text_words"] == list(map(" ".join, words))
    language = language_of(given)
    assert document.source["text"] == [
        " ".join(analyzer.stem(tagged(word, language)) for word in each) for each in words
    ]
    for field in ("text", "text_words"):
        assert [each.source[f"paragraph_{field}"] for each in paragraphs] == document.source[field]
    assert document.source.get("author", []) == [
        part
        for author in given.authors
        for part in " ".join(indexed_words(author)).split(f" {GAP} ")
    ]


@given(ARTICLES)
def test_every_field_is_in_the_mapping(given: Article) -> None:
    mapping = mappings(DEFAULT_NAMES)
    for document in _documents(given):
        assert document.source.keys() <= mapping["properties"].keys()
        assert json.dumps(document.source, ensure_ascii=False).encode()
        assert len(document.id.encode()) <= 512


def test_dates_are_days_and_periods() -> None:
    names = {"day", "last_day", "period"}

    def dated(published: AnyDate | None) -> dict[str, int]:
        document, paragraph = _documents(article("a", "Text.", published=published))
        found = {name: document.source[name] for name in names & document.source.keys()}
        assert found == {name: paragraph.source[name] for name in names & paragraph.source.keys()}
        return found

    assert dated(date(2019, 8, 31)) == {
        "day": date(2019, 8, 31).toordinal(),
        "period": 2019 * 13 + 8,
    }
    assert dated(PartialDate(2019)) == {
        "day": date(2019, 1, 1).toordinal(),
        "last_day": date(2019, 12, 31).toordinal(),
        "period": 2019 * 13,
    }
    assert dated(None) == {}


def test_ids_of_documents() -> None:
    document, first, second = _documents(article("2019/a b", "One.", "Two."))
    assert (document.id, first.id, second.id) == ("a:2019/a b", "p:0:2019/a b", "p:1:2019/a b")
    assert {document.key, first.key, second.key} == {"2019/a b"}
    long = "ü" * 300
    assert re.fullmatch("a:#[0-9a-f]{32}", index_names.article(long))
    assert index_names.key("\ud800") != index_names.key("\ud801")


def test_only_numbered_names_are_indices() -> None:
    known = index_names.Names("news")
    assert known.index(7) == "news-000007"
    assert known.number("news-000007") == 7
    assert known.number("news-1000000") == 1_000_000
    for other in ("news", "news-state", "news-x-000007", "news-7", "my-news-000007"):
        assert known.number(other) == 0
