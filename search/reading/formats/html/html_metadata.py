"""The fields of a page in its head: JSON-LD, Open Graph, citation and Dublin Core elements.

Of each field the first usable value is taken, as plain text, with its origin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from search.model.facets import AUTHOR, DEFAULT_FACETS, LANGUAGE, SOURCE, FacetName, FacetTable
from search.reading.date_parsing import parse_date, parse_day
from search.reading.draft import Draft
from search.reading.formats.html.json_ld import (
    article_object,
    name_of,
    names_of,
    object_of,
    page_date,
    string_of,
)
from search.reading.formats.html.titles import HeadTitles
from search.reading.person_names import is_nobody, split_byline, split_commas
from search.reading.plain_values import plain_value

Values = tuple[tuple[str, ...], str]
"""The values of a field, and their origin; ((), "") if there are none."""

_NONE: Values = ((), "")
_NAMING = ("name", "property", "itemprop")
_PREFIX = re.compile(r"^(dc|dcterms?|citation|weibo|parsely|sailthru):")
_DATED_PATH = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)")
_DATES = (
    "article:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published",
    "article:published",
    "article.published",
    "og:published_time",
    "og:article:published_time",
    "originalpublicationdate",
    "datecreated",
    "date",
)


@dataclass(frozen=True, slots=True)
class _Meta:
    """The contents of the meta elements of a head, by name or property in lower case; under "lang" the
    language of the page."""

    values: Mapping[str, tuple[str, ...]]

    def each(self, *names: str) -> Iterator[tuple[str, str]]:
        """All values of elements of these names, with the names, in that order."""
        for name in names:
            for value in self.values.get(name, ()):
                yield value, name

    def first(self, *names: str) -> str:
        return next(self.each(*names), ("", ""))[0]

    def every(self, *names: str) -> Values:
        """The values of the first name that has any."""
        return next(((self.values[name], name) for name in names if name in self.values), _NONE)


def metadata(head: BeautifulSoup, page: str, facets: FacetTable) -> tuple[Draft, HeadTitles]:
    """A draft without title and paragraphs, and the titles, from the parsed head and the whole page as
    text."""
    meta = _Meta(_collected(head))
    ld = article_object(page)
    found = {name: _facet(name, facets, meta, ld) for name in facets.names}
    values = {name: each for name, (each, _) in found.items()}
    based_on = object_of(ld.get("isBasedOn"))
    address = _address(head, meta, ld)
    published, dated_by = _published(meta, ld, address, page)
    publisher = _publisher(meta, ld)
    draft = Draft(
        publisher=publisher,
        published=published,
        source=next(iter(values[SOURCE]), ""),
        source_published=meta.first("source-date") or string_of(based_on.get("datePublished")),
        source_address=meta.first("source-url", "original-source")
        or string_of(based_on.get("url")),
        facets={name: values[name] for name in values if name not in (SOURCE, LANGUAGE)},
        summary=string_of(ld.get("description"))
        or meta.first("og:description", "description", "dc.description", "twitter:description"),
        language=next(iter(values[LANGUAGE]), "") or meta.first("lang"),
        address=address,
        rights=meta.first("copyright", "dc.rights", "rights", "dcterms.rights"),
        origins=_origins(found, dated_by),
    )
    return draft, _titles(head, meta, ld, publisher)


def _origins(found: Mapping[FacetName, Values], dated_by: str) -> dict[str, str]:
    origins = {name: origin for name, (values, origin) in found.items() if values}
    return {**origins, "published": dated_by} if dated_by else origins


def _facet(name: FacetName, facets: FacetTable, meta: _Meta, ld: Mapping[str, Any]) -> Values:
    """The values of a facet: elements and JSON-LD under the names that the archive gives it, or under
    those that pages usually have."""
    fields = facets[name].fields
    if name in _KNOWN and fields == DEFAULT_FACETS[name].fields:
        return _KNOWN[name](meta, ld)
    for each in fields:
        values = meta.every(each.casefold())[0] or names_of(ld.get(each))
        if values:
            return (_names(values) if name == AUTHOR else values), each
    return _NONE


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of authors, where one value may hold several; without addresses and accounts."""
    names = split_byline(values[0]) if len(values) == 1 else values
    return tuple(name for name in names if not is_nobody(name))


def _sources(meta: _Meta, ld: Mapping[str, Any]) -> Values:
    given = meta.every("source", "original-source")
    return given if given[0] else _ld(names_of(object_of(ld.get("isBasedOn")).get("publisher")))


def _ld(values: tuple[str, ...]) -> Values:
    return (values, "JSON-LD") if values else _NONE


def _languages(meta: _Meta, ld: Mapping[str, Any]) -> Values:
    if "lang" in meta.values:
        return meta.values["lang"], "html lang"
    given = _ld(names_of(ld.get("inLanguage")))
    return given if given[0] else meta.every("content-language", "dc.language")


def _regions(meta: _Meta, ld: Mapping[str, Any]) -> Values:
    given = meta.every("region", "regions")
    return given if given[0] else _ld(names_of(ld.get("contentLocation")))


def _reports(meta: _Meta, ld: Mapping[str, Any]) -> Values:
    given = meta.every("report", "series")
    return given if given[0] else _ld(names_of(ld.get("isPartOf")))


def _collected(head: BeautifulSoup) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in head.find_all("meta"):
        content = plain_value(_attribute(element, "content")).strip()
        given = (_attribute(element, name).lower().split() for name in _NAMING if content)
        for name in dict.fromkeys(name for names in given for name in names):
            found.setdefault(_PREFIX.sub(r"\1.", name), []).append(content)
    root = _root_language(head)
    values = {name: tuple(each) for name, each in found.items()}
    return {**values, "lang": (root,)} if root else values


def _titles(head: BeautifulSoup, meta: _Meta, ld: Mapping[str, Any], publisher: str) -> HeadTitles:
    element = head.find("title")
    named = ((string_of(ld.get(name)), f"JSON-LD {name}") for name in ("headline", "name"))
    of_elements = meta.each(*_TITLES)
    return HeadTitles(
        tuple((text, origin) for text, origin in (*named, *of_elements) if text.strip()),
        " ".join(element.get_text().split()) if element else "",
        tuple(filter(None, (publisher, *(text for text, _ in meta.each("og:site_name", *_SITES))))),
    )


_TITLES = (
    "citation_title",
    "dc.title",
    "dcterms.title",
    "dcterm.title",
    "og:title",
    "twitter:title",
    "parsely-title",
    "title",
)
_SITES = ("application-name", "apple-mobile-web-app-title", "dc.publisher")


def _authors(meta: _Meta, ld: Mapping[str, Any]) -> Values:
    """The first names that are some; each of several values is one name."""
    listed = names_of(ld.get("author")) or names_of(ld.get("creator"))
    cited = (meta.every(name) for name in ("citation_author", "dc.creator", "dcterms.creator"))
    for values, origin in (_ld(listed), *cited):
        is_one = origin == "citation_author" or len(values) > 1
        names = _persons(values) if is_one else _names(values)
        if names:
            return names, origin
    for name in ("author", "article:author", "parsely-author", "sailthru.author", "byl"):
        if names := _names(meta.values.get(name, ())):
            return names, name
    return _NONE


def _persons(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in values if not is_nobody(value))


def _publisher(meta: _Meta, ld: Mapping[str, Any]) -> str:
    named = name_of(ld.get("publisher"))
    return named or meta.first(
        "og:site_name", "publisher", "dc.publisher", "citation_journal_title"
    )


def _published(meta: _Meta, ld: Mapping[str, Any], address: str, page: str) -> tuple[str, str]:
    """The date and its origin: the first whole day, else the first month or year, else what is there, so
    that it is reported."""
    given = [(string_of(ld.get("datePublished")), "JSON-LD"), *meta.each(*_DATES)]
    found = [(text, origin) for text, origin in given if text]
    in_path = _DATED_PATH.search(address)
    path = [("-".join(in_path.groups()), "address")] if in_path else []
    usable = next((each for each in (*found, *path) if parse_day(each[0])), None)
    if usable:
        return usable
    if parse_day(day := page_date(page)):
        return day, "JSON-LD WebPage"
    first = found[0] if found else ("", "")
    return next((each for each in found if parse_date(each[0])), first)


def _themes(meta: _Meta, ld: Mapping[str, Any]) -> Values:
    own = meta.every("theme", "themes")
    if own[0]:
        return own
    sections = (*names_of(ld.get("articleSection")), *meta.every("article:section")[0])
    keywords = ld.get("keywords")
    listed = names_of(keywords) if isinstance(keywords, list) else split_commas(string_of(keywords))
    for tags, origin in (
        (listed, "JSON-LD"),
        meta.every("article:tag"),
        (split_commas(meta.first("news_keywords")), "news_keywords"),
        (split_commas(meta.first("keywords")), "keywords"),
    ):
        if tags:
            return (*sections, *tags), origin
    return (sections, "article:section") if sections else _NONE


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


_KNOWN: Mapping[FacetName, Callable[[_Meta, Mapping[str, Any]], Values]] = {
    AUTHOR: _authors,
    "region": _regions,
    "theme": _themes,
    "report": _reports,
    SOURCE: _sources,
    LANGUAGE: _languages,
}
"""What reads the facets of the default table from the elements that pages usually have."""
