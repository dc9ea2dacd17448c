"""The fields of a page in its head: JSON-LD, Open Graph, citation and Dublin Core elements."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from search.model.facets import AUTHOR, DEFAULT_FACETS, FacetField, FacetName, FacetTable
from search.reading.draft import Draft
from search.reading.person_names import split_byline, split_commas

_JSON_LD = re.compile(
    r"<script\b[^>]*type\s*=\s*[\"']?application/ld\+json[\"']?[^>]*>(.*?)</script",
    re.DOTALL | re.I,
)
_MAX_BLOCKS = 20
_MAX_BLOCK = 500_000
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Opinion\w*)$")
_SEPARATED = re.compile(r"\s+[|·»–—-]\s+|\s+::\s+")


@dataclass(frozen=True, slots=True)
class _Meta:
    """The contents of the meta elements of a head, by name or property in lower case."""

    values: Mapping[str, tuple[str, ...]]

    def first(self, *names: str) -> str:
        return next((self.values[name][0] for name in names if name in self.values), "")

    def every(self, *names: str) -> tuple[str, ...]:
        return next((self.values[name] for name in names if name in self.values), ())


def metadata(head: BeautifulSoup, page: str, facets: FacetTable) -> Draft:
    """A draft without paragraphs from the parsed head and the whole page as text."""
    meta = _Meta(_collected(head))
    ld = _article(page)
    based_on = _object(ld.get("isBasedOn"))
    return Draft(
        title=_title(head, meta, ld),
        publisher=_publisher(meta, ld),
        published=_published(meta, ld),
        source=meta.first("source", "original-source") or _name(based_on.get("publisher")),
        source_published=meta.first("source-date") or _string(based_on.get("datePublished")),
        source_address=meta.first("source-url", "original-source") or _string(based_on.get("url")),
        facets={facet.name: _facet(facet, meta, ld) for facet in facets},
        summary=_string(ld.get("description"))
        or meta.first("og:description", "description", "dc.description", "twitter:description"),
        language=_language(head, meta, ld),
        address=_address(head, meta, ld),
        rights=meta.first("copyright", "dc.rights", "rights", "dcterms.rights"),
    )


def _facet(facet: FacetField, meta: _Meta, ld: Mapping[str, Any]) -> tuple[str, ...]:
    """The values of a facet: elements and JSON-LD under the names that the archive gives it, or under
    those that pages usually have."""
    known = _KNOWN.get(facet.name)
    if known and facet.fields == DEFAULT_FACETS[facet.name].fields:
        return known(meta, ld)
    named = meta.every(*(name.casefold() for name in facet.fields))
    return named or next(filter(None, (_names(ld.get(name)) for name in facet.fields)), ())


def _regions(meta: _Meta, ld: Mapping[str, Any]) -> tuple[str, ...]:
    return meta.every("region", "regions") or _names(ld.get("contentLocation"))


def _reports(meta: _Meta, ld: Mapping[str, Any]) -> tuple[str, ...]:
    return meta.every("report", "series") or _names(ld.get("isPartOf"))


def _collected(head: BeautifulSoup) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for element in head.find_all("meta"):
        content = _attribute(element, "content").strip()
        for attribute in ("name", "property", "itemprop"):
            name = _attribute(element, attribute).strip().lower()
            if name and content:
                found[name] = (*found.get(name, ()), content)
    return found


def _article(page: str) -> dict[str, Any]:
    """The JSON-LD object of the article; {} if there is none or it cannot be read."""
    for block in list(_JSON_LD.finditer(page))[:_MAX_BLOCKS]:
        try:
            parsed = json.loads(block[1][:_MAX_BLOCK].strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        for each in _objects(parsed):
            if any(_ARTICLE.search(kind) for kind in _strings(each.get("@type"))):
                return each
    return {}


def _objects(parsed: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD block: itself, the members of a list or of @graph."""
    if isinstance(parsed, list):
        for each in parsed[:100]:
            yield from (each,) if isinstance(each, dict) else ()
    elif isinstance(parsed, dict):
        yield parsed
        graph = parsed.get("@graph")
        yield from (
            each for each in (graph if isinstance(graph, list) else []) if isinstance(each, dict)
        )


def _title(head: BeautifulSoup, meta: _Meta, ld: Mapping[str, Any]) -> str:
    site = meta.first("og:site_name")
    given = _string(ld.get("headline")) or meta.first("citation_title", "og:title", "dc.title")
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
    names = _names(ld.get("author")) or meta.every(
        "citation_author", "dc.creator", "dcterms.creator"
    )
    if not names:
        names = meta.every("author", "article:author", "parsely-author", "sailthru.author", "byl")
    if len(names) == 1:
        names = split_byline(names[0])
    return tuple(name for name in names if not re.match(r"https?:|@|/", name.strip()))


def _publisher(meta: _Meta, ld: Mapping[str, Any]) -> str:
    named = _name(ld.get("publisher"))
    return named or meta.first(
        "og:site_name", "publisher", "dc.publisher", "citation_journal_title"
    )


def _published(meta: _Meta, ld: Mapping[str, Any]) -> str:
    return _string(ld.get("datePublished")) or meta.first(
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
    listed = _names(keywords) if isinstance(keywords, list) else split_commas(_string(keywords))
    tags = (
        listed or meta.every("article:tag") or split_commas(meta.first("news_keywords", "keywords"))
    )
    return (*_names(ld.get("articleSection")), *meta.every("article:section"), *tags)


def _language(head: BeautifulSoup, meta: _Meta, ld: Mapping[str, Any]) -> str:
    root = head.find("html")
    own = _attribute(root, "lang") or _attribute(root, "xml:lang") if isinstance(root, Tag) else ""
    return own or _name(ld.get("inLanguage")) or meta.first("content-language", "dc.language")


def _address(head: BeautifulSoup, meta: _Meta, ld: Mapping[str, Any]) -> str:
    for element in head.find_all("link"):
        if "canonical" in _attribute(element, "rel").lower().split():
            return _attribute(element, "href")
    page = ld.get("mainEntityOfPage")
    return (
        meta.first("og:url") or _string(ld.get("url")) or _string(_object(page).get("@id") or page)
    )


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        value = value[0] if value else {}
    return value if isinstance(value, dict) else {}


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _strings(value: Any) -> Iterable[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _name(value: Any) -> str:
    """The first name in `_names(value)`; "" if there is none."""
    return next(iter(_names(value)), "")


def _names(value: Any) -> tuple[str, ...]:
    """The names of persons, places or organisations, given as strings or objects, one or a list."""
    values = value if isinstance(value, list) else [value]
    named = (each.get("name") if isinstance(each, dict) else each for each in values)
    return tuple(name for each in named for name in _strings(each) if name.strip())


_KNOWN: Mapping[FacetName, Callable[[_Meta, Mapping[str, Any]], tuple[str, ...]]] = {
    AUTHOR: _authors,
    "region": _regions,
    "theme": _themes,
    "report": _reports,
}
"""What reads the facets of the default table from the elements that pages usually have."""
