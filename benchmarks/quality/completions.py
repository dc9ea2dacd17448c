"""What is offered while a query is typed: whether the wanted word is there, and what the offers find."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.quality.questions import words
from search import SearchRequest
from search.engines import Engine
from search.model.results import Completion

_SEED = 1
_LEAST = 5
"""Letters of a word that is cut, and 3 of them at least are typed."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where prefixes come from: texts of an archive that somebody might type, of which a word among the
    first `within` is cut."""

    kind: str
    archive: str
    texts: Sequence[str]
    count: int
    within: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a text, up to somewhere in a word, and that word in small letters."""

    kind: str
    archive: str
    text: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A prefix: the place of the first offer with the word (None if none has it), how many offers there
    are, how many of them find nothing, how many find no article with all words, and how many find
    another number than they say."""

    prefix: Prefix
    place: int | None
    offers: int
    empty: int
    relaxed: int
    miscounted: int


def prefixes(sources: Sequence[Source], stop_words: frozenset[str]) -> list[Prefix]:
    """The prefixes of all sources, always the same ones."""
    chance = random.Random(_SEED)
    return [each for source in sources for each in _cut(source, stop_words, chance)]


def tried(engines: Mapping[str, Engine], prefixes: Sequence[Prefix]) -> list[Tried]:
    """`engines` by archive."""
    return [_tried(engines[each.archive], each) for each in prefixes]


def cut(
    text: str, within: int, stop_words: frozenset[str], chance: random.Random
) -> tuple[str, str]:
    """The text up to somewhere in one of its words, and that word; two empty texts if none will do."""
    found, end = [], 0
    for word in words(text)[:within]:
        start = text.index(word, end)
        end = start + len(word)
        if len(word) >= _LEAST and word.isalpha() and word.casefold() not in stop_words:
            found.append((start, word))
    if not found:
        return "", ""
    start, word = chance.choice(found)
    return text[: start + chance.randint(3, len(word) - 1)], word.casefold()


def _cut(source: Source, stop_words: frozenset[str], chance: random.Random) -> Iterator[Prefix]:
    texts = [*source.texts]
    chance.shuffle(texts)
    count = 0
    for text in texts:
        typed, wanted = cut(text, source.within, stop_words, chance)
        if typed and count < source.count:
            count += 1
            yield Prefix(source.kind, source.archive, typed, wanted)


def _tried(engine: Engine, prefix: Prefix) -> Tried:
    offers = engine.suggest(prefix.text)
    held = [prefix.wanted in map(str.casefold, words(each.text)) for each in offers]
    found = [_found(engine, each) for each in offers]
    return Tried(
        prefix,
        held.index(True) if any(held) else None,
        len(offers),
        sum(total == 0 for total, _ in found),
        sum(is_relaxed for _, is_relaxed in found),
        sum(each.count not in (0, own) for each, (own, _) in zip(offers, found, strict=True)),
    )


def _found(engine: Engine, offer: Completion) -> tuple[int, bool]:
    """How many articles are found if the offer is taken, and whether none of them has all words."""
    if offer.id:
        return int(engine.article(offer.id) is not None), False
    request = SearchRequest(offer.query, size=1, facets=(), passages=0)
    if offer.kind != "word":
        request = request.with_value(offer.kind, offer.text)
    results = engine.search(request)
    return results.total, results.relaxed and not results.matching_all
