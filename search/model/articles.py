"""What an archive is made of: articles and their paragraphs. Values only, no input or output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from search.model.dates import AnyDate
from search.model.facets import AUTHOR

ParagraphKind = Literal["text", "heading", "quote", "item", "preformatted", "table", "caption"]
SpanKind = Literal[
    "link", "strong", "emphasis", "superscript", "subscript", "code", "row", "header", "cell"
]
"""What a part of a text is. The rows of a table hold its cells; headers are cells that name others."""

SUMMARY_ANCHOR = "summary"


class Span(NamedTuple):
    """Characters `start` to `end` of a text are of a kind. `target` is the address of a link: it is
    absolute and safe, or "" if the file does not give one that leads anywhere."""

    start: int
    end: int
    kind: SpanKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """How a paragraph looks, beside its text: its spans, in the order in which they begin, an outer one
    before those in it.

    `level` is that of a heading (1 to 6), or how deep an item is in lists (from 1); 0 if it is not known.
    `number` is that of the item in its list, from 1; the paragraphs of one item have the same number.
    """

    spans: tuple[Span, ...] = ()
    level: int = 0
    number: int = 0
    is_ordered: bool = False


PLAIN = Form()


class Paragraph(NamedTuple):
    """A paragraph of plain text, on one line; only preformatted text and tables (a line for each row)
    have several.

    `anchor` is derived from the content, so that a link to it survives a reindex; it is unique
    within its article and usable as an HTML id. If it `is_repeated`, it stands in many articles, as a
    footer does: it is shown where it stands, and not searched.
    """

    anchor: str
    text: str
    kind: ParagraphKind = "text"
    form: Form = PLAIN
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a picture, its caption or its alternative text: kept apart from the paragraphs, of
    which `after` stand before the picture. The anchor is one as paragraphs have."""

    anchor: str
    text: str
    after: int = 0

    @property
    def paragraph(self) -> Paragraph:
        """The caption as a paragraph that can be shown for a hit."""
        return Paragraph(self.anchor, self.text, "caption")


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
    captions: tuple[Caption, ...] = ()
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
        """The summary, if there is one, then the body: a search can find those that are not repeated."""
        if not self.summary:
            return self.paragraphs
        return (Paragraph(SUMMARY_ANCHOR, self.summary), *self.paragraphs)
