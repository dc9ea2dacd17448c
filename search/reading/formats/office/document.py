"""A document of any office program as a draft: the head of its text first, then its properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.config.archive import ArchiveConfig
from search.model.articles import Form
from search.reading.draft import Draft, DraftParagraph
from search.reading.field_aliases import draft_of
from search.reading.formats.markdown.article import article_of
from search.reading.formats.markdown.blocks import Block
from search.reading.formats.markdown.inline import Link
from search.reading.formats.office.properties import Properties
from search.reading.html_fragment import fragment
from search.reading.pictures import Picture
from search.reading.records import Unreadable
from search.reading.title_lines import may_be_title

WHERE = "properties"
_NAMES = {"authors": "author", "tags": "keywords"}
_HEAD = 12
"""Blocks in which a title stands, if it does not stand first."""
_MOST_ROWS = 6


@dataclass(frozen=True, slots=True)
class Document:
    """The HTML of a text, the HTML of the title that its styles name ("" if they name none), its
    properties, and what was left out of it."""

    html: str
    title: str
    properties: Properties
    left_out: tuple[str, ...] = ()


def draft_of_document(document: Document, config: ArchiveConfig) -> Draft:
    """The draft of a document; raises `Unreadable` if it has no text."""
    title = f"<h1>{document.title}</h1>" if document.title else ""
    blocks = list(blocks_of(*fragment(title + document.html)))
    if not any(block.text.strip() for block in blocks):
        raise Unreadable("holds no text: add some, or remove the file")
    own = draft_of_properties(document.properties, config)
    draft = article_of(with_title(blocks, own.title), None, "", config, mended=list)
    origins = {name: re.sub(r"^line\b", "paragraph", each) for name, each in draft.origins.items()}
    draft = replace(draft, origins=origins, left_out=(*draft.left_out, *document.left_out))
    return completed(draft, own)


def draft_of_properties(properties: Properties, config: ArchiveConfig) -> Draft:
    """The draft of the properties alone; its origins call them what programs do."""
    draft = draft_of(properties.fields, config.facets, WHERE)
    origins = {
        name: re.sub(r"\b(authors|tags)\b(?:, keywords)?", lambda key: _NAMES[key[1]], each)
        for name, each in draft.origins.items()
    }
    return replace(draft, origins=origins, made=properties.made)


def blocks_of(paragraphs: Sequence[DraftParagraph], pictures: Sequence[Picture]) -> Iterator[Block]:
    """Paragraphs as blocks, numbered from 1, with the pictures between them."""
    shown: dict[int, list[Picture]] = {}
    for picture in pictures:
        shown.setdefault(picture.place, []).append(picture)
    for number, paragraph in enumerate(paragraphs):
        if number in shown:
            yield Block("caption", "", line=number + 1, pictures=tuple(shown[number]))
        yield _block(paragraph, number + 1)
    if late := shown.get(len(paragraphs)):
        yield Block("caption", "", line=len(paragraphs) + 1, pictures=tuple(late))


def with_title(blocks: Sequence[Block], title: str) -> list[Block]:
    """The blocks, where one that is the title is a heading and stands first.

    It is a heading among the first ones, the line that says what the properties say, or a first line
    that looks like one if these say nothing.
    """
    first = [block for block in blocks if block.kind != "caption"][:_HEAD]
    if not first or first[0].kind == "heading":
        return list(blocks)
    folded = _folded(title)
    same = [each for each in first if folded and _folded(each.text) == folded]
    above = first[: next((n for n, each in enumerate(first) if each.kind == "heading"), 0)]
    if same:
        found = same[0]
    elif above and all(len(each.text) < 120 for each in above):
        found = first[len(above)]
    elif not title and len(first) > 1 and _is_title(first[0]):
        found = first[0]
    else:
        return list(blocks)
    heading = replace(
        found, kind="heading", form=found.form if found.kind == "heading" else Form(level=1)
    )
    return [heading, *(each for each in blocks if each is not found)]


def _is_title(block: Block) -> bool:
    text = block.text.strip()
    return block.kind == "text" and may_be_title(text) and any(map(str.isalpha, text))


def completed(draft: Draft, properties: Draft) -> Draft:
    """The draft of a text with the fields that it lacks, and values of facets in which it has none."""
    given = {
        name: value
        for name in _STRINGS
        if not getattr(draft, name) and (value := getattr(properties, name))
    }
    facets = {name: each for name, each in properties.facets.items() if not draft.facets.get(name)}
    origins = {name: each for name, each in properties.origins.items() if name in {*given, *facets}}
    return replace(
        draft,
        **given,
        facets={**draft.facets, **facets},
        origins={**draft.origins, **origins},
        warnings=(*draft.warnings, *properties.warnings),
    )


_STRINGS = (
    "id",
    "title",
    "publisher",
    "published",
    "made",
    "source",
    "source_published",
    "source_address",
    "summary",
    "language",
    "address",
    "rights",
)


def _block(paragraph: DraftParagraph, line: int) -> Block:
    text, kind, form = paragraph
    links = tuple(
        Link(text[span.start : span.end], span.target) for span in form.spans if span.kind == "link"
    )
    is_emphasised = any(
        span.kind == "emphasis" and text[span.start : span.end].strip() == text.strip()
        for span in form.spans
    )
    lines = [each.strip() for each in text.split("\n") if each.strip()]
    is_head = kind == "text" and 1 < len(lines) <= _MOST_ROWS
    rows = tuple(Block("text", each, line=line) for each in lines) if is_head else ()
    return Block(kind, text, links, form, is_emphasised, line, rows)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
