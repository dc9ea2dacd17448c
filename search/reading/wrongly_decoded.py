"""Texts that were decoded wrongly before they were saved, such as “itâ€™s” for “it’s”, decoded rightly.

Preformatted text and code are left as they are, and so is an article that speaks of encodings: it shows
such letters on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from search.model.articles import Span
from search.reading.draft import Draft, DraftCaption, DraftParagraph
from search.text.mojibake import may_be_mojibake, without_mojibake

_SUBJECT = re.compile(
    r"mojibake|utf-?8|windows-?125|iso-?8859|latin-?1\b|\bunicode|charset|\bencod(?:ing|ed)",
    re.IGNORECASE,
)
_SHOWN = 40
"""Characters of a word that a warning shows."""


def decoded_rightly(draft: Draft) -> tuple[Draft, str]:
    """A draft without such texts, and a warning that shows the first of them; "" if there is none."""
    if not any(map(may_be_mojibake, _texts(draft))) or any(map(_SUBJECT.search, _texts(draft))):
        return draft, ""
    decoded = replace(
        draft,
        title=without_mojibake(draft.title),
        publisher=without_mojibake(draft.publisher),
        source=without_mojibake(draft.source),
        facets={
            name: tuple(map(without_mojibake, values)) for name, values in draft.facets.items()
        },
        summary=without_mojibake(draft.summary),
        paragraphs=tuple(map(_paragraph, draft.paragraphs)),
        captions=tuple(
            DraftCaption(without_mojibake(text), after) for text, after in draft.captions
        ),
        rights=without_mojibake(draft.rights),
    )
    texts = zip(_texts(draft), _texts(decoded), strict=True)
    first = next((texts for texts in texts if texts[0] != texts[1]), None)
    return decoded, _warning(*first) if first else ""


def _texts(draft: Draft) -> Iterator[str]:
    yield draft.title
    yield from (text for text, _, _ in draft.paragraphs)
    yield from (draft.summary, draft.publisher, draft.source, draft.rights)
    yield from chain.from_iterable(draft.facets.values())
    yield from (text for text, _ in draft.captions)


def _paragraph(draft: DraftParagraph) -> DraftParagraph:
    if draft.kind == "preformatted" or not may_be_mojibake(draft.text):
        return draft
    spans = draft.form.spans
    if not spans:
        return draft._replace(text=without_mojibake(draft.text))
    text, moved = _decoded(draft.text, spans)
    return DraftParagraph(text, draft.kind, replace(draft.form, spans=moved))


def _decoded(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """A text and its spans, decoded piece by piece: from one border of spans to the next."""
    codes = [each for each in spans if each.kind == "code"]
    borders = {0, len(text), *chain.from_iterable((each.start, each.end) for each in spans)}
    moved, found, length = {0: 0}, [], 0
    for start, end in pairwise(sorted(borders)):
        piece = text[start:end]
        if not any(each.start <= start < each.end for each in codes):
            piece = without_mojibake(piece)
        found.append(piece)
        length += len(piece)
        moved[end] = length
    return "".join(found), tuple(
        each._replace(start=moved[each.start], end=moved[each.end]) for each in spans
    )


def _warning(before: str, after: str) -> str:
    """A sentence about the first word of a text that was `before` what it is now."""
    words = zip(before.split(), after.split(), strict=False)
    saved, meant = next((pair for pair in words if pair[0] != pair[1]), (before, after))
    return (
        f"has text that was decoded wrongly before it was saved (“{saved[:_SHOWN]}”): it is read as"
        f" “{meant[:_SHOWN]}”"
    )
