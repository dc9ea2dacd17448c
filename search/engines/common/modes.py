"""Whether a search must find all words of its query, or some of them.

It follows from the text alone, tried on the whole archive: no filter changes it, so that the count of a
facet value is what choosing the value gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from search.config.archive import ArchiveConfig
from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.query.expansion import Groups, expanded
from search.query.misspelt import NearWords
from search.query.parser import MAX_WORDS, Reading, read
from search.query.relaxation import (
    Relaxed,
    all_words_of,
    content_words,
    relaxed,
    shortened,
)
from search.query.tree import Every, Query

FEW = 10
"""Fewer articles with all words are not enough for a query of MANY words."""
MANY = 3


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a query: `tree` asks for all words; `relaxed` is the form in which some are enough, if
    there is one. `typed` are the words in order, of which `left_out` are not searched: too many.

    `loose` and `written` are the trees that the relaxed form is made of, with and without what the
    archive adds; `near` has the words that count as misspelt in it. `asked` is the number of content
    words, see `content_words`.
    """

    tree: Query
    relaxed: Relaxed | None
    loose: Query
    written: Query
    typed: tuple[str, ...] = ()
    left_out: int = 0
    near: NearWords = field(default_factory=dict, hash=False)
    asked: int = 0

    @property
    def shown(self) -> Query:
        """The tree that is marked where some words are enough."""
        return self.relaxed.tree if self.relaxed else self.tree

    def marked(self, is_relaxed: bool) -> Query:
        """The tree that is marked: where all words are needed, those that signs join only together."""
        return self.shown if is_relaxed else self.tree

    @property
    def understood(self) -> Query:
        """The tree that says how the query was read."""
        return self.shown if self.near else self.tree

    def with_near(self, near: NearWords) -> Forms:
        """The forms where some words are misspelt."""
        if not near:
            return self
        return replace(self, relaxed=relaxed(self.loose, self.written, near, self.asked), near=near)


def forms_of(
    text: str,
    config: ArchiveConfig,
    frequencies: Callable[[Sequence[str]], Mapping[str, int]],
) -> Forms:
    """The forms of a text in an archive; without words it matches everything. `frequencies` finds out how
    many articles hold each of some words, which decides what is left out of a long text."""
    if not text:
        return Forms(Every(), None, Every(), Every())
    found = _forms(text, config.facets.names, config.synonyms)
    if len(found.typed) <= MAX_WORDS:
        return found
    reading = read(text, config.facets.names)
    loose = shortened(reading.loose, MAX_WORDS, frequencies(reading.typed))
    left_out = len(set(all_words_of(reading.loose))) - len(set(all_words_of(loose)))
    if not left_out:
        return found
    short = replace(reading, tree=loose, loose=loose)
    return replace(_expanded(short, config.synonyms), left_out=left_out)


@lru_cache(maxsize=512)
def _forms(text: str, facets: tuple[FacetName, ...], synonyms: Groups) -> Forms:
    return _expanded(read(text, facets), synonyms)


def _expanded(reading: Reading, synonyms: Groups) -> Forms:
    loose = expanded(reading.loose, synonyms)
    tree = loose if reading.tree is reading.loose else expanded(reading.tree, synonyms)
    if reading.compounds:
        loose = expanded(loose, reading.compounds)
    asked = content_words(reading.tree)
    wider = relaxed(loose, reading.loose, {}, asked, is_looser=reading.loose != reading.tree)
    return Forms(tree, wider, loose, reading.loose, reading.typed, asked=asked)


def asks_for_near(request: SearchRequest, matching_all: int) -> bool:
    """Whether misspelt words matter to a search, where `matching_all` of the archive have all words."""
    return request.match == "some" or (request.match == "auto" and matching_all < FEW)


def may_be_relaxed(request: SearchRequest, typed: int, matching_all: int) -> bool:
    """Whether some words may be enough for a query of `typed` words, whatever its form."""
    few = not matching_all or (matching_all < FEW and typed >= MANY)
    return request.match == "some" or (request.match == "auto" and few)


def is_relaxed(request: SearchRequest, form: Relaxed | None, matching_all: int) -> bool:
    """Whether articles with some of the words are the answer, where `matching_all` of the archive have
    all of them; `form` is the query in its relaxed form, if it has one."""
    if form is None or request.match == "all":
        return False
    if request.match == "some" or not matching_all:
        return True
    return matching_all < FEW and form.content_words >= MANY


def some_from(have_all: Sequence[bool], left: int) -> int | None:
    """See `Results.some_from`, given of each hit of a page whether it has all words, and that `left` hits
    with all were on no earlier page."""
    pairs = enumerate(pairwise(have_all), 1)
    return next((n for n, (one, other) in pairs if n >= left and one and not other), None)
