"""tantivy-py: BM25 and terms aggregations over fast fields."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.peers.protocol import (
    BOOSTS,
    FACET_VALUES,
    FACETS,
    HITS,
    Answer,
    Article,
    Query,
    read,
    serve,
)

ANALYZER = "english"
HEAP = 512_000_000
VALUE_FIELDS = {"author": "author_value", "theme": "theme", "source": "source"}
COUNTS = {
    facet: {"terms": {"field": field, "size": FACET_VALUES}}
    for facet, field in VALUE_FIELDS.items()
}
"""Each segment gives its most frequent values only, by default ten times `size`. So counts of several
segments are not always exact; having segments give all their values takes up to twice as long.
"""


class Tantivy:
    _index: tantivy.Index
    _searcher: tantivy.Searcher

    def version(self) -> str:
        return version("tantivy")

    def index(self, articles: Path, folder: Path, processes: int) -> None:
        index = _analysed(tantivy.Index(_schema(), path=str(folder)))
        _write(index, articles, processes)

    def add(self, articles: Path, folder: Path) -> None:
        index = _analysed(tantivy.Index.open(str(folder)))
        _write(index, articles, 1)
        index.reload()

    def open(self, folder: Path) -> None:
        self._index = _analysed(tantivy.Index.open(str(folder)))
        self._searcher = self._index.searcher()

    def rank(self, text: str, depth: int) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"[^\W_]+", text))
        tree = self._index.parse_query(words, list(BOOSTS))
        found = self._searcher.search(tree, depth)
        return [self._searcher.doc(address).get_first("id") for _, address in found.hits]

    def search(self, query: Query) -> Answer:
        words = self._words(query)
        tree = _filtered(words, query.selected, self._index.schema)
        found = self._searcher.search(tree, HITS)
        counted = self._searcher.aggregate(tree, COUNTS)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        return Answer(
            total=found.count,
            hits=[(each.get_first("id"), each.get_first("title")) for each in documents],
            facets={
                facet: {each["key"]: each["doc_count"] for each in counted[facet]["buckets"]}
                for facet in FACETS
            },
            excerpts=self._excerpts(words, documents) if query.passages else [],
        )

    def _words(self, query: Query) -> tantivy.Query:
        joined = {"and": " ", "phrase": " "}.get(query.operator, " OR ").join(query.words)
        text = f'"{joined}"' if query.operator == "phrase" else joined
        return self._index.parse_query(
            text, list(BOOSTS), field_boosts=BOOSTS, conjunction_by_default=query.operator == "and"
        )

    def _excerpts(self, words: tantivy.Query, documents: list[tantivy.Document]) -> list[str]:
        schema = self._index.schema
        maker = tantivy.SnippetGenerator.create(self._searcher, words, schema, "text")
        return [maker.snippet_from_doc(document).to_html() for document in documents]


def _filtered(words: tantivy.Query, selected: dict[str, list[str]], schema: Any) -> tantivy.Query:
    """The words narrowed by the selections; a `term_set_query` does the same, but slower."""
    clauses = [(tantivy.Occur.Must, words)]
    for facet, values in selected.items():
        field = VALUE_FIELDS[facet]
        terms = [tantivy.Query.term_query(schema, field, value, "basic") for value in values]
        chosen = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(chosen, 0.0)))
    return tantivy.Query.boolean_query(clauses) if selected else words


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in BOOSTS:
        builder.add_text_field(field, stored=True, tokenizer_name=ANALYZER, index_option="position")
    for field in VALUE_FIELDS.values():
        builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", fast=True)
    return builder.build()


def _analysed(index: tantivy.Index) -> tantivy.Index:
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(64))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )
    index.register_tokenizer(ANALYZER, analyzer)
    return index


def _write(index: tantivy.Index, articles: Path, threads: int) -> None:
    writer = index.writer(HEAP, threads)
    for article in read(articles):
        writer.add_document(_document(article))
    writer.commit()
    writer.wait_merging_threads()


def _document(article: Article) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", article.id)
    document.add_text("title", article.title)
    document.add_text("text", article.text)
    for author in article.authors:
        document.add_text("author", author)
    for facet, field in VALUE_FIELDS.items():
        for value in article.values(facet):
            document.add_text(field, value)
    document.add_integer("day", article.day)
    return document


if __name__ == "__main__":
    serve(Tantivy())
