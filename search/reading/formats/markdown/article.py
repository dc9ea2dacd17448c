"""Blocks as an article: a head, a body and a tail, and front matter, which has priority."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import inf

from search.config.archive import ArchiveConfig
from search.model.facets import AUTHOR
from search.reading.draft import Draft, DraftCaption, DraftParagraph
from search.reading.dropped_texts import dropped_beginnings, is_dropped
from search.reading.formats.markdown.blocks import Block
from search.reading.formats.markdown.head import Head, labels_of, take_head
from search.reading.formats.markdown.page_breaks import rejoined
from search.reading.formats.markdown.tail import Tail, split_tail
from search.reading.front_matter import with_front_matter
from search.reading.pictures import telling


def article_of(
    blocks: Sequence[Block],
    front: Draft | None,
    odd: str,
    config: ArchiveConfig,
    mended: Callable[[Sequence[Block]], list[Block]] = rejoined,
) -> Draft:
    """The draft of the blocks of a file with that front matter (None without any) and a warning ("" for
    none). `mended` joins the paragraphs of the body that were cut in two."""
    dropped = dropped_beginnings(config)
    texts = [each for each in blocks if each.kind != "caption"]
    parts = [each for each in texts if not is_dropped(each.text, dropped)]
    head, after = take_head(parts, labels_of(config.facets))
    body, tail = split_tail(after)
    draft = _draft(head, mended(body), tail)
    if front:
        paragraphs = (*_replaced(draft, front), *draft.paragraphs)
        draft = replace(with_front_matter(draft, front), paragraphs=paragraphs)
    left_out = _left_out(len(texts) - len(parts), after, body)
    return replace(
        draft,
        captions=tuple(_captions(blocks, mended(body), _end(after, body), draft)),
        left_out=left_out,
        warnings=(*draft.warnings, *filter(None, [odd])),
    )


def _draft(head: Head, body: Sequence[Block], tail: Tail) -> Draft:
    return Draft(
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        source=head.source or tail.source,
        source_published=head.source_published,
        source_address=head.source_address or tail.source_address,
        facets={**head.facets, AUTHOR: head.authors or tail.authors},
        summary=head.summary,
        paragraphs=tuple(_paragraph(block) for block in body if block.kind != "break"),
        address=head.address,
        rights=tail.rights,
        origins={**_origins_of_tail(tail), **head.origins},
    )


def _captions(
    blocks: Sequence[Block], body: Sequence[Block], end: float, draft: Draft
) -> Iterator[DraftCaption]:
    """The words of the pictures before line `end`, each after the paragraphs that begin before it."""
    pictures = [
        picture._replace(place=block.line)
        for block in blocks
        for picture in block.pictures
        if block.line < end
    ]
    lines = [block.line for block in body if block.kind != "break"]
    before = len(draft.paragraphs) - len(lines)
    for picture in telling(pictures):
        yield DraftCaption(picture.text, before + bisect_left(lines, picture.place))


def _end(after: Sequence[Block], body: Sequence[Block]) -> float:
    """The line in which the notes after the text begin."""
    last = after.index(body[-1]) + 1 if body else len(after)
    return after[last].line if last < len(after) else inf


def _paragraph(block: Block) -> DraftParagraph:
    return DraftParagraph(block.text, "text" if block.kind == "break" else block.kind, block.form)


def _origins_of_tail(tail: Tail) -> dict[str, str]:
    fields = {AUTHOR: tail.authors, "source": tail.source, "rights": tail.rights}
    return {name: "notes after the text" for name, value in fields.items() if value}


def _replaced(draft: Draft, front: Draft) -> list[DraftParagraph]:
    """The title and the summary in a text whose front matter has others: they stay in the text."""
    paragraphs: list[DraftParagraph] = []
    if front.title and draft.title and _folded(front.title) != _folded(draft.title):
        paragraphs.append(DraftParagraph(draft.title, "heading"))
    if front.summary and draft.summary and _folded(front.summary) != _folded(draft.summary):
        paragraphs.append(DraftParagraph(draft.summary))
    return paragraphs


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _left_out(dropped: int, after: Sequence[Block], body: Sequence[Block]) -> tuple[str, ...]:
    notes = []
    if dropped:
        notes.append(f"paragraphs with a beginning in drop.texts ({dropped})")
    if body and (end := after.index(body[-1]) + 1) < len(after):
        notes.append(
            f"notes after the text, from line {after[end].line} ({len(after) - end} parts)"
        )
    return tuple(notes)
