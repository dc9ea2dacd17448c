"""Which words of a query are misspelt, and what else they are read as where some words are enough.

A word is misspelt if it occurs nowhere, or seldom beside a word near to it that occurs often. Two words
side by side, one of them rare, are also read as the word that they are together: fair bread, as in
#fairbread. A word that occurs nowhere may be two that were typed as one, or a name as another language
writes it. A number is also read as it is written otherwise: seven, 7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from search.engines.common.parted_words import parted, ways_to_part
from search.engines.common.spelling import NearWord, beginnings, most_edits
from search.engines.common.transliterated import otherwise_written
from search.query.misspelt import NearWords
from search.text.analyzer import stem
from search.text.number_words import same_number
from search.text.stop_words import STOP_WORDS

RARE, MUCH, NEAR = 20, 100, 1.3
"""A word that occurs is taken for misspelt if it does so in at most RARE articles, and another one MUCH
times as often, at a cost of at most NEAR: one letter."""
Nearest: TypeAlias = Callable[[Sequence[str], Sequence[int]], Sequence[Sequence[NearWord]]]
"""Finds the words that may have been meant by each of some words, likeliest first. A number is given with
each: if it is not 0, words that occur no more often and words farther than one edit may be left out."""
_AS_LIKELY = 0.3
"""How much less likely than the likeliest word another may be."""
_MOST = 4
"""The words that one is also read as."""
_JOINED = 0.8
"""What a word counts that two words of a query are together."""
_PARTED = 0.8
"""What two words of the archive count that are one in a query."""
_OTHERWISE = 0.8
"""What a name counts that is written as in another language."""
_SAME_NUMBER = 0.8
"""What a number counts that is written otherwise."""
_FAR = 2.0
"""The cost of a spelling up to which a word may be meant if the search finds nothing otherwise."""
_MISREAD = 12
"""Words of a query that may be misspelt: a longer text was not typed."""


def near_words(
    words: Sequence[str],
    typed: Sequence[str],
    frequency: Mapping[str, int],
    nearest: Nearest,
) -> NearWords:
    """The words near to those of some words that are misspelt, each weighed by the cost of the spelling;
    two words with a space between them are meant side by side.

    `typed` are all words of the query in order. `frequency` is the number of articles with each of the
    words, and of `also_counted`, in any form; `nearest` finds the words near to some."""
    own = {word: frequency[word] for word in words}
    likely = rare_words(words, frequency)
    above = [enough(frequency[word]) for word in likely]
    found = dict(zip(likely, nearest(likely, above) if likely else (), strict=True))
    chosen = {word: _chosen(word, own[word], near, NEAR) for word, near in found.items()}
    for joined, several in joined_words(typed, own).items():
        for word in several if frequency.get(joined) else ():
            chosen.setdefault(word, {})[joined] = _JOINED
    for word, count in own.items():
        if not count and (pair := parted(word, frequency)):
            chosen.setdefault(word, {})[pair] = _PARTED
        for other in _names(word, frequency) if not count else ():
            chosen.setdefault(word, {})[other] = _OTHERWISE
        for other in other_numbers(word, typed) if count <= RARE else ():
            if frequency.get(other):
                chosen.setdefault(word, {})[other] = _SAME_NUMBER
    if not any(own.values()) and not any(chosen.values()):
        chosen = {word: _chosen(word, 0, near, _FAR) for word, near in found.items()}
    return {word: others for word, others in chosen.items() if others}


def also_counted(
    words: Sequence[str], typed: Sequence[str], frequency: Mapping[str, int]
) -> list[str]:
    """The words whose frequency `near_words` needs besides that of the words that may be misspelt."""
    unknown = [word for word in words if not frequency[word]]
    parts = (part for word in unknown for pair in ways_to_part(word) for part in pair)
    written = (other for word in unknown for other in otherwise_written(word))
    numbers = (other for word in words for other in other_numbers(word, typed))
    return list(dict.fromkeys((*joined_words(typed, frequency), *parts, *written, *numbers)))


def other_numbers(word: str, typed: Sequence[str]) -> tuple[str, ...]:
    """How a number is also written. Beside another one in digits it is a part of that: 3.14, 9-11."""
    is_part = any(word in pair and all(map(str.isdecimal, pair)) for pair in pairwise(typed))
    return () if is_part else same_number(word)


def joined_words(typed: Sequence[str], frequency: Mapping[str, int]) -> dict[str, list[str]]:
    """Each two neighbours of a query written as one word, with those of the two that are also read as
    it. Stop words are not, and one of the two must be rare. `frequency` has the words that may be
    misspelt."""
    found = {}
    for pair in pairwise(typed[: _MISREAD + 1]):
        own = [word for word in pair if word in frequency and word not in STOP_WORDS]
        joined = "".join(pair)
        if any(frequency[word] <= RARE for word in own) and _is_word(joined):
            found[joined] = own
    return found


def _names(word: str, frequency: Mapping[str, int]) -> Iterable[str]:
    """The names that a word is as other languages write them, one of each stem."""
    found = (other for other in otherwise_written(word) if frequency.get(other))
    return {stem(other): other for other in found}.values()


def _is_word(joined: str) -> bool:
    return joined.isalnum() and not joined.isdecimal()


def rare_words(words: Sequence[str], frequency: Mapping[str, int]) -> list[str]:
    """Those of the words of a query that are rare enough to be misspelt."""
    different = (each for each in dict.fromkeys(words) if most_edits(each) or beginnings(each))
    return [word for word in different if frequency[word] <= RARE][:_MISREAD]


def enough(frequency: int) -> int:
    """More articles than this must have another word, so that a word of `frequency` articles can be a
    misspelling of it."""
    return MUCH * frequency


def is_misspelling(frequency: int, meant: NearWord, most: float = NEAR) -> bool:
    """Whether a word that so many articles have may be a misspelling of another, which costs less than
    `most`."""
    return meant.cost < most and meant.frequency > enough(frequency)


def _chosen(word: str, frequency: int, near: Sequence[NearWord], most: float) -> dict[str, float]:
    """The likeliest of some words with their weights, one of each stem; none if a stop word was meant,
    as these find nothing by themselves."""
    meant = [each for each in near if is_misspelling(frequency, each, most)]
    if meant and meant[0].word in STOP_WORDS:
        return {}
    by_stem = {stem(word): NearWord(word, 0.0, 0)}
    for each in meant:
        if each.likelihood > meant[0].likelihood - _AS_LIKELY and each.word not in STOP_WORDS:
            by_stem.setdefault(stem(each.word), each)
    others = list(by_stem.values())[1 : _MOST + 1]
    return {each.word: round(0.5**each.cost, 2) for each in others}
