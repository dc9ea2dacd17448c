"""Why a hit stands where it stands, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from search.model.results import Explanation
from web.wording import joined

_NAMED = 6
"""Words that are named; a long query has more."""


def why(explanation: Explanation | None) -> tuple[str, ...]:
    """A sentence for each part of the score; none if no words were searched."""
    return tuple(_sentences(explanation)) if explanation and explanation.words else ()


def _sentences(parts: Explanation) -> Iterator[str]:
    ranked = sorted(parts.words, key=lambda word: (-parts.words[word], word))
    named = [f"“{word}” ({parts.words[word]:.1f})" for word in ranked[:_NAMED]]
    others = len(ranked) - len(named)
    named += [f"{others} more"] if others else []
    start = "Its words" if parts.holds_all else "Some of the words"
    yield f"{start}, rare ones counting most: {joined(named)}."
    if parts.is_together:
        yield "All words stand together in one place, so it comes before articles where they do not."
    if parts.title:
        yield f"Words in the title ({parts.title:.1f})."
    if parts.stretch:
        yield f"Words close together in one part of the text ({parts.stretch:.1f})."
    if parts.pairs:
        yield f"Words side by side as in the search ({parts.pairs:.1f})."
