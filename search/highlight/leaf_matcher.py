"""Where the leaves of a query match in a text: exactly there, as engines find them, and nowhere else.

Terms and phrases match by stem, all other leaves by words as written. A text is cut into its words
only where a match is likely: most texts do not hold the letters that it would need.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from fnmatch import translate
from functools import cached_property, lru_cache, partial

from rapidfuzz.distance import OSA
from whoosh import query

from search.text import analyzer

Place = tuple[int, int]
"""Where a match begins and ends, in characters."""
Finder = Callable[["Words"], Iterator[Place]]
PlainFinder = Callable[[str], Iterator[Place]]
"""Finds matches in a text made plain by `plain`."""

_LETTERS_BEYOND_ASCII = re.compile("[^\x00-\x7f\xa0-\xa9\xab-\xb1\xb7\xbb\u2000-\u206f€™]")
_WILDCARDS = re.compile(r"[*?]+")


class Words:
    """The words of a text in order: by stem, as written (but folded), and their places."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.folded = analyzer.words(text)
        self.stems = list(map(analyzer.stem, self.folded))

    @cached_property
    def places(self) -> list[Place]:
        """Looked for when one is asked for: most texts have no match."""
        return analyzer.spans(self._text)


@lru_cache(maxsize=4_096)
def words_of_title(title: str) -> Words:
    """The words of a text that is short, and shown again and again."""
    return Words(title)


def plain(text: str) -> str | None:
    """`text` folded, each character in its place, so that its words are the folded words of `text`.
    None if that cannot be: some letters fold to several, and some are words of their own."""
    if not text.isascii():
        try:
            for char in set(_LETTERS_BEYOND_ASCII.findall(text)):
                text = text.replace(char, _PLAIN[ord(char)])
        except ValueError:
            return None
    return text.lower().replace("’", "'")


class _Plain(dict[int, str]):
    """What a letter becomes in a plain text, by its code; ValueError if it cannot stand there."""

    def __missing__(self, code: int) -> str:
        char = found = chr(code)
        if char.isalnum():
            found = analyzer.folded(char)
            if len(found) != 1 or not found.isalnum() or analyzer.IDEOGRAPH.search(char + found):
                raise ValueError(char)
        self[code] = found
        return found


_PLAIN = _Plain()


def plain_finder(leaf: query.Query) -> PlainFinder | None:
    """What finds the matches of a leaf in a plain text without cutting all of it into words; None
    for leaves of which words must be known one by one."""
    if isinstance(leaf, query.Term):
        stem = analyzer.stem(leaf.text)
        return partial(_occurrences, stem=stem, beginning=_beginning(stem))
    if isinstance(leaf, query.Phrase) and leaf.slop == 1:
        first, *others = map(analyzer.stem, leaf.words)
        return partial(_plain_runs, first=first, others=others)
    return None


def needed(leaf: query.Query) -> tuple[str, ...]:
    """Pieces that stand in every plain text in which a leaf has a match."""
    if isinstance(leaf, query.Term | query.Phrase):
        words = leaf.words if isinstance(leaf, query.Phrase) else [leaf.text]
        return tuple(_beginning(analyzer.stem(word)) for word in words)
    if isinstance(leaf, query.Prefix):
        return (leaf.text,)
    if isinstance(leaf, query.Wildcard):
        return tuple(filter(None, _WILDCARDS.split(leaf.text)))
    if isinstance(leaf, query.FuzzyTerm):
        return (leaf.text[: leaf.prefixlength],)
    return ()


def finder(leaf: query.Query) -> Finder:
    """What finds the matches of a leaf other than a term."""
    if isinstance(leaf, query.Phrase):
        stems = tuple(map(analyzer.stem, leaf.words))
        if leaf.slop == 1:
            return lambda words: _runs(words, stems)
        return lambda words: _near(words, stems, leaf.slop)
    is_match = word_test(leaf)
    return lambda words: (
        words.places[at] for at, word in enumerate(words.folded) if is_match(word)
    )


def word_test(leaf: query.Query) -> Callable[[str], bool]:
    """Whether a folded word matches a prefix, pattern, fuzzy word or range of words."""
    if isinstance(leaf, query.Prefix):
        return lambda word: word.startswith(leaf.text)
    if isinstance(leaf, query.Wildcard):
        pattern = re.compile(translate(leaf.text))
        return lambda word: pattern.match(word) is not None
    if isinstance(leaf, query.FuzzyTerm):
        return lambda word: _is_similar(leaf, word)
    if isinstance(leaf, query.TermRange):
        return lambda word: (
            (leaf.start is None or leaf.start <= word) and (leaf.end is None or word <= leaf.end)
        )
    raise TypeError(f"does not match single words: {leaf!r}")


def _is_similar(leaf: query.FuzzyTerm, word: str) -> bool:
    """Optimal string alignment: a letter left out, added, changed, or exchanged with the next."""
    size = leaf.prefixlength
    if word[:size] != leaf.text[:size]:
        return False
    return bool(OSA.distance(leaf.text, word, score_cutoff=leaf.maxdist) <= leaf.maxdist)


def _runs(words: Words, stems: tuple[str, ...]) -> Iterator[Place]:
    """Where `stems` stand one behind the other, as one place."""
    size = len(stems)
    for at, stem in enumerate(words.stems):
        if stem == stems[0] and tuple(words.stems[at : at + size]) == stems:
            yield words.places[at][0], words.places[at + size - 1][1]


def _near(words: Words, stems: tuple[str, ...], slop: int) -> Iterator[Place]:
    """Each word of the chains that hold all `stems` in order, each at most `slop` behind the last."""
    places = [[at for at, stem in enumerate(words.stems) if stem == each] for each in stems]
    for step in range(1, len(places)):
        places[step] = [at for at in places[step] if _any_in(places[step - 1], at - slop, at)]
    for step in range(len(places) - 2, -1, -1):
        following = places[step + 1]
        places[step] = [at for at in places[step] if _any_in(following, at + 1, at + slop + 1)]
    for at in sorted({at for each in places for at in each}):
        yield words.places[at]


def _any_in(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the rising `places` is in `start` to `end`, the end excluded."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _beginning(stem: str) -> str:
    """What all words with a stem begin with: stemming changes its last letter at most, but for the
    likes of dying, which become die."""
    return stem[:-2] if stem.endswith("ie") else stem[:-1] or stem


def _occurrences(text: str, stem: str, beginning: str) -> Iterator[Place]:
    """Where words with a stem stand in a plain text; they have that beginning."""
    at = text.find(beginning)
    while at >= 0:
        end = at + 1
        if _is_beginning(text, at):
            _, end = analyzer.word_at(text, at)
            if _stem(text, at, end) == stem:
                yield at, end
        at = text.find(beginning, end)


def _plain_runs(text: str, first: str, others: Sequence[str]) -> Iterator[Place]:
    """Where words with these stems stand one behind the other in a plain text, as one place."""
    for start, first_end in _occurrences(text, first, _beginning(first)):
        end = first_end
        for stem in others:
            at, end = analyzer.word_at(text, end)
            if at < 0 or _stem(text, at, end) != stem:
                break
        else:
            yield start, end


def _stem(text: str, start: int, end: int) -> str:
    return analyzer.stem(text[start:end][: analyzer.MAX_WORD])


def _is_beginning(text: str, at: int) -> bool:
    """Whether a word begins at a letter of a plain text."""
    before = text[at - 1 : at]
    if before.isalnum():
        return False
    return before != "'" or not text[max(0, at - 2) : at - 1].isalnum()
