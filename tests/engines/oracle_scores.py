"""The score of an article for plain words: the formula, read from the text of every article.

It is a second statement of what `search.engines.common.similarity` says, without an index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, exp, log

from search.model.articles import Article
from search.text import analyzer
from search.text.characters import IDEOGRAPH
from search.text.compounds import indexed_words
from search.text.stop_words import STOP_WORDS
from tests.engines.oracle_leaves import STEMMED, Item

WEIGHTS = {"title": 3.0, "text": 1.0, "author": 2.0, "caption": 0.5}

Near = Mapping[str, tuple[str, float]]


@dataclass(frozen=True)
class Score:
    """The parts of a score, by the names that an explanation has."""

    words: dict[str, float]
    title: float
    stretch: float
    pairs: float
    is_together: bool
    is_quoting: bool
    feedback: float = 0.0

    @property
    def total(self) -> float:
        parts = self.title, self.stretch, self.pairs, self.feedback
        return sum(self.words.values()) + sum(parts)


class Archive:
    """What the scores of an archive depend on."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._means = {
            field: sum(len(_words(each, field)) for each in articles) / len(articles) or 1.0
            for field in WEIGHTS
        }

    def score(self, article: Article, typed: Sequence[str], near: Near = {}) -> Score:  # noqa: B006
        """The score of an article for folded words; `near` has for each misspelt word, which occurs
        nowhere, one word near to it and what that counts."""
        content = [word for word in typed if word not in STOP_WORDS] or list(typed)
        read = [near.get(word, (word, 1.0)) for word in typed]
        idf: dict[str, float] = {}
        for word, (meant, weight) in zip(typed, read, strict=True):
            if word in content:
                idf.setdefault(analyzer.stem(meant), self._idf(meant) * weight)
        every = {analyzer.stem(meant) for meant, _ in read}
        words = [meant for meant, _ in read]
        kept = {meant for word, (meant, _) in zip(typed, read, strict=True) if word in content}
        scores = {
            meant: self._word(article, meant, typed.count(word) * weight, kept)
            for word, (meant, weight) in dict(zip(typed, read, strict=True)).items()
        }
        share = _quoted(article, words, idf) if len(every) >= 6 else 0.0
        quoted = 2 * sum(idf.values()) * share**3
        return Score(
            {word: score for word, score in scores.items() if score},
            _title(article, idf) * (1 + (_title_share(article, every) if len(every) > 1 else 0)),
            _stretch(article, idf) if len(every) > 1 else 0.0,
            quoted + (_pairs(article, words, kept, idf) if len(every) > 1 else 0.0),
            len(every) >= 6 and any(every <= set(part) for part in _parts(article)),
            share >= 0.6,
        )

    def with_feedback(
        self, scores: Mapping[str, Score], articles: Mapping[str, Article], typed: Sequence[str]
    ) -> dict[str, Score]:
        """The scores of the articles found, by id, with what the best five have in common."""
        every = {analyzer.stem(word) for word in typed}
        quotes = any(each.is_together or each.is_quoting for each in scores.values())
        if len(every) < 6 or quotes or len(scores) < 5:
            return dict(scores)
        best = sorted(scores, key=lambda id: (-round(scores[id].total, 4), id))[:5]
        weights = self._common([articles[id] for id in best], [scores[id].total for id in best])
        content = {analyzer.stem(word) for word in typed if word not in STOP_WORDS} or every
        return {
            id: replace(each, feedback=2 / 3 * len(content) * self._fed(articles[id], weights))
            for id, each in scores.items()
        }

    def _common(self, best: Sequence[Article], totals: Sequence[float]) -> dict[str, float]:
        """The twenty words that most of the best articles is about, and the share of each."""
        differences = [exp((each / max(totals) - 1) / 0.1) for each in totals]
        found: dict[str, float] = defaultdict(float)
        for article, share in zip(best, differences, strict=True):
            texts = [article.title] * 3 + [each.text for each in article.passages]
            words = [
                word
                for text in texts
                for word in analyzer.words(text)
                if word not in STOP_WORDS
                and any(map(str.isalpha, word))
                and (len(word) > 1 or IDEOGRAPH.match(word))
            ]
            for word in words:
                worth = share / sum(differences) / len(words) * self._idf_in_text(word)
                found[analyzer.stem(word)] += worth
        ranked = sorted(found, key=lambda stem: (-round(found[stem], 9), stem))[:20]
        return {stem: found[stem] / sum(found[each] for each in ranked) for stem in ranked}

    def _fed(self, article: Article, weights: Mapping[str, float]) -> float:
        total = 0.0
        for stem, weight in weights.items():
            joined = sum(
                WEIGHTS[field]
                * (words := _words(article, field)).count(stem)
                / (0.25 + 0.75 * len(words) / self._means[field])
                for field in ("title", "text")
            )
            total += weight * self._idf_in_text(stem) * 2.2 * joined / (joined + 1.2)
        return total

    def _word(self, article: Article, word: str, times: float, content: Collection[str]) -> float:
        joined = 0.0
        for field, weight in WEIGHTS.items():
            words = _words(article, field)
            norm = 0.25 + 0.75 * len(words) / self._means[field]
            joined += weight * words.count(_form(field, word)) / norm
        weight = times * (1.0 if word in content else 0.2)
        return weight * self._idf(word) * 2.2 * joined / (joined + 1.2)

    def _idf_in_text(self, word: str) -> float:
        return self._idf(word, ["text"])

    def _idf(self, word: str, fields: Collection[str] = WEIGHTS.keys()) -> float:
        count = sum(
            any(_form(field, word) in _words(each, field) for field in fields)
            for each in self._articles
        )
        return log(1 + (len(self._articles) - count + 0.5) / (count + 0.5))


def _title(article: Article, idf: dict[str, float]) -> float:
    held = sum(idf[stem] for stem in idf.keys() & set(_words(article, "title")))
    return 2 * held * (held / sum(idf.values())) ** 2


def _title_share(article: Article, every: set[str]) -> float:
    words = _words(article, "title")
    return sum(word in every for word in words) / len(words) if words else 0.0


def _stretch(article: Article, idf: dict[str, float]) -> float:
    best = 0.0
    for part in _paragraphs(article):
        for number in range(max(1, ceil(len(part) / 25) - 1)):
            words = part[number * 25 : number * 25 + 50]
            counts = {stem: words.count(stem) for stem in idf}
            best = max(best, sum(idf[s] * n * 1.6 / (n + 0.6) for s, n in counts.items()))
    return 0.5 * best * min(1, best / sum(idf.values())) ** 2


def _pairs(
    article: Article, typed: Sequence[str], content: set[str], idf: dict[str, float]
) -> float:
    pairs = {
        (analyzer.stem(one), analyzer.stem(other))
        for one, other in pairwise(typed)
        if one in content and other in content
    }
    worth = {pair: min(idf[stem] for stem in pair) for pair in pairs}
    in_text = {pair for part in _paragraphs(article) for pair in pairwise(part)}
    in_title = set(pairwise(_words(article, "title")))
    held = sum(
        value * (1.0 if pair in in_text else 0.5 if pair in in_title else 0.0)
        for pair, value in worth.items()
    )
    return 0.7 * held * held / sum(worth.values()) if worth else 0.0


def _quoted(article: Article, typed: Sequence[str], idf: dict[str, float]) -> float:
    stems = [analyzer.stem(word) for word in typed]
    neighbours = {*pairwise(stems)}
    shares = [
        len(neighbours & {*pairwise(part)}) / len(neighbours)
        for part in _paragraphs(article)
        if 2 * len(idf.keys() & set(part)) >= len(idf)
    ]
    share = max(shares, default=0.0)
    return share if share >= 0.5 else 0.0


def _parts(article: Article) -> list[list[str]]:
    """The title and the paragraphs."""
    return [_words(article, "title"), *_paragraphs(article)]


def _paragraphs(article: Article) -> list[list[str]]:
    return [
        [_form("text", word) for word in indexed_words(text)]
        for text in Item(article).texts("text")
    ]


def _words(article: Article, field: str) -> list[str]:
    """The words of a field, as they are indexed."""
    texts = Item(article).texts(field)
    return [_form(field, word) for text in texts for word in indexed_words(text)]


def _form(field: str, word: str) -> str:
    return analyzer.stem(word) if field in STEMMED else word
