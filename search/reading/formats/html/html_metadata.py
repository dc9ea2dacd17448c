"""The fields of a page in its head: JSON-LD, Open Graph, citation and Dublin Core elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from search.model.facets import AUTHOR, DEFAULT_FACETS, LANGUAGE, SOURCE, FacetName, FacetTable
from search.reading.draft import Draft
from search.reading.formats.html.json_ld import (
    article_object,
    name_of,
    names_of,
    object_of,
    string_of,
)
from search.reading.person_names import split_byline, split_commas

_SEPARATED = re.compile(r"\s+[|·»–—-]\s+|\s+::\s+")


@dataclass(frozen=True, slots=True)
class _Meta:
    """The contents of the meta elements of a head, by name or property in lower case; under "lang" the
    language of the page."""

    values: Mapping[str, tuple[str, ...]]

    def first(self, *names: str) -> str:
        return next((self.values[name][0] for name in names if name in self.values), "")

    def every(self, *names: str) -> tuple[str, ...]:
        return next((self.values[name] for name in names if name in self.values), ())


def metadata(head: BeautifulSoup, page: str, facets: FacetTable) -> Draft:
    """A draft without paragraphs from the parsed head and the whole page as text."""
    meta = _Meta(_collected(head))
    ld = article_object(page)
    values = {name: _facet(name, facets, meta, ld) for name in facets.names}
    based_on = object_of(ld.get("isBasedOn"))
    return Draft(
        title=_title(head, meta, ld),
        publisher=_publisher(meta, ld),
        published=_published(meta, ld),
        source=next(iter(values[SOURCE]), ""),
        source_published=meta.first("source-date") or string_of(based_on.get("datePublished")),
        source_address=meta.first("source-url", "original-source")
        or string_of(based_on.get("url")),
        facets={name: values[name] for name in values if name not in (SOURCE, LANGUAGE)},
        summary=string_of(ld.get("description"))
        or meta.first("og:description", "description", "dc.description", "twitter:description"),
        language=next(iter(values[LANGUAGE]), "") or meta.first("lang"),
        address=_address(head, meta, ld),
        rights=meta.first("copyright", "dc.rights", "rights", "dcterms.rights"),
    )


def _facet(
    name: FacetName, facets: FacetTable, meta: _Meta, ld: Mapping[str, Any]
) -> tuple[str, ...]:
    """The values of a facet: elements and JSON-LD under the names that the archive gives it, or under
    those that pages usually have."""
    fields = facets[name].fields
    if name in _KNOWN and fields == DEFAULT_FACETS[name].fields:
        return _KNOWN[name](meta, ld)
    named = (meta.every(each.casefold()) or names_of(ld.get(each)) for each in fields)
    values = next(filter(None, named), ())
    return _names(values) if name == AUTHOR else values


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of authors, where one value may hold several; without addresses."""
    names = split_byline(values[0]) if len(values) == 1 else values
    return tuple(name for name in names if not re.match(r"https?:|@|/", name.strip()))


def _sources(meta: _Meta, ld: Mapping[str, Any]) -> tuple[str, ...]:
    given = meta.every("source", "original-source")
    return given or names_of(object_of(ld.get("isBasedOn")).get("publisher"))


def _languages(meta: _Meta, ld: Mapping[str, Any]) -> tuple[str, ...]:
    given = meta.every("lang") or names_of(ld.get("inLanguage"))
    return given or meta.every("content-language", "dc.language")


def _regions(meta: _Meta, ld: Mapping[str, Any]) -> tuple[str, ...]:
    return meta.every("region", "regions") or names_of(ld.get("contentLocation"))


def _reports(meta: _Meta, ld: Mapping[str, Any]) -> tuple[str, ...]:
    return meta.every("report", "series") or names_of(ld.get("isPartOf"))


def _collected(head: BeautifulSoup) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for element in head.find_all("meta"):
        content = _attribute(element, "content").strip()
        for attribute in ("name", "property", "itemprop"):
            name = _attribute(element, attribute).strip().lower()
            if name and content:
                found[name] = (*found.get(name, ()), content)
    root = _root_language(head)
    return {**found, "lang": (root,)} if root else found


def _title(head: BeautifulSoup, meta: _Meta, ld: Mapping[str, Any]) -> str:
    site = meta.first("og:site_name")
    given = string_of(ld.get("headline")) or meta.first("citation_title", "og:title", "dc.title")
    if given:
        return _without_site(given, site)
    element = head.find("title")
    whole = element.get_text() if element else ""
    parts = _SEPARATED.split(whole)
    return max(parts, key=lambda part: len(part.split())) if len(parts) > 1 else whole


def _without_site(title: str, site: str) -> str:
    """A title without the name of the site at its end."""
    parts = _SEPARATED.split(title)
    is_site = len(parts) > 1 and site and parts[-1].strip().casefold() == site.casefold()
    return title[: title.rindex(parts[-1])].rstrip(" |·»–—-:") if is_site else title


def _authors(meta: _Meta, ld: Mapping[str, Any]) -> tuple[str, ...]:
    names = names_of(ld.get("author")) or meta.every(
        "citation_author", "dc.creator", "dcterms.creator"
    )
    if not names:
        names = meta.every("author", "article:author", "parsely-author", "sailthru.author", "byl")
    return _names(names)


def _publisher(meta: _Meta, ld: Mapping[str, Any]) -> str:
    named = name_of(ld.get("publisher"))
    return named or meta.first(
        "og:site_name", "publisher", "dc.publisher", "citation_journal_title"
    )


def _published(meta: _Meta, ld: Mapping[str, Any]) -> str:
    return string_of(ld.get("datePublished")) or meta.first(
        "article:published_time",
        "datepublished",
        "citation_publication_date",
        "dc.date.issued",
        "dc.date",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "date",
    )


def _themes(meta: _Meta, ld: Mapping[str, Any]) -> tuple[str, ...]:
    own = meta.every("theme", "themes")
    if own:
        return own
    keywords = ld.get("keywords")
    listed = names_of(keywords) if isinstance(keywords, list) else split_commas(string_of(keywords))
    tags = (
        listed or meta.every("article:tag") or split_commas(meta.first("news_keywords", "keywords"))
    )
    return (*names_of(ld.get("articleSection")), *meta.every("article:section"), *tags)


def _root_language(head: BeautifulSoup) -> str:
    root = head.find("html")
    return _attribute(root, "lang") or _attribute(root, "xml:lang") if isinstance(root, Tag) else ""


def _address(head: BeautifulSoup, meta: _Meta, ld: Mapping[str, Any]) -> str:
    for element in head.find_all("link"):
        if "canonical" in _attribute(element, "rel").lower().split():
            return _attribute(element, "href")
    page = ld.get("mainEntityOfPage")
    return (
        meta.first("og:url")
        or string_of(ld.get("url"))
        or string_of(object_of(page).get("@id") or page)
    )


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


_KNOWN: Mapping[FacetName, Callable[[_Meta, Mapping[str, Any]], tuple[str, ...]]] = {
    AUTHOR: _authors,
    "region": _regions,
    "theme": _themes,
    "report": _reports,
    SOURCE: _sources,
    LANGUAGE: _languages,
}
"""What reads the facets of the default table from the elements that pages usually have."""
