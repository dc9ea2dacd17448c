"""The distinctive words of a text: frequent in it, rare in the archive.

A word weighs (1 + ln n) * ln(N / df) if it occurs n times in the text and in df of N articles: the
weight tf-idf of Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, 6.4.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import NamedTuple

from search.model.articles import Article
from search.model.schema import ANY, BOOSTS, TITLE
from search.query.tree import Or, Query, Term, simplified
from search.text import analyzer
from search.text.characters import IDEOGRAPH
from search.text.stop_words import STOP_WORDS

MOST_TRIED = 100
"""Words whose frequency in the archive is looked up: the most frequent ones of the text."""
SEARCHED = 8
"""Words that a search for articles like a passage has: few enough to be read in the box."""
_POSSESSIVE = re.compile("['’]s$")
_IN_TITLE = int(BOOSTS[TITLE])


class CountedWord(NamedTuple):
    """A word in all its forms: the most frequent one, folded and as it is written, and how often it
    occurs, where each occurrence in a title counts as the field weighs."""

    folded: str
    written: str
    occurrences: int


class DistinctiveWord(NamedTuple):
    """A word that tells what a text is about: folded, as it is written, its stem, how much its
    occurrences count in the text, and its weight."""

    folded: str
    written: str
    stem: str
    boost: float
    weight: float


def words_of_article(article: Article) -> list[CountedWord]:
    """The most frequent words of an article."""
    passages = [(each.text, 1) for each in article.passages if not each.is_repeated]
    return _counted([(article.title, _IN_TITLE), *passages])


def word_counts_of_beginning(article: Article, most: int) -> dict[str, int]:
    """How often the most frequent words, folded, occur in the title, whose words count as the field
    weighs, and in the first `most` characters of an article."""
    counts = Counter(analyzer.words(article.title) * _IN_TITLE)
    for each in article.passages:
        if most <= 0:
            break
        if not each.is_repeated:
            counts.update(analyzer.words(each.text[:most]))
            most -= len(each.text)
    telling = {word: count for word, count in counts.items() if _is_telling(word)}
    ranked = sorted(telling, key=lambda word: (-telling[word], word))[:MOST_TRIED]
    return {word: telling[word] for word in ranked}


def words_at(article: Article, anchor: str) -> list[CountedWord] | None:
    """The words of the passage `anchor` of an article, or of the whole article without an anchor; None
    if there is no such passage."""
    if not anchor:
        return words_of_article(article)
    for each in article.passages:
        if each.anchor == anchor:
            return _counted_in(each.text, article)
    return None


def distinctive_words(
    counted: Sequence[CountedWord], articles: int, frequencies: Mapping[str, int], most: int
) -> tuple[DistinctiveWord, ...]:
    """Up to `most` of the words, the most distinctive first; `frequencies` has the number of
    `articles` with a folded word. A word of one article alone leads nowhere, so it is left out."""
    found = []
    for folded, written, count in counted:
        frequency = frequencies[folded]
        if 1 < frequency < articles:
            boost = 1 + log(count)
            weight = boost * log(articles / frequency)
            found.append(DistinctiveWord(folded, written, analyzer.stem(folded), boost, weight))
    return tuple(sorted(found, key=lambda each: (-each.weight, each.stem))[:most])


def for_search(
    counted: Sequence[CountedWord], distinctive: Sequence[DistinctiveWord]
) -> tuple[str, ...]:
    """The words to search with: the distinctive ones or, if there is none, any."""
    words = [each.folded for each in distinctive or counted]
    return tuple(words[:SEARCHED])


def any_of(words: Iterable[DistinctiveWord]) -> Query:
    """The query for articles with any of the words, each as important as it is in the text."""
    return simplified(Or(tuple(Term(ANY, each.folded, each.boost) for each in words)))


def _counted(texts: Iterable[tuple[str, int]]) -> list[CountedWord]:
    """The most frequent words of texts, whose words count as often as the number beside the text."""
    written: Counter[str] = Counter()
    for text, times in texts:
        for word in analyzer.written_words(text):
            written[word] += times
    forms: dict[str, list[str]] = {}
    for word in filter(_tells_something, written):
        forms.setdefault(analyzer.stem(analyzer.fold(word)), []).append(word)
    counts = {stem: sum(map(written.__getitem__, own)) for stem, own in forms.items()}
    best = sorted(counts, key=lambda stem: (-counts[stem], stem))[:MOST_TRIED]
    return [_counted_word(forms[stem], written, counts[stem]) for stem in best]


def _counted_in(text: str, article: Article) -> list[CountedWord]:
    """The words of a passage; those that the article repeats elsewhere count more, so that they come
    before what the passage mentions by the way."""
    everywhere = {
        analyzer.stem(each.folded): each.occurrences for each in words_of_article(article)
    }
    return [
        each._replace(
            occurrences=max(each.occurrences, everywhere.get(analyzer.stem(each.folded), 0))
        )
        for each in _counted([(text, 1)])
    ]


def _counted_word(forms: Sequence[str], written: Mapping[str, int], count: int) -> CountedWord:
    """Of equally frequent forms the last one in the order of characters is shown: small letters before
    capitals, which may only be those of a title."""
    shown = max(forms, key=lambda form: (written[form], form))
    shown = _POSSESSIVE.sub("", shown)
    return CountedWord(analyzer.fold(shown), shown, count)


def _tells_something(written: str) -> bool:
    """Whether a word may say what a text is about."""
    return _is_telling(analyzer.fold(written))


def _is_telling(word: str) -> bool:
    """Whether a folded word may say what a text is about: numbers and single letters do not."""
    if word in STOP_WORDS or not (word.isalpha() or any(map(str.isalpha, word))):
        return False
    return len(word) > 1 or IDEOGRAPH.match(word) is not None
