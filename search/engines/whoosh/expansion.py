"""Leaves that stand for many words: which words of a segment's field they mean.

Words are compared as they are written, folded. A leaf that means more than MOST words is cut to the
most frequent ones; whoever asks is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from whoosh import query

from search.engines.whoosh.segment import FieldReader

MOST = 2_000
_WILD = re.compile(r"[*?]")


def words(reader: FieldReader, leaf: query.Query) -> tuple[Sequence[int], bool]:
    """The places in `reader.words` of the words that `leaf` means, and whether these are all."""
    places = _MEANT[type(leaf)](reader, leaf)
    if len(places) <= MOST:
        return places, True
    counts = reader.word_counts(range(len(reader.words)))[np.asarray(places)]
    most = np.argpartition(counts, -MOST)[-MOST:]
    return [places[each] for each in np.sort(most).tolist()], False


def _beginning(reader: FieldReader, leaf: query.Prefix) -> Sequence[int]:
    return reader.words.beginning_with(_utf8(leaf.text))


def _like(reader: FieldReader, leaf: query.Wildcard) -> Sequence[int]:
    start = _WILD.split(leaf.text, maxsplit=1)[0]
    pattern = "".join({"*": ".*", "?": "."}.get(char) or re.escape(char) for char in leaf.text)
    matches = re.compile(pattern, re.DOTALL).fullmatch
    places = reader.words.beginning_with(_utf8(start))
    return [
        place for place, word in zip(places, _texts(reader, places), strict=True) if matches(word)
    ]


def _near(reader: FieldReader, leaf: query.FuzzyTerm) -> Sequence[int]:
    places = reader.words.beginning_with(_utf8(leaf.text[: leaf.prefixlength]))
    return [
        place
        for place, word in zip(places, _texts(reader, places), strict=True)
        if OSA.distance(leaf.text, word, score_cutoff=leaf.maxdist) <= leaf.maxdist
    ]


def _between(reader: FieldReader, leaf: query.TermRange) -> Sequence[int]:
    first = reader.words.place(_utf8(leaf.start or ""))
    end = len(reader.words) if leaf.end is None else reader.words.place(_utf8(leaf.end) + b"\xff")
    return range(first, max(first, end))


def _texts(reader: FieldReader, places: range) -> list[str]:
    return [word.decode(errors="replace") for word in reader.words.some(places)]


def _utf8(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


_MEANT: dict[type, Callable[[FieldReader, query.Query], Sequence[int]]] = {
    query.Prefix: _beginning,
    query.Wildcard: _like,
    query.FuzzyTerm: _near,
    query.TermRange: _between,
}
