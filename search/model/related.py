"""The articles that are about the same things as another one. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from search.model.results import Hit


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """An article near another: what a list shows of it, without passages; the distinctive words of
    the other article that it shares, as they are written there, the most telling first; its copies,
    articles with nearly the same text; and how many more of these there are."""

    hit: Hit
    shares: tuple[str, ...]
    copies: tuple[Hit, ...] = ()
    more_copies: int = 0


@dataclass(frozen=True, slots=True)
class RelatedArticles:
    """The articles nearest to another, nearest first; `partial` says that the time was over before
    the whole archive was searched."""

    articles: tuple[RelatedArticle, ...] = ()
    partial: bool = False
