"""What an archive is made of: articles and their paragraphs. Values only, no input or output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from search.model.dates import AnyDate
from search.model.facets import AUTHOR

ParagraphKind = Literal["text", "heading", "quote", "item"]

SUMMARY_ANCHOR = "summary"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text.

    `anchor` is derived from the content, so that a link to it survives a reindex; it is unique
    within its article and usable as an HTML id.
    """

    anchor: str
    text: str
    kind: ParagraphKind = "text"


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article first stood: the name of the paper or site, its own date, its address."""

    name: str = ""
    published: AnyDate | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article. A field that the file does not give is empty, never invented.

    `facets` has the values of each facet in which it has any, by the facet's name.
    """

    id: str
    title: str
    publisher: str = ""
    published: AnyDate | None = None
    source: Source = field(default_factory=Source)
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    summary: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    language: str = ""
    address: str = ""
    rights: str = ""

    def values(self, facet: str) -> tuple[str, ...]:
        """The values of the article in a facet."""
        return self.facets.get(facet, ())

    @property
    def authors(self) -> tuple[str, ...]:
        return self.values(AUTHOR)

    @property
    def passages(self) -> tuple[Paragraph, ...]:
        """The paragraphs that a search can find: the summary, if there is one, then the body."""
        if not self.summary:
            return self.paragraphs
        return (Paragraph(SUMMARY_ANCHOR, self.summary), *self.paragraphs)
