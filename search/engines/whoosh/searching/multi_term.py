"""Leaves that stand for many words: which words of a segment's field they match.

Words are compared as written, folded. If a leaf matches more than MOST words, only the most frequent
ones are taken, and the caller learns that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias, assert_never

import numpy as np

from search.engines.whoosh.searching.word_shapes import word_shapes
from search.engines.whoosh.segments.field_reader import FieldReader
from search.highlight.leaf_matcher import word_test
from search.query.tree import FIRST_LETTER, Fuzzy, MultiTerm, Prefix, TermRange, Wildcard

Check: TypeAlias = Callable[[], None]

MOST = 2_000
_AT_ONCE = 16_384
"""Words that are compared between two checks of the time."""
_WILD = re.compile(r"[*?]")


def words(reader: FieldReader, leaf: MultiTerm, check: Check) -> tuple[Sequence[int], bool]:
    """The ordinals in `reader.words` of the words that `leaf` matches, and whether these are all.

    `check` is called from time to time; what it raises ends the search.
    """
    ordinals = _matching(reader, leaf, check)
    if len(ordinals) <= MOST:
        return ordinals, True
    counts = reader.word_counts(range(len(reader.words)))[np.asarray(ordinals)]
    most = np.argpartition(counts, -MOST)[-MOST:]
    return [ordinals[each] for each in np.sort(most).tolist()], False


def _matching(reader: FieldReader, leaf: MultiTerm, check: Check) -> Sequence[int]:
    match leaf:
        case Prefix():
            return reader.words.prefix_range(_utf8(leaf.text))
        case Wildcard():
            return _passing(reader, leaf, _WILD.split(leaf.text, maxsplit=1)[0], check)
        case Fuzzy():
            return _similar(reader, leaf, check)
        case TermRange():
            return _between(reader, leaf)
        case _:
            assert_never(leaf)


def _passing(reader: FieldReader, leaf: MultiTerm, start: str, check: Check) -> Sequence[int]:
    """The ordinals of the words that start with `start` and match."""
    candidates = reader.words.prefix_range(_utf8(start))
    is_match = word_test(leaf)
    found: list[int] = []
    for first in range(candidates.start, candidates.stop, _AT_ONCE):
        check()
        ordinals = range(first, min(first + _AT_ONCE, candidates.stop))
        words = (word.decode(errors="replace") for word in reader.words.some(ordinals))
        found += [ordinal for ordinal, word in zip(ordinals, words, strict=True) if is_match(word)]
    return found


def _similar(reader: FieldReader, leaf: Fuzzy, check: Check) -> Sequence[int]:
    """The ordinals of the words that are spelt nearly like that of `leaf`."""
    candidates = reader.words.prefix_range(_utf8(leaf.text[: leaf.prefix_length]))
    is_match = word_test(leaf)
    found: list[int] = []
    for first in range(candidates.start, candidates.stop, _AT_ONCE):
        check()
        units, starts = reader.words.run(range(first, min(first + _AT_ONCE, candidates.stop)))
        for index in word_shapes(units, starts[:-1]).near(leaf.text, leaf.distance).tolist():
            word = units[starts[index] : starts[index + 1]].tobytes()
            if is_match(word.decode(errors="replace")):
                found.append(first + index)
    return found


def _between(reader: FieldReader, leaf: TermRange) -> Sequence[int]:
    first = reader.words.seek_ceil(_utf8(leaf.first or FIRST_LETTER))
    end = len(reader.words) if leaf.last is None else reader.words.seek_ceil(_utf8(leaf.last))
    return range(first, max(first, end))


def _utf8(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
