"""What a search in a generation tells about other spellings of its query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.common.spelling import NearWord
from search.engines.whoosh.searching.match_masks import MatchMasks
from search.engines.whoosh.searching.vocabulary import Vocabulary
from search.query.languages import in_languages
from search.query.tree import Query


@dataclass(frozen=True, slots=True)
class SpellChecker:
    """Implements `search.engines.common.respelling.Lexicon` for an archive with articles in some
    `languages`."""

    vocabulary: Vocabulary
    masks: MatchMasks
    languages: Sequence[str]

    def frequencies(self, words: Sequence[str]) -> list[int]:
        return list(map(self.vocabulary.frequency, words))

    def near(self, words: Sequence[str], above: Sequence[int]) -> Sequence[Sequence[NearWord]]:
        return self.vocabulary.nearest(words, above)

    def counts(self, trees: Sequence[Query]) -> list[int]:
        return [self.masks.count(in_languages(each, self.languages)) for each in trees]
