"""Every hit as a row of a table that spreadsheets and statistics programs open (RFC 4180)."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from typing import Any

from search.model.articles import Article
from search.model.dates import AnyDate
from search.model.facets import LANGUAGE, SOURCE, FacetTable
from search.model.request import SearchRequest
from search.model.results import FoundArticle, Hit
from search.result_formats.answer import Answer
from search.result_formats.paths import article_path, passage_path

BYTE_ORDER_MARK = "\ufeff"
BETWEEN = "; "
"""Between the values of a cell."""
_FORMULAS = frozenset("=+-@＝＋－＠")
"""Where a cell begins so, spreadsheets run it."""


def render(answer: Answer) -> Iterator[str]:
    """A row of names, then one for each hit."""
    found = answer.articles(answer.request)
    mark = BYTE_ORDER_MARK if answer.has_bom else ""
    yield mark + row(_NAMES_BEFORE + _facet_names(answer.facets) + _NAMES_AFTER)
    for each in found:
        yield row(_cells(each, answer))


_NAMES_BEFORE = ["id", "title", "published"]
_NAMES_AFTER = [
    "publisher", "source", "source_published", "source_address", "language", "url", "address",
    "rights", "summary", "word_count", "score", "anchor", "passages",
]  # fmt: skip


def _facet_names(facets: FacetTable) -> list[str]:
    return [each.plural for each in facets if each.name not in (SOURCE, LANGUAGE)]


def _cells(found: FoundArticle, answer: Answer) -> list[Any]:
    hit, article = found
    facets = [each for each in answer.facets if each.name not in (SOURCE, LANGUAGE)]
    return [
        article.id,
        article.title,
        _iso(article.published),
        *(BETWEEN.join(article.values(each.name)) for each in facets),
        article.publisher,
        article.source.name,
        _iso(article.source.published),
        article.source.address,
        article.language,
        _url(hit, answer),
        article.address,
        article.rights,
        article.summary,
        _words(article),
        hit.score,
        _anchor(hit, answer.request),
        " … ".join(each.text for each in hit.passages),
    ]


def _url(hit: Hit, answer: Answer) -> str:
    anchor = _anchor(hit, answer.request)
    return answer.address(passage_path(hit, anchor) if anchor else article_path(hit.id))


def _anchor(hit: Hit, request: SearchRequest) -> str:
    """The paragraph that was found; "" if whole articles are."""
    return hit.passages[0].anchor if request.unit == "paragraph" and hit.passages else ""


def _words(article: Article) -> int:
    return sum(len(each.text.split()) for each in article.passages)


def _iso(day: AnyDate | None) -> str:
    return day.isoformat() if day else ""


class _Line:
    """Takes the row that the csv module writes."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text


def row(cells: list[Any]) -> str:
    """Cells as a line."""
    line = _Line()
    csv.writer(line).writerow([safe(each) if isinstance(each, str) else each for each in cells])
    return line.text


def safe(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it says that it is text."""
    is_text = not cell or not (cell[0] in _FORMULAS or unicodedata.category(cell[0]) == "Cc")
    return (cell if is_text else f"'{cell}").replace("\0", "\ufffd")
