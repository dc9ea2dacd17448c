"""The formats of a single article, for programs. A new one is a function and a line in the table."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from search.model.articles import Article
from search.model.facets import FacetTable
from search.result_formats import article_text
from search.result_formats.citations import bib, csl, ris
from search.result_formats.citations.citation import Citation, citation_of
from search.result_formats.records import article_as_json
from search.result_formats.well_formed import encodable


@dataclass(frozen=True, slots=True)
class ArticleToShow:
    """An article, the address of its page, the facets that its archive offers, the name of the site."""

    article: Article
    url: str
    facets: FacetTable
    archive: str

    @property
    def citation(self) -> Citation:
        return citation_of(self.article, self.url, self.facets, self.archive)


@dataclass(frozen=True, slots=True)
class ArticleFormat:
    """`name` is the suffix of the article's address; `label` what pages call it."""

    name: str
    media_type: str
    label: str
    write: Callable[[ArticleToShow], str]
    is_citation: bool = False

    def text(self, shown: ArticleToShow) -> str:
        return encodable(self.write(shown))


def _json(shown: ArticleToShow) -> str:
    record = article_as_json(shown.article, shown.url, shown.facets)
    return f"{json.dumps(record, ensure_ascii=False, separators=(',', ':'))}\n"


def _csl(shown: ArticleToShow) -> str:
    return f"{json.dumps([csl.item(shown.citation)], ensure_ascii=False)}\n"


ARTICLE_FORMATS: tuple[ArticleFormat, ...] = (
    ArticleFormat(
        "csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON", _csl, is_citation=True
    ),
    ArticleFormat("json", "application/json", "JSON", _json),
    ArticleFormat(
        "md",
        "text/markdown",
        "Markdown",
        lambda shown: article_text.markdown(shown.article, shown.url),
    ),
    ArticleFormat(
        "txt", "text/plain", "Text", lambda shown: article_text.plain_text(shown.article, shown.url)
    ),
    ArticleFormat(
        "ris",
        "application/x-research-info-systems",
        "RIS",
        lambda shown: ris.entry(shown.citation),
        is_citation=True,
    ),
    ArticleFormat(
        "bib",
        "application/x-bibtex",
        "BibTeX",
        lambda shown: bib.entry(shown.citation),
        is_citation=True,
    ),
)
"""Of two that end alike, such as .csl.json and .json, the longer one comes first."""
