"""Stock Whoosh (the distribution whoosh3): its own codec, columns, grouping and highlighter."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from whoosh import analysis, fields, index, qparser, query, sorting
from whoosh.support.charset import accent_map

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

BUDGET = 512
"""Megabytes that all writing processes may take together."""
VALUE_FIELDS = {"author": "author_value", "theme": "theme", "source": "source"}
BETWEEN = "\x1f"


class Whoosh:
    _searcher: Any

    def version(self) -> str:
        return version("whoosh3")

    def index(self, articles: Path, folder: Path, processes: int) -> None:
        options = {"procs": processes, "limitmb": BUDGET // processes}
        _write(index.create_in(folder, _schema()).writer(**options), articles)

    def add(self, articles: Path, folder: Path) -> None:
        _write(index.open_dir(folder).writer(), articles)

    def open(self, folder: Path) -> None:
        self._searcher = index.open_dir(folder).searcher()

    def rank(self, text: str, depth: int) -> list[str]:
        parser = qparser.MultifieldParser(
            list(BOOSTS), _SCHEMA, plugins=[qparser.WhitespacePlugin()], group=qparser.OrGroup
        )
        return [hit["id"] for hit in self._searcher.search(parser.parse(text), limit=depth)]

    def search(self, asked: Query) -> Answer:
        groups = {
            facet: sorting.FieldFacet(field, allow_overlap=facet == "author")
            for facet, field in VALUE_FIELDS.items()
        }
        found = self._searcher.search(
            _words(asked),
            limit=HITS,
            filter=_filter(asked.selected),
            groupedby=groups,
            maptype=sorting.Count,
        )
        excerpts = [hit.highlights("text", top=asked.passages) for hit in found if asked.passages]
        return Answer(
            total=len(found),
            hits=[(hit["id"], hit["title"]) for hit in found],
            facets={facet: _most(found.groups(facet)) for facet in FACETS},
            excerpts=excerpts,
        )


def _most(counts: dict[Any, int]) -> dict[str, int]:
    present = [item for item in counts.items() if item[0]]
    return dict(sorted(present, key=lambda item: -item[1])[:FACET_VALUES])


def _schema() -> fields.Schema:
    analyzer = (
        analysis.RegexTokenizer()
        | analysis.LowercaseFilter()
        | analysis.CharsetFilter(accent_map)
        | analysis.StemFilter(cachesize=-1)
    )
    separated = analysis.RegexTokenizer(rf"[^{BETWEEN}]+")
    return fields.Schema(
        id=fields.ID(stored=True),
        title=fields.TEXT(analyzer, stored=True),
        text=fields.TEXT(analyzer, stored=True),
        author=fields.TEXT(analyzer, stored=True),
        author_value=fields.KEYWORD(analyzer=separated),
        theme=fields.ID(sortable=True),
        source=fields.ID(sortable=True),
        day=fields.NUMERIC(int, sortable=True),
    )


def _words(asked: Query) -> query.Query:
    group = qparser.OrGroup if asked.operator in ("or", "some") else qparser.AndGroup
    parser = qparser.MultifieldParser(list(BOOSTS), _SCHEMA, fieldboosts=BOOSTS, group=group)
    joined = " ".join(asked.words)
    tree: query.Query = parser.parse(f'"{joined}"' if asked.operator == "phrase" else joined)
    return tree


def _filter(selected: dict[str, list[str]]) -> query.Query | None:
    chosen = [
        query.Or([query.Term(VALUE_FIELDS[facet], value) for value in values])
        for facet, values in selected.items()
    ]
    return query.And(chosen) if chosen else None


def _write(writer: Any, articles: Path) -> None:
    for article in read(articles):
        writer.add_document(**_document(article))
    writer.commit()


def _document(article: Article) -> dict[str, Any]:
    given = {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "author": "\n".join(article.authors),
        "author_value": BETWEEN.join(article.authors),
        "theme": article.theme,
        "source": article.source,
        "day": article.day,
    }
    return {name: value for name, value in given.items() if value}


_SCHEMA = _schema()

if __name__ == "__main__":
    serve(Whoosh())
