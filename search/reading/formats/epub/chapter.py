"""A chapter of a book as an article: the book is its source, and gives what the chapter does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pkgutil import resolve_name
from typing import Any

from search.config.archive import ArchiveConfig
from search.model.facets import AUTHOR
from search.reading.byline_labels import has_label
from search.reading.bylines import split_byline
from search.reading.draft import Draft, DraftCaption, DraftParagraph
from search.reading.field_aliases import draft_of
from search.reading.html_fragment import fragment
from search.reading.person_names import is_full_name
from search.reading.pictures import Picture, telling
from search.reading.records import NO_CHAPTER, PassedOver, Unreadable

WHERE = "metadata of the book"
_WITHOUT_ELEMENTS = "search.reading.formats.html.dropped_elements:without_elements"
_NO_CHAPTERS = frozenset(
    "cover coverpage toc titlepage title-page halftitlepage copyright-page copyrightpage landmarks loi"
    " lot page-list".split()
)
_FIELDS = frozenset(("place", "title", "html", "kind", "book"))
_HEAD = 4
_MAX_BYLINE = 200


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a chapter as `split` gives it; raises `PassedOver` for covers and the like."""
    chapter = _chapter(data)
    if not _NO_CHAPTERS.isdisjoint(chapter["kind"].split()):
        raise PassedOver(NO_CHAPTER)
    html = chapter["html"]
    if config.dropped_selectors:
        without: Callable[[str, tuple[str, ...]], str] = resolve_name(_WITHOUT_ELEMENTS)
        html = without(html, config.dropped_selectors)
    paragraphs, pictures = fragment(html)
    if not paragraphs:
        raise PassedOver(NO_CHAPTER)
    book = _of_book(chapter["book"], config)
    title, paragraphs, pictures = _titled(chapter["title"], paragraphs, pictures)
    authors = _byline(paragraphs)
    origins = {"title": "contents of the book" if chapter["title"] else "heading"} if title else {}
    origins |= {AUTHOR: "byline"} if authors else {}
    return replace(
        book,
        key=chapter["place"],
        title=title or book.source,
        facets={**book.facets, AUTHOR: authors or book.facets.get(AUTHOR, ())},
        paragraphs=tuple(paragraphs),
        captions=tuple(DraftCaption(each.text, each.place) for each in telling(pictures)),
        origins={**book.origins, **origins},
    )


def _chapter(data: bytes) -> dict[str, Any]:
    try:
        chapter = json.loads(data)
    except ValueError:
        chapter = None
    if not isinstance(chapter, dict) or _FIELDS - {*chapter}:
        raise Unreadable("is no chapter of a book")
    return chapter


def _of_book(fields: dict[str, Any], config: ArchiveConfig) -> Draft:
    """The fields that a chapter has from its book, whose title is its source."""
    book = draft_of(fields, config.facets, WHERE)
    origins = {
        name: each for name, each in book.origins.items() if name not in ("title", "summary")
    }
    if book.title:
        origins |= {"source": f"{WHERE}: title"}
    return replace(
        book, id="", title="", summary="", source=book.title or book.source, origins=origins
    )


def _titled(
    title: str, paragraphs: list[DraftParagraph], pictures: list[Picture]
) -> tuple[str, list[DraftParagraph], list[Picture]]:
    """The title, and the paragraphs without the headings that say it."""
    title = " ".join(title.split())
    if not title and paragraphs[0].kind == "heading":
        title = " ".join(paragraphs[0].text.split())
    folded, said = _folded(title), 0
    while said < len(paragraphs) - 1 and _says(paragraphs[said], folded):
        said += 1
    moved = [each._replace(place=max(each.place - said, 0)) for each in pictures]
    return title, paragraphs[said:], moved


def _says(paragraph: DraftParagraph, title: str) -> bool:
    text = _folded(paragraph.text)
    return paragraph.kind == "heading" and bool(text) and text in title


def _byline(paragraphs: Sequence[DraftParagraph]) -> tuple[str, ...]:
    """The authors in a line before the text of a chapter; the line stays in the text."""
    for each in paragraphs[:_HEAD]:
        if each.kind == "text" and len(each.text) <= _MAX_BYLINE and has_label(each.text.strip()):
            names = split_byline(each.text)
            if names and all(map(is_full_name, names)):
                return names
    return ()


def _folded(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())
