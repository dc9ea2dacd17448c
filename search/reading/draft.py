"""What a format gives of an article: strings as they stand in the file, nothing cleaned yet."""

from __future__ import annotations

from dataclasses import dataclass

from search.model.articles import ParagraphKind

DraftParagraph = tuple[str, ParagraphKind]
"""A paragraph as it stands in the file: its text and its kind."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an article as strings; "" and () where the file gives none.

    `key` is what an id can be made of when the file gives none and its path is not enough.
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
