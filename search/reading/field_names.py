"""The names that the fields of an article have in objects: in JSON, front matter, columns of tables.

`publishedAt`, `Published at` and `published-at` are written as `published_at` here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from search.model.facets import AUTHOR, DEFAULT_FACETS, SOURCE, FacetField, FacetName

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "title": (
        "title",
        "headline",
        "headlines",
        "post_title",
        *("titel", "titre", "titulo", "título", "titolo"),
    ),
    "publisher": ("publisher",),
    "published": (
        "published",
        "date",
        "pubdate",
        "pub_date",
        "publishdate",
        "publish_date",
        "publication_date",
        "published_date",
        "published_time",
        "date_published",
        "datepublished",
        "published_at",
        "publishedat",
        "first_published_at",
        "web_publication_date",
        "iso_date",
        "post_date",
        "date_gmt",
        "display_date",
        "first_publish_date",
        *("datum", "fecha"),
        "created",
        "created_at",
        "created_utc",
        "date_created",
        "issued",
        "timestamp",
        "year",
    ),
    "summary": (
        "summary",
        "excerpt",
        "description",
        "standfirst",
        "abstract",
        "custom_excerpt",
        "post_excerpt",
        *("zusammenfassung", "resumen", "résumé", "riassunto", "resumo"),
    ),
    "paragraphs": (
        "paragraphs",
        "content_html",
        "html_content",
        "content",
        "text",
        "body",
        "html",
        "body_html",
        "content_text",
        "text_content",
        "body_text",
        "article_text",
        "article_body",
        "full_text",
        "fulltext",
        "maintext",
        "plaintext",
        "post_content",
        "blocks",
        "markdown",
        "body_markdown",
        "selftext",
        "lead_paragraph",
        "content_elements",
        *("inhalt", "texte", "texto", "testo", "contenu", "contenido", "contenuto"),
    ),
    "address": (
        "address",
        "url",
        "link",
        "permalink",
        "canonical_url",
        "web_url",
        "external_url",
    ),
    "rights": ("rights", "copyright"),
}
"""The names that each field may have. The first one with a usable value is used. Facets have their own
names in the facet table: all of them give values, but for authors, whose names would be there twice."""

KEYS = ("guid", "uuid", "_id")
"""What identifies an object that has neither an id nor an address."""

HTML_NAMES = frozenset(("content_html", "html_content", "html", "body_html"))
"""Fields whose text is HTML, whatever it looks like."""

_OF_AUTHORS = ("autor", "autoren", "autores", "auteur", "auteurs", "autore", "autori")
_OF_THEMES = ("schlagwörter", "schlagworte", "stichwörter", "etiquetas", "mots_clés", "mots_cles")
_OTHERS: Mapping[FacetName, tuple[tuple[str, ...], tuple[str, ...]]] = {
    AUTHOR: (
        (),
        ("creator", "creators", "writer", "author_name", "published_by", "credits", *_OF_AUTHORS),
    ),
    SOURCE: (
        ("site_name", "sitename"),
        ("source_name", "domain_name", "publication", "outlet", "newspaper", "domain", "hostname"),
    ),
    "theme": ((), ("labels", "document_tags", "keywords", *_OF_THEMES)),
}
"""Names for facets that only objects have, before and after those of the table."""


def facet_names(facet: FacetField) -> tuple[str, ...]:
    """The names under which objects give the values of a facet; those that an archive chose are all."""
    default = DEFAULT_FACETS[facet.name].fields if facet.name in DEFAULT_FACETS else ()
    before, after = _OTHERS.get(facet.name, ((), ()))
    return (*before, *facet.fields, *after) if facet.fields == default else facet.fields


def with_usual_names(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """An object whose fields have their usual names as well as those that it gives them."""
    if all(map(_is_usual, record)):
        return record
    usual: dict[str, Any] = {}
    for name, value in record.items():
        for each in variants(name):
            usual.setdefault(each, value)
    return usual | dict(record)


def text_columns(names: Iterable[str]) -> set[str]:
    """Those of some names under which a text is looked for, or at least a summary."""
    wanted = {*NAMES["paragraphs"], *NAMES["summary"]}
    return {name for name in names if wanted & {name, *variants(name)}}


def address_columns(names: Iterable[str]) -> set[str]:
    """Those of some names under which an address is looked for."""
    return {name for name in names if {*NAMES["address"]} & {name, *variants(name)}}


_PLAIN = re.compile(r"[a-z0-9_]*")


def _is_usual(name: str) -> bool:
    return _PLAIN.fullmatch(name) is not None or variants(name) == {name}


@lru_cache(maxsize=4096)
def variants(name: str) -> frozenset[str]:
    """A name in small letters, and as `snake_case`."""
    lower = name.strip().lower()
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return frozenset((lower, re.sub(r"[\s-]+", "_", parted).lower()))
