"""What a format gives of an article: strings as they stand in the file, nothing cleaned yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.model.articles import ParagraphKind
from search.model.facets import FacetName

DraftParagraph = tuple[str, ParagraphKind]
"""A paragraph as it stands in the file: its text and its kind."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an article as strings; "" and () where the file gives none.

    `key` is what an id can be made of when the file gives none and its path is not enough. `facets` has
    the values of facets by name, but for the source and the language, which are fields of their own.
    """

    id: str = ""
    key: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    source: str = ""
    source_published: str = ""
    source_address: str = ""
    facets: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    summary: str = ""
    paragraphs: tuple[DraftParagraph, ...] = ()
    language: str = ""
    address: str = ""
    rights: str = ""
    warnings: tuple[str, ...] = ()
