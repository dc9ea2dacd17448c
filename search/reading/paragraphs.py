"""The paragraphs of an article: cleaned, bounded in number and length, each with its anchor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from search.model.articles import Paragraph
from search.reading.clean_text import clean, is_clean, is_plain
from search.reading.draft import DraftParagraph
from search.reading.records import Unreadable

MAX_PARAGRAPH = 60_000
"""Characters of a paragraph."""
MAX_PARAGRAPHS = 20_000


def anchored_paragraphs(drafts: Sequence[DraftParagraph]) -> tuple[Paragraph, ...]:
    """Cleaned paragraphs without the empty ones. One of more than MAX_PARAGRAPH characters becomes
    several; raises `Unreadable` if there are more than MAX_PARAGRAPHS.

    Most articles need no cleaning, which is tested for all of their text at once.
    """
    whole = " ".join([text for text, _ in drafts])
    if not 0 < len(whole) <= MAX_PARAGRAPH or len(drafts) > MAX_PARAGRAPHS:
        return _anchored(list(_bounded(drafts)))
    if is_plain(whole):
        return _with_anchors(drafts, [text.encode().lower() for text, _ in drafts])
    return _anchored(drafts if is_clean(whole) else list(_bounded(drafts)))


def _bounded(drafts: Iterable[DraftParagraph]) -> Iterator[DraftParagraph]:
    """Cleaned paragraphs that are not empty; those over MAX_PARAGRAPH characters are cut at spaces."""
    count = 0
    for given, kind in drafts:
        text = clean(given)
        while text:
            count += 1
            if count > MAX_PARAGRAPHS:
                raise Unreadable(
                    f"has more than {MAX_PARAGRAPHS:,} paragraphs, the most an article may have:"
                    " split it"
                )
            end = len(text)
            if end > MAX_PARAGRAPH:
                end = text.rfind(" ", 1, MAX_PARAGRAPH) + 1 or MAX_PARAGRAPH
            yield text[:end].strip(), kind
            text = text[end:].strip()


def _anchored(drafts: Sequence[DraftParagraph]) -> tuple[Paragraph, ...]:
    return _with_anchors(drafts, [text.casefold().encode() for text, _ in drafts])


def _with_anchors(
    drafts: Sequence[DraftParagraph], folded: Iterable[bytes]
) -> tuple[Paragraph, ...]:
    """Paragraphs with anchors made of their text alone, whatever its capitals, so that a link to a
    paragraph survives a change elsewhere in the article."""
    names = ["p-" + blake2b(text, digest_size=4).hexdigest() for text in folded]
    if len(set(names)) < len(names):
        names = list(_unique(names))
    return tuple([Paragraph(name, *draft) for name, draft in zip(names, drafts, strict=True)])


def _unique(names: Iterable[str]) -> Iterator[str]:
    """The names; from its second occurrence a name is numbered: a, b, a-2, a-3."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"
