"""The related articles of an article, found by reading every article: slow, plain, and right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from search.model.articles import Article
from search.text import analyzer
from search.text.compounds import indexed_words
from search.text.stop_words import STOP_WORDS
from tests.engines.oracle_leaves import STEMMED, Item

WEIGHTS = {"title": 3.0, "text": 1.0, "author": 2.0, "caption": 0.5}


@dataclass(frozen=True)
class Near:
    """A related article: its id and score, the stems it shares, the ids of its copies."""

    id: str
    score: float
    shares: tuple[str, ...]
    copies: tuple[str, ...]


class Archive:
    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._words = {
            (each.id, field): _words(each, field) for each in articles for field in WEIGHTS
        }

    def distinctive(self, article: Article) -> dict[str, tuple[float, float]]:
        """The boost and the weight of each distinctive stem of an article, the most distinctive first."""
        counts: dict[str, int] = {}
        for field, times in (("title", 3), ("text", 1)):
            for text in Item(article).texts(field):
                for word in analyzer.words(text):
                    if word not in STOP_WORDS and len(word) > 1 and not word.isdigit():
                        stem = analyzer.stem(word)
                        counts[stem] = counts.get(stem, 0) + times
        tried = sorted(counts, key=lambda stem: (-counts[stem], stem))[:100]
        found = {}
        for stem in tried:
            holding = self._holding(stem)
            if 1 < holding < len(self._articles):
                boost = 1 + log(counts[stem])
                found[stem] = (boost, boost * log(len(self._articles) / holding))
        best = sorted(found, key=lambda stem: (-found[stem][1], stem))[:40]
        return {stem: found[stem] for stem in best}

    def score(self, article: Article, distinctive: dict[str, tuple[float, float]]) -> float:
        """BM25F of an article for the stems, each multiplied by its boost."""
        return sum(boost * self._term(article, stem) for stem, (boost, _) in distinctive.items())

    def shares(self, article: Article, distinctive: Iterable[str]) -> tuple[str, ...]:
        """The distinctive stems that an article has."""
        held = {*self._words[article.id, "title"], *self._words[article.id, "text"]}
        return tuple(stem for stem in distinctive if stem in held)

    def related(self, article: Article) -> list[Near]:
        distinctive = self.distinctive(article)
        scores = {each.id: self.score(each, distinctive) for each in self._articles}
        found: list[tuple[Article, tuple[str, ...], list[str]]] = []
        for each in sorted(self._articles, key=lambda each: (-round(scores[each.id], 3), each.id)):
            if not scores[each.id] or each.id == article.id or are_copies(each, article):
                continue
            shared = self.shares(each, distinctive)
            original = next((copies for one, _, copies in found if are_copies(one, each)), None)
            if original is not None:
                original.append(each.id)
            elif _is_near(shared, distinctive):
                if len(found) == 5:
                    break
                found.append((each, shared, []))
        return [
            Near(each.id, scores[each.id], shared, tuple(copies)) for each, shared, copies in found
        ]

    def _holding(self, stem: str) -> int:
        """How many articles hold a stem in any field."""
        return sum(
            any(stem in self._words[each.id, field] for field in WEIGHTS) for each in self._articles
        )

    def _term(self, article: Article, stem: str) -> float:
        joined = 0.0
        for field, weight in WEIGHTS.items():
            words = self._words[article.id, field]
            total = sum(len(self._words[each.id, field]) for each in self._articles)
            mean = total / len(self._articles) or 1.0
            joined += weight * words.count(stem) / (0.25 + 0.75 * len(words) / mean)
        holding = self._holding(stem)
        idf = log(1 + (len(self._articles) - holding + 0.5) / (holding + 0.5))
        return idf * 2.2 * joined / (joined + 1.2)


def are_copies(one: Article, other: Article) -> bool:
    """Whether two thirds of the stems of the shorter text are in the other, and half of its runs."""
    first, second = _text(one), _text(other)
    stems = _part(set(map(analyzer.stem, first)), set(map(analyzer.stem, second)))
    return stems >= 2 / 3 and _part(_runs(first), _runs(second)) >= 0.5


def _text(article: Article) -> list[str]:
    return analyzer.words(" ".join(Item(article).texts("text"))) or analyzer.words(article.title)


def _runs(words: list[str]) -> set[str]:
    ends = max(1, len(words) - 3) if words else 0
    return {" ".join(words[start : start + 4]) for start in range(ends)}


def _part(first: set[str], second: set[str]) -> float:
    """How much of the smaller set is in the other."""
    return len(first & second) / (min(len(first), len(second)) or 1)


def _is_near(shared: Sequence[str], distinctive: dict[str, tuple[float, float]]) -> bool:
    whole = sum(weight for _, weight in distinctive.values())
    weight = sum(distinctive[stem][1] for stem in shared)
    return len(shared) >= 3 and weight >= 0.15 * whole


def _words(article: Article, field: str) -> list[str]:
    words = [word for text in Item(article).texts(field) for word in indexed_words(text)]
    return list(map(analyzer.stem, words)) if field in STEMMED else words
