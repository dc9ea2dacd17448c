"""Drafts: what every format makes of a record. The strings are those of the file, not cleaned yet."""

from __future__ import annotations

from dataclasses import dataclass

from search.model.articles import ParagraphKind

DraftParagraph = tuple[str, ParagraphKind]
"""The text and the kind of a paragraph."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an article as strings; "" and () where the file has none.

    `key` identifies the article among those of its file, if there are several and it has no `id`.
    """

    id: str = ""
    key: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    source: str = ""
    source_published: str = ""
    source_address: str = ""
    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    summary: str = ""
    paragraphs: tuple[DraftParagraph, ...] = ()
    language: str = ""
    address: str = ""
    rights: str = ""
    warnings: tuple[str, ...] = ()
