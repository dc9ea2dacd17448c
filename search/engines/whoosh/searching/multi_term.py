"""Leaves that stand for many words: which words of a segment's field they mean.

Words are compared as they are written, folded. A leaf that means more than MOST words is cut to the
most frequent ones; whoever asks is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from whoosh import query

from search.engines.whoosh.segments.postings import FieldReader
from search.highlight.leaf_matcher import word_test

Check = Callable[[], None]

MOST = 2_000
_AT_ONCE = 16_384
"""Words that are looked at between two looks at the clock."""
_WILD = re.compile(r"[*?]")


def words(reader: FieldReader, leaf: query.Query, check: Check) -> tuple[Sequence[int], bool]:
    """The places in `reader.words` of the words that `leaf` means, and whether these are all.

    `check` is called now and then; what it raises ends the search.
    """
    places = _MEANT[type(leaf)](reader, leaf, check)
    if len(places) <= MOST:
        return places, True
    counts = reader.word_counts(range(len(reader.words)))[np.asarray(places)]
    most = np.argpartition(counts, -MOST)[-MOST:]
    return [places[each] for each in np.sort(most).tolist()], False


def _beginning(reader: FieldReader, leaf: query.Prefix, _: Check) -> Sequence[int]:
    return reader.words.prefix_range(_utf8(leaf.text))


def _like(reader: FieldReader, leaf: query.Wildcard, check: Check) -> Sequence[int]:
    return _passing(reader, leaf, _WILD.split(leaf.text, maxsplit=1)[0], check)


def _near(reader: FieldReader, leaf: query.FuzzyTerm, check: Check) -> Sequence[int]:
    return _passing(reader, leaf, leaf.text[: leaf.prefixlength], check)


def _passing(reader: FieldReader, leaf: query.Query, start: str, check: Check) -> Sequence[int]:
    """The places of the words that begin with `start` and match."""
    every = reader.words.prefix_range(_utf8(start))
    is_match = word_test(leaf)
    found: list[int] = []
    for first in range(every.start, every.stop, _AT_ONCE):
        check()
        places = range(first, min(first + _AT_ONCE, every.stop))
        words = (word.decode(errors="replace") for word in reader.words.some(places))
        found += [place for place, word in zip(places, words, strict=True) if is_match(word)]
    return found


def _between(reader: FieldReader, leaf: query.TermRange, _: Check) -> Sequence[int]:
    first = reader.words.seek_ceil(_utf8(leaf.start or ""))
    end = len(reader.words) if leaf.end is None else reader.words.seek_ceil(_utf8(leaf.end))
    return range(first, max(first, end))


def _utf8(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


_MEANT: dict[type, Callable[[FieldReader, query.Query, Check], Sequence[int]]] = {
    query.Prefix: _beginning,
    query.Wildcard: _like,
    query.FuzzyTerm: _near,
    query.TermRange: _between,
}
