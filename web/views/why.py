"""Why a hit stands where it stands, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from search.model.results import Explanation
from web.language import gettext as _
from web.language import language
from web.languages import decimal
from web.wording import counted, joined

_NAMED = 6
"""Words that are named; a long query has more."""


def why(explanation: Explanation | None) -> tuple[str, ...]:
    """A sentence for each part of the score; none if no words were searched."""
    return tuple(_sentences(explanation)) if explanation and explanation.words else ()


def _sentences(parts: Explanation) -> Iterator[str]:
    ranked = sorted(parts.words, key=lambda word: (-parts.words[word], word))
    named = [_word(word, parts.words[word]) for word in ranked[:_NAMED]]
    others = len(ranked) - len(named)
    words = joined([*named, *([counted(others, "more", "more")] if others else [])])
    if parts.holds_all:
        yield _("Its words, rare ones counting most: %(words)s.", words=words)
    else:
        yield _("Some of the words, rare ones counting most: %(words)s.", words=words)
    if parts.is_together:
        yield _(
            "All words stand together in one place, so it comes before articles where they do not."
        )
    if parts.title:
        yield _("Words in the title (%(score)s).", score=_score(parts.title))
    if parts.stretch:
        yield _(
            "Words close together in one part of the text (%(score)s).", score=_score(parts.stretch)
        )
    if parts.pairs:
        yield _("Words side by side as in the search (%(score)s).", score=_score(parts.pairs))
    if parts.feedback:
        yield _(
            "Other words that the first articles have in common (%(score)s).",
            score=_score(parts.feedback),
        )


def _word(word: str, score: float) -> str:
    return _("“%(word)s” (%(score)s)", word=word, score=_score(score))


def _score(score: float) -> str:
    return decimal(score, language().tag)
