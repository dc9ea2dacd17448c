"""The fields of a page in its head: JSON-LD, Open Graph, citation and Dublin Core elements.

Of each field the first usable value is taken, as plain text, with its origin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from search.model.facets import AUTHOR, DEFAULT_FACETS, LANGUAGE, SOURCE, FacetName, FacetTable
from search.reading.byline_labels import has_label
from search.reading.bylines import names_in, trimmed
from search.reading.clean_text import plain_words
from search.reading.date_parsing import is_day, parse_date
from search.reading.draft import Draft
from search.reading.formats.html.json_ld import (
    article_object,
    name_of,
    names_of,
    object_of,
    page_date,
    string_of,
)
from search.reading.formats.html.meta_elements import NONE, NOTHING, Meta, Values
from search.reading.formats.html.meta_names import AUTHORS, DATES, SITES, TITLES
from search.reading.formats.html.titles import HeadTitles
from search.reading.person_names import is_author, is_house, is_nobody, split_commas
from search.reading.site_names import has_bar, host_name, without_part

_ADDRESS = re.compile(r"\s*https?://", re.IGNORECASE)
_DATED_PATH = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)")


def metadata(meta: Meta, blocks: Sequence[Any], facets: FacetTable) -> tuple[Draft, HeadTitles]:
    """A draft without title and paragraphs, and the titles, from the head and the JSON-LD of a page."""
    ld = article_object(blocks)
    found = {name: _facet(name, facets, meta, ld) for name in facets.names}
    values = {name: each for name, (each, _) in found.items()}
    based_on = object_of(ld.get("isBasedOn"))
    single = {
        "publisher": _publisher(meta, ld),
        "summary": _summary(meta, ld),
        "address": _address(meta, ld),
        "rights": next(meta.each("copyright", "dc.rights", "rights", "dcterms.rights"), NOTHING),
    }
    single["published"] = _published(meta, ld, single["address"][0], blocks)
    draft = Draft(
        publisher=single["publisher"][0],
        published=single["published"][0],
        source=next(iter(values[SOURCE]), ""),
        source_published=meta.first("source-date") or string_of(based_on.get("datePublished")),
        source_address=meta.first("source-url", "original-source")
        or string_of(based_on.get("url")),
        facets={name: values[name] for name in values if name not in (SOURCE, LANGUAGE)},
        summary=single["summary"][0],
        language=next(iter(values[LANGUAGE]), "") or meta.first("lang"),
        address=single["address"][0],
        rights=single["rights"][0],
        origins={name: origin for name, (value, origin) in (found | single).items() if value},
    )
    return draft, _titles(meta, ld)


def _facet(name: FacetName, facets: FacetTable, meta: Meta, ld: Mapping[str, Any]) -> Values:
    """The values of a facet: elements and JSON-LD under the names that the archive gives it, or under
    those that pages usually have."""
    fields = facets[name].fields
    if name in _KNOWN and fields == DEFAULT_FACETS[name].fields:
        return _KNOWN[name](meta, ld)
    for each in fields:
        values = meta.every(each.casefold())[0] or names_of(ld.get(each))
        if values:
            return (_names(values) if name == AUTHOR else values), each
    return NONE


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    """The authors among some values, of which an only one may be several names."""
    return names_in(values[0]) if len(values) == 1 else _persons(values)


def _sources(meta: Meta, ld: Mapping[str, Any]) -> Values:
    given = meta.every("source", "original-source")
    return given if given[0] else _ld(names_of(object_of(ld.get("isBasedOn")).get("publisher")))


def _ld(values: tuple[str, ...]) -> Values:
    return (values, "JSON-LD") if values else NONE


def _languages(meta: Meta, ld: Mapping[str, Any]) -> Values:
    if "lang" in meta.values:
        return meta.values["lang"], "html lang"
    given = _ld(names_of(ld.get("inLanguage")))
    return given if given[0] else meta.every("content-language", "dc.language")


def _regions(meta: Meta, ld: Mapping[str, Any]) -> Values:
    given = meta.every("region", "regions")
    return given if given[0] else _ld(names_of(ld.get("contentLocation")))


def _reports(meta: Meta, ld: Mapping[str, Any]) -> Values:
    given = meta.every("report", "series")
    return given if given[0] else _ld(names_of(ld.get("isPartOf")))


def _titles(meta: Meta, ld: Mapping[str, Any]) -> HeadTitles:
    """The titles. A description that JSON-LD gives as the headline is none."""
    described = plain_words(_summary(meta, ld)[0])
    named = (
        (text, f"JSON-LD {name}")
        for name in ("headline", "name")
        if plain_words(text := string_of(ld.get(name))) != described
    )
    return HeadTitles(
        tuple((text, origin) for text, origin in (*named, *meta.each(*TITLES)) if text.strip()),
        meta.title,
        _sites(meta, ld),
        _host(meta, ld),
    )


def _sites(meta: Meta, ld: Mapping[str, Any]) -> tuple[str, ...]:
    """What the site is called."""
    named = (_publisher(meta, ld)[0], *(text for text, _ in meta.each("og:site_name", *SITES)))
    return tuple(filter(None, named))


def _host(meta: Meta, ld: Mapping[str, Any]) -> str:
    return host_name(_address(meta, ld)[0])


def _authors(meta: Meta, ld: Mapping[str, Any]) -> Values:
    """The first names that are some; each of several values is one name."""
    listed = names_of(ld.get("author")) or names_of(ld.get("creator"))
    cited = meta.every("citation_author")
    one_each = (meta.every(name) for name in ("dc.creator", "dcterms.creator"))
    elements = (
        *(_beside_site(meta.every(name), meta, ld) for name in AUTHORS),
        _labelled(meta),
    )
    for values, origin in (_ld(listed), cited, *one_each, *elements):
        is_catalogued = origin == "citation_author" or origin.startswith("dc")
        if names := _catalogued(values) if is_catalogued else _names(values):
            return names, origin
    return _ld(tuple(name for name in listed if not (is_nobody(name) or is_house(name))))


def _labelled(meta: Meta) -> Values:
    """The author in the elements for cards of social networks: "Written by", and a name."""
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if has_label(f"{meta.first(label)}:") and (values := meta.every(data))[0]:
            return values
    return NONE


def _beside_site(found: Values, meta: Meta, ld: Mapping[str, Any]) -> Values:
    """Values without the name of the site before or after a bar: "The Herald - Ada Quill"."""
    values, origin = found
    if not any(map(has_bar, values)):
        return found
    host = _host(meta, ld)
    sites = {site.casefold() for site in (*_sites(meta, ld), host, host.replace("-", " "))}
    return tuple(without_part(text, sites) for text in values), origin


def _catalogued(values: tuple[str, ...]) -> tuple[str, ...]:
    """The names in elements for catalogues, each of which holds one name and nothing else."""
    return tuple(name for value in values if is_author(name := " ".join(value.split())))


def _persons(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(is_author, map(trimmed, values)))


def _publisher(meta: Meta, ld: Mapping[str, Any]) -> tuple[str, str]:
    named = name_of(ld.get("publisher"))
    elements = meta.each("og:site_name", "publisher", "dc.publisher", "citation_journal_title")
    return (named, "JSON-LD") if named else next(elements, NOTHING)


def _summary(meta: Meta, ld: Mapping[str, Any]) -> tuple[str, str]:
    described = string_of(ld.get("description"))
    elements = meta.each("og:description", "description", "dc.description", "twitter:description")
    return (described, "JSON-LD") if described.strip() else next(elements, NOTHING)


def _published(
    meta: Meta, ld: Mapping[str, Any], address: str, blocks: Sequence[Any]
) -> tuple[str, str]:
    """The date and its origin: the first whole day, else the first month or year, else what is there, so
    that it is reported."""
    given = [(string_of(ld.get("datePublished")), "JSON-LD"), *meta.each(*DATES)]
    found = [(text, origin) for text, origin in given if text]
    in_path = _DATED_PATH.search(address)
    path = [("-".join(in_path.groups()), "address")] if in_path else []
    usable = next((each for each in (*found, *path) if is_day(each[0])), None)
    if usable:
        return usable
    if is_day(day := page_date(blocks)):
        return day, "JSON-LD WebPage"
    first = found[0] if found else NOTHING
    return next((each for each in found if parse_date(each[0])), first)


def _themes(meta: Meta, ld: Mapping[str, Any]) -> Values:
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
    return (sections, "article:section") if sections else NONE


def _address(meta: Meta, ld: Mapping[str, Any]) -> tuple[str, str]:
    """The first whole address; one that is relative says nothing about the site."""
    page = ld.get("mainEntityOfPage")
    given = (
        *((address, "link rel=canonical") for address in meta.canonical),
        *meta.each("og:url"),
        (string_of(ld.get("url")), "JSON-LD"),
        (string_of(object_of(page).get("@id") or page), "JSON-LD"),
    )
    return next((each for each in given if _ADDRESS.match(each[0])), NOTHING)


_KNOWN: Mapping[FacetName, Callable[[Meta, Mapping[str, Any]], Values]] = {
    AUTHOR: _authors,
    "region": _regions,
    "theme": _themes,
    "report": _reports,
    SOURCE: _sources,
    LANGUAGE: _languages,
}
"""What reads the facets of the default table from the elements that pages usually have."""
