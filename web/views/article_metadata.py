"""What the head of an article's page tells search engines, social networks and reference managers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from search.model.articles import Article
from search.result_formats.article_formats import ARTICLE_FORMATS
from search.result_formats.citations.citation import Citation
from search.result_formats.citations.names import Name
from search.result_formats.well_formed import encodable

HEADLINE = 110
"""Characters of a headline that search engines show."""


@dataclass(frozen=True, slots=True)
class MetaTag:
    """An element <meta>, named by its attribute name or property."""

    by: Literal["name", "property"]
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class OtherForm:
    """The article in another format."""

    label: str
    media_type: str
    url: str


@dataclass(frozen=True, slots=True)
class ArticleMetadata:
    """`json_ld` is safe in a <script> element."""

    tags: tuple[MetaTag, ...]
    json_ld: Markup
    forms: tuple[OtherForm, ...]


def article_metadata(
    article: Article, citation: Citation, description: str, site: str, path: str
) -> ArticleMetadata:
    """`citation` has the absolute address of the page, `path` is the one in links, `site` its name."""
    tags = (*_citation_tags(citation), *_graph_tags(citation, description, site))
    return ArticleMetadata(
        tags=tuple(each for each in tags if each.content),
        json_ld=_script(_news_article(article, citation, description)),
        forms=tuple(
            OtherForm(each.label, each.media_type, f"{path}.{each.name}")
            for each in ARTICLE_FORMATS
        ),
    )


def _citation_tags(citation: Citation) -> Iterator[MetaTag]:
    """Those that Zotero's translator "Embedded Metadata" and Google Scholar read."""
    yield MetaTag("name", "z:itemType", "newspaperArticle")
    yield MetaTag("name", "citation_title", citation.title)
    for author in citation.authors:
        yield MetaTag("name", "citation_author", author.sorted)
    yield MetaTag("name", "citation_publication_date", _date(citation).replace("-", "/"))
    yield MetaTag("name", "citation_journal_title", citation.container)
    yield MetaTag("name", "citation_abstract", citation.abstract)
    yield MetaTag("name", "citation_language", citation.language)
    yield MetaTag("name", "citation_keywords", "; ".join(citation.keywords))
    yield MetaTag("name", "citation_public_url", citation.url)


def _graph_tags(citation: Citation, description: str, site: str) -> Iterator[MetaTag]:
    """Open Graph, and what Twitter's cards have beside it."""
    yield MetaTag("property", "og:type", "article")
    yield MetaTag("property", "og:title", citation.title)
    yield MetaTag("property", "og:description", description)
    yield MetaTag("property", "og:url", citation.url)
    yield MetaTag("property", "og:site_name", site)
    yield MetaTag("property", "article:published_time", _date(citation))
    for keyword in citation.keywords:
        yield MetaTag("property", "article:tag", keyword)
    yield MetaTag("name", "twitter:card", "summary")


def _news_article(article: Article, citation: Citation, description: str) -> dict[str, Any]:
    """https://schema.org/NewsArticle; what is not known is left out."""
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": citation.title[:HEADLINE],
        "datePublished": _date(citation),
        "author": [_author(each) for each in citation.authors],
        "publisher": _organization(citation.container),
        "description": description,
        "inLanguage": citation.language,
        "keywords": list(citation.keywords),
        "url": citation.url,
        "mainEntityOfPage": citation.url,
        "isBasedOn": article.address or article.source.address,
        "copyrightNotice": citation.rights,
    }
    return {name: value for name, value in found.items() if value}


def _author(name: Name) -> dict[str, str]:
    if not name.given:
        return {"@type": "Organization", "name": name.family}
    whole = " ".join(filter(None, (name.given, name.family, name.suffix)))
    return {
        "@type": "Person",
        "name": whole,
        "givenName": name.given,
        "familyName": name.family,
    }


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _date(citation: Citation) -> str:
    return citation.published.isoformat() if citation.published else ""


def _script(value: dict[str, Any]) -> Markup:
    """JSON in which no sign can end the element that it stands in."""
    text = encodable(json.dumps(value, ensure_ascii=False))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)
