"""The paragraphs of an article: cleaned, bounded in number and length, each with its anchor."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import chain

from search.model.articles import Caption, Paragraph, ParagraphKind, Span
from search.reading.clean_text import clean, clean_lines, folded_lines, is_clean, squeezed
from search.reading.draft import DraftCaption, DraftParagraph
from search.reading.records import Unreadable
from search.reading.spans import cut, moved

MAX_PARAGRAPH = 60_000
"""Characters of a paragraph."""
MAX_PARAGRAPHS = 20_000
MAX_CAPTION = 2_000
_OF_LINES = ("preformatted", "table")


def anchored_paragraphs(drafts: Sequence[DraftParagraph]) -> tuple[Paragraph, ...]:
    """Cleaned paragraphs without the empty ones. One of more than MAX_PARAGRAPH characters becomes
    several; raises `Unreadable` if there are more than MAX_PARAGRAPHS.

    Most articles need no cleaning, which is tested for all of their text at once.
    """
    texts = [text for text, _, _ in drafts]
    lines = "\n".join(texts)
    if not 0 < len(lines) <= MAX_PARAGRAPH or len(drafts) > MAX_PARAGRAPHS:
        return _anchored(list(_bounded(drafts)))
    if folded := folded_lines(lines, len(texts)):
        return _with_anchors(drafts, folded)
    return _anchored(drafts if is_clean(" ".join(texts)) else list(_bounded(drafts)))


def anchored_captions(drafts: Iterable[DraftCaption], most_after: int) -> tuple[Caption, ...]:
    """Cleaned captions without the empty ones and without doubles, each shortened to MAX_CAPTION
    characters."""
    texts: dict[str, int] = {}
    for text, after in drafts:
        if cleaned := clean(text)[:MAX_CAPTION].strip():
            texts.setdefault(cleaned, min(after, most_after))
    names = _names((text.casefold().encode() for text in texts), "c")
    found = [Caption(name, *each) for name, each in zip(names, texts.items(), strict=True)]
    return tuple(sorted(found[:MAX_PARAGRAPHS], key=lambda caption: caption.after))


def _bounded(drafts: Iterable[DraftParagraph]) -> Iterator[DraftParagraph]:
    """Cleaned paragraphs that are not empty; those over MAX_PARAGRAPH characters are cut at spaces."""
    parts = chain.from_iterable(map(_parts, map(_cleaned, drafts)))
    for count, each in enumerate(parts, 1):
        if count > MAX_PARAGRAPHS:
            raise Unreadable(
                f"has more than {MAX_PARAGRAPHS:,} paragraphs, the most an article may have:"
                " split it"
            )
        yield each


def _parts(draft: DraftParagraph) -> Iterator[DraftParagraph]:
    """A cleaned paragraph in parts that are not too long. Each span is looked at only for the parts that
    it may be in, as a table has many of both."""
    text, waiting = draft.text, deque(draft.form.spans)
    near: list[Span] = []
    start = 0
    while start < len(text):
        end = _end_of_part(draft, start)
        while waiting and waiting[0].start <= end:
            near.append(waiting.popleft())
        yield _part(draft, near, start, end)
        near = [span for span in near if span.end >= end]
        start = end
        while start < len(text) and _is_blank(text[start], draft.kind):
            start += 1


def _end_of_part(draft: DraftParagraph, start: int) -> int:
    text, most = draft.text, start + MAX_PARAGRAPH
    if len(text) <= most:
        return len(text)
    line = text.rfind("\n", start + 1, most) if draft.kind in _OF_LINES else -1
    return line + 1 or text.rfind(" ", start + 1, most) + 1 or most


def _is_blank(character: str, kind: ParagraphKind) -> bool:
    return character == "\n" if kind == "preformatted" else character.isspace()


def _cleaned(draft: DraftParagraph) -> DraftParagraph:
    text = (clean_lines if draft.kind in _OF_LINES else clean)(draft.text)
    if not draft.form.spans or text == draft.text:
        return draft._replace(text=text)
    spans = moved(draft.form.spans, draft.text, text, squeezed)
    return DraftParagraph(text, draft.kind, replace(draft.form, spans=spans))


def _part(draft: DraftParagraph, near: Iterable[Span], start: int, end: int) -> DraftParagraph:
    """A part of a paragraph, without the white space at its ends, with those of some spans in it."""
    text = draft.text[start:end]
    bare = text.strip("\n") if draft.kind == "preformatted" else text.strip()
    if bare == draft.text or not draft.form.spans:
        return draft._replace(text=bare)
    start += text.find(bare)
    spans = cut(near, start, start + len(bare))
    return DraftParagraph(bare, draft.kind, replace(draft.form, spans=spans))


def _anchored(drafts: Sequence[DraftParagraph]) -> tuple[Paragraph, ...]:
    return _with_anchors(drafts, [_one_line(text).casefold().encode() for text, _, _ in drafts])


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text


def _with_anchors(
    drafts: Sequence[DraftParagraph], folded: Iterable[bytes]
) -> tuple[Paragraph, ...]:
    """Paragraphs with anchors made of their text alone, whatever its capitals, so that a link to a
    paragraph survives a change elsewhere in the article."""
    names = _names(folded, "p")
    return tuple([Paragraph(name, *draft) for name, draft in zip(names, drafts, strict=True)])


def _names(folded: Iterable[bytes], letter: str) -> list[str]:
    names = [f"{letter}-" + blake2b(text, digest_size=4).hexdigest() for text in folded]
    return list(_unique(names)) if len(set(names)) < len(names) else names


def _unique(names: Iterable[str]) -> Iterator[str]:
    """The names; from its second occurrence a name is numbered: a, b, a-2, a-3."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"
