"""Drafts: what every format makes of a record. The strings are those of the file, not cleaned yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from search.model.articles import PLAIN, Form, ParagraphKind
from search.model.facets import FacetName


class DraftParagraph(NamedTuple):
    """A paragraph as the file has it. The spans of its form may be empty, and the targets of links may be
    relative or unsafe."""

    text: str
    kind: ParagraphKind = "text"
    form: Form = PLAIN


class DraftCaption(NamedTuple):
    """The words of a picture, which stands after `after` of the paragraphs."""

    text: str
    after: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an article as strings; "" and () where the file has none.

    `key` identifies the article among those of its file, if there are several and it has no `id`.
    `facets` has the values of facets by name, but not the source and the language, which are fields of
    their own.

    `origins` says, by field and by facet, where in the file a value was found, such as "og:title" or
    "front matter: tags". `left_out` names what the file has that is no part of the article, such as
    "nav.menu (14 links)". Links are relative to `base`, which is relative to `address`.

    `made` is the day on which the file was made: the date of an article for which nothing else gives one.
    `edition` says when an entry last changed that has the same id in every export (see `editions`).
    `has_front_matter` is set for the posts of a static site, which are not published before their date.
    """

    id: str = ""
    key: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    made: str = ""
    source: str = ""
    source_published: str = ""
    source_address: str = ""
    facets: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    summary: str = ""
    paragraphs: tuple[DraftParagraph, ...] = ()
    captions: tuple[DraftCaption, ...] = ()
    language: str = ""
    address: str = ""
    base: str = ""
    rights: str = ""
    warnings: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    edition: int = 0
    has_front_matter: bool = False
