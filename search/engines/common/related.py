"""The related articles of an article, from candidates that an engine has found by its distinctive words.

Candidates come in the order of their scores. One that shares too little is left out, and so is a copy
of the article; copies of a related article are grouped with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.engines.common import hits
from search.engines.common.copies import ComparedText
from search.engines.common.distinctive_words import DistinctiveWord
from search.engines.common.hits import StoredFields
from search.highlight.query_matcher import query_matcher
from search.model.articles import Article
from search.model.related import RelatedArticle
from search.model.results import Hit
from search.model.schema import TITLE

MOST = 5
WORDS = 40
"""Distinctive words that candidates are searched with."""
MOST_READ = 50
"""Candidates that are read at most, in an archive with many copies; about seven are usual."""
_MOST_FAR = 10
"""Candidates in all that may be too far: those after them have lower scores."""
_NEAR = 0.15
"""The part of the weight of all distinctive words that a related article must share."""
_LEAST_SHARED = 3
_SHOWN = 6


class Candidate(NamedTuple):
    """An article that was found, its score, articles with the same text that the engine knows, and how
    many more of these there are."""

    article: Article
    score: float
    copies: Sequence[StoredFields] = ()
    more_copies: int = 0

    def hits(self) -> Iterator[Hit]:
        """The hit for the article, and those for its copies."""
        for stored in (self.article, *self.copies):
            yield hits.hit(stored, query_matcher(None, TITLE), self.score, ())


def related_articles(
    article: Article, words: Sequence[DistinctiveWord], candidates: Iterable[Candidate]
) -> tuple[RelatedArticle, ...]:
    """The related articles of `article`, whose distinctive words are `words`, most distinctive first."""
    own = ComparedText(article)
    groups: list[_Group] = []
    far = 0
    for each in candidates:
        if each.article.id == article.id:
            continue
        text = ComparedText(each.article)
        if text.is_copy_of(own):
            continue
        group = next((one for one in groups if text.is_copy_of(one.text)), None)
        if group is not None:
            group.candidates.append(each)
            continue
        shared = [word for word in words if word.stem in text.stems]
        if _is_near(shared, words):
            if len(groups) == MOST:
                break
            groups.append(_Group([each], text, shared))
        else:
            far += 1
            if far == _MOST_FAR:
                break
    return tuple(group.related() for group in groups)


@dataclass(frozen=True, slots=True)
class _Group:
    """A related article and its copies."""

    candidates: list[Candidate]
    text: ComparedText
    shared: Sequence[DistinctiveWord]

    def related(self) -> RelatedArticle:
        shares = tuple(word.written for word in self.shared[:_SHOWN])
        first, *copies = (hit for each in self.candidates for hit in each.hits())
        more = sum(each.more_copies for each in self.candidates)
        return RelatedArticle(first, shares, tuple(copies), more)


def _is_near(shared: Sequence[DistinctiveWord], words: Sequence[DistinctiveWord]) -> bool:
    weight = sum(each.weight for each in shared)
    return len(shared) >= _LEAST_SHARED and weight >= _NEAR * sum(each.weight for each in words)
