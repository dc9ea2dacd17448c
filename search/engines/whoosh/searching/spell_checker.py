"""What a search in a generation tells about other spellings of its query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.common.spelling import NearWord
from search.engines.whoosh.searching.match_masks import MatchMasks
from search.engines.whoosh.searching.vocabulary import Vocabulary
from search.query.tree import Query


@dataclass(frozen=True, slots=True)
class SpellChecker:
    """Implements `search.engines.common.respelling.Lexicon`."""

    vocabulary: Vocabulary
    masks: MatchMasks

    def frequencies(self, words: Sequence[str]) -> list[int]:
        return list(map(self.vocabulary.frequency, words))

    def near(self, words: Sequence[str], above: Sequence[int]) -> Sequence[Sequence[NearWord]]:
        return self.vocabulary.nearest(words, above)

    def counts(self, trees: Sequence[Query]) -> list[int]:
        return list(map(self.masks.count, trees))
