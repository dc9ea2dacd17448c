"""Markdown articles: a head of byline, date, source, region and theme lines, a body, and a tail.

    # Title
    By [Author](…)
    Publisher, September 02, 2019
    [Original source](…) 31 August 2019
    Region: [A & B](…), [C](…)
    Theme: [D](…)
    In-depth Report: [E](…)
    *Summary*
    paragraphs …
    \\*
    notes to readers, source, copyright, disclaimer: left out of the text

Every part may be missing. Fields may also be in YAML front matter, which has priority.
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.config.archive import ArchiveConfig
from search.model.facets import AUTHOR
from search.reading.decoding import decode
from search.reading.draft import Draft
from search.reading.dropped_texts import dropped_beginnings, is_dropped
from search.reading.formats.markdown.blocks import Block, blocks
from search.reading.formats.markdown.front_matter import split_front_matter
from search.reading.formats.markdown.head import Head, labels_of, take_head
from search.reading.formats.markdown.page_breaks import rejoined
from search.reading.formats.markdown.tail import Tail, split_tail

_LONE_STAR = re.compile(r"^[ \t]*\*[ \t]*$", re.MULTILINE)


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a Markdown file; raises `Unreadable` if it is not text."""
    text, odd = decode(data)
    front, rest = split_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"), config.facets)
    dropped = dropped_beginnings(config)
    parts = [
        each for each in blocks(_LONE_STAR.sub(r"\\*", rest)) if not is_dropped(each.text, dropped)
    ]
    head, after = take_head(parts, labels_of(config.facets))
    body, tail = split_tail(after)
    draft = _draft(head, rejoined(body), tail)
    return replace(_overridden(draft, front) if front else draft, warnings=_warnings(front, odd))


def _draft(head: Head, body: list[Block], tail: Tail) -> Draft:
    return Draft(
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        source=head.source or tail.source,
        source_published=head.source_published,
        source_address=head.source_address or tail.source_address,
        facets={**head.facets, AUTHOR: head.authors or tail.authors},
        summary=head.summary,
        paragraphs=tuple((block.text, block.kind) for block in body if block.kind != "break"),
        address=head.address,
        rights=tail.rights,
    )


def _overridden(draft: Draft, front: Draft) -> Draft:
    """The draft, its fields replaced by those in the front matter."""
    given = {
        name: value
        for name in Draft.__dataclass_fields__
        if (value := getattr(front, name)) and name != "paragraphs"
    }
    facets = {name: values for name, values in front.facets.items() if values}
    return replace(draft, **{**given, "facets": {**draft.facets, **facets}})


def _warnings(front: Draft | None, odd: str) -> tuple[str, ...]:
    return (*(front.warnings if front else ()), *([odd] if odd else []))
