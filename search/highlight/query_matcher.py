"""Markers: where the leaves of a query tree stand in texts, whichever way finds them fastest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from whoosh import query

from search.highlight import leaf_matcher
from search.highlight.leaf_matcher import Finder, PlainFinder, Words, finder, needed, plain_finder
from search.model.schema import ANY
from search.query.parser import leaves
from search.text import analyzer


class Mark(NamedTuple):
    """Characters `start` to `end` of a text match leaf number `leaf`."""

    start: int
    end: int
    leaf: int


class LeafMatcher(NamedTuple):
    """A leaf: what finds it among words, and in plain texts if it can be found there, what must
    stand in a plain text that holds it, and its number."""

    find: Finder
    find_plain: PlainFinder | None
    needed: tuple[str, ...]
    leaf: int


@dataclass(frozen=True, slots=True)
class QueryMatcher:
    """Finds the leaves of a query tree in text: stems of terms by look-up, `others` one by one.

    `weights` says how much a leaf that is found is worth to a passage; leaves are numbered over
    both. Leaves that are searched in other fields are not in it. A plain text that holds none of the
    `pieces` holds no leaf; one of them is "" if that cannot be said.
    """

    stems: Mapping[str, int]
    terms: Sequence[tuple[PlainFinder, int]]
    others: Sequence[LeafMatcher]
    pieces: Sequence[str]
    weights: Sequence[float]

    def marks(self, text: str) -> list[Mark]:
        """All matches, by start; they may overlap."""
        if not self.weights:
            return []
        plain = leaf_matcher.plain(text)
        return self.marks_in(Words(text)) if plain is None else self._marks_in_plain(text, plain)

    def marks_in(self, words: Words) -> list[Mark]:
        found = []
        if not self.stems.keys().isdisjoint(words.stems):
            found += [
                Mark(*words.places[at], self.stems[stem])
                for at, stem in enumerate(words.stems)
                if stem in self.stems
            ]
        found += [Mark(*place, each.leaf) for each in self.others for place in each.find(words)]
        return sorted(found)

    def marks_in_each(self, texts: Sequence[str]) -> Iterator[tuple[int, list[Mark]]]:
        """The matches in each of the texts that may have any, with its place. All of them are looked at
        as one first, so that those that hold no piece of any leaf cost nothing."""
        plain = leaf_matcher.plain("\n".join(texts))
        if plain is None or not all(self.pieces):
            yield from ((place, self.marks(text)) for place, text in enumerate(texts))
            return
        ends = list(accumulate(len(text) + 1 for text in texts))
        for place in self._likely(plain, ends):
            text, end = texts[place], ends[place] - 1
            yield place, self._marks_in_plain(text, plain[end - len(text) : end])

    def _likely(self, plain: str, ends: Sequence[int]) -> Sequence[int]:
        """Which of the texts that stand in `plain`, one behind the other, hold a piece of a leaf."""
        found: set[int] = set()
        for piece in self.pieces:
            at = plain.find(piece)
            while at >= 0:
                place = bisect_right(ends, at)
                found.add(place)
                at = plain.find(piece, ends[place])
        return sorted(found)

    def _marks_in_plain(self, text: str, plain: str) -> list[Mark]:
        found = [Mark(*place, leaf) for find, leaf in self.terms for place in find(plain)]
        words: Words | None = None
        for each in self.others:
            if not all(piece in plain for piece in each.needed):
                continue
            if each.find_plain:
                places = each.find_plain(plain)
            else:
                words = words or Words(text)
                places = each.find(words)
            found += [Mark(*place, each.leaf) for place in places]
        return sorted(found)


def query_matcher(
    tree: query.Query | None, field: str, rarity: Mapping[str, float] | None = None
) -> QueryMatcher:
    """A marker for the text of `field`; `rarity` gives the weight of a folded word, 1 if absent."""
    rare = rarity or {}
    stems: dict[str, int] = {}
    terms: list[tuple[PlainFinder, int]] = []
    others: list[LeafMatcher] = []
    pieces: set[str] = set()
    weights: list[float] = []
    for leaf in leaves(tree) if tree is not None else ():
        if leaf.fieldname not in (ANY, field):
            continue
        find_plain, stem, pieces_of_leaf = plain_finder(leaf), _stem_of(leaf), needed(leaf)
        pieces.add(max(pieces_of_leaf, key=len, default=""))
        if not stem:
            others.append(LeafMatcher(finder(leaf), find_plain, pieces_of_leaf, len(weights)))
        elif stem not in stems and find_plain:
            stems[stem] = len(weights)
            terms.append((find_plain, len(weights)))
        weights.append(leaf.boost * _worth(leaf, rare))
    return QueryMatcher(stems, terms, others, tuple(pieces), weights)


def _worth(leaf: query.Query, rare: Mapping[str, float]) -> float:
    if isinstance(leaf, query.Phrase):
        return 1.5 * sum(rare.get(word, 1.0) for word in leaf.words)
    return rare.get(leaf.text, 1.0) if isinstance(leaf, query.Term) else 1.0


def _stem_of(leaf: query.Query) -> str:
    """The stem of a term; "" for other leaves."""
    return analyzer.stem(leaf.text) if isinstance(leaf, query.Term) else ""
