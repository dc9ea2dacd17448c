"""Keys of paragraphs: equal for texts that differ only in signs, white space, capitals and numbers.

A key (64 bits) is the sum of the hashes of all words of the text, without their digits. Its last bits
(DIGITS) depend on the digits, too. The other bits are the folded key: "© 2019" and "© 2020" have the same
folded key and different keys. Headings, quotations, tables, names and other short lines are never taken
for furniture: their key is NO_KEY.

Words are hashed for the signatures of articles in any case. So a key costs a few operations on arrays,
and Python touches each paragraph once. A sum is a hash of the multiset of words (Clarke and others,
Incremental multiset hash functions, 2003): paragraphs of the same words in another order have one key.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence

import numpy as np

from search.model.articles import Article, Paragraph
from search.storage.arrays import Array
from search.text.hashed_words import AT_ONCE, HashedWords, hashes_of

NO_KEY = 0
DIGITS = 16
_LAST = (1 << DIGITS) - 1

_KINDS = ("text", "item")
_LEAST_LETTERS = 20
"""Bytes of letters. A shorter line is as likely a name, a credit or an answer in an interview."""
_SURELY_LONG = 80
_LEAST_WORDS, _MANY_WORDS, _LEAST_SMALL = 4, 8, 2
_QUOTATION_MARKS = frozenset('"“”„«»‘‹「『')
_NO_DIGITS = str.maketrans("", "", string.digits)


class ParagraphKeys:
    """The keys of paragraphs, from numbered words. By their numbers: how many bytes of letters words have
    (int32), and the hashes of letters (uint64) and of digits (uint16), 0 where there are none."""

    def __init__(self) -> None:
        self._sizes = np.zeros(0, np.int32)
        self._letters, self._digits = np.zeros(0, np.uint64), np.zeros(0, np.uint16)

    def of(
        self,
        vocabulary: Sequence[str],
        hashes: Array,
        words: HashedWords,
        passages: Sequence[Paragraph | None],
    ) -> Array:
        """The key of each passage (uint64); where there is None, it has none. `hashes` are those of the
        vocabulary."""
        for known in range(len(self._sizes), len(vocabulary), AT_ONCE):
            some = slice(known, known + AT_ONCE)
            self._add(vocabulary[some], hashes[some])
        keys = _sums(self._letters.take(words.numbers), words.starts)
        keys ^= _sums(self._digits.take(words.numbers), words.starts) & np.uint64(_LAST)
        sizes = _sums(self._sizes.take(words.numbers), words.starts)
        has_key = np.zeros(len(passages), bool)
        long = np.flatnonzero(sizes >= _LEAST_LETTERS).tolist()
        has_key[long] = [
            paragraph is not None
            and paragraph.kind in _KINDS
            and paragraph.text[0] not in _QUOTATION_MARKS
            and (size >= _SURELY_LONG or _is_phrase(paragraph.text))
            for paragraph, size in zip(
                map(passages.__getitem__, long), sizes[long].tolist(), strict=True
            )
        ]
        return np.where(has_key, keys, np.uint64(NO_KEY))

    def _add(self, new: Sequence[str], hashes: Array) -> None:
        """Note the letters and the digits of new words with these hashes."""
        letters = [word if word.isalpha() else word.translate(_NO_DIGITS) for word in new]
        sizes = np.array([len(each.encode(errors="surrogatepass")) for each in letters], np.int32)
        odd = [at for at, word in enumerate(new) if len(letters[at]) < len(word)]
        digits = np.zeros(len(new), np.uint16)
        digits[odd] = hashes_of(
            ["".join(filter(string.digits.__contains__, new[at])) for at in odd]
        ) & np.uint64(_LAST)
        of_letters = hashes.copy()
        of_letters[odd] = hashes_of([letters[at] for at in odd])
        of_letters[sizes == 0] = 0
        self._sizes = np.append(self._sizes, sizes)
        self._letters = np.append(self._letters, of_letters)
        self._digits = np.append(self._digits, digits)


def _sums(values: Array, starts: Array) -> Array:
    """The sum of each list of numbers (of 64 bits), of those that start where it is said."""
    sums = np.zeros(len(values) + 1, np.uint64 if values.dtype.kind == "u" else np.int64)
    np.cumsum(values, out=sums[1:])
    return np.diff(sums[starts])


def keyed_passages(articles: Iterable[Article]) -> list[Paragraph | None]:
    """The passages of articles; None stands for summaries, which have no key."""
    return [
        each
        for article in articles
        for each in ((None, *article.paragraphs) if article.summary else article.paragraphs)
    ]


def _is_phrase(text: str) -> bool:
    """Whether a short text is more than names and titles, whose words have capitals."""
    words = text.split()
    if len(words) >= _MANY_WORDS:
        return True
    small = sum(word[0].islower() for word in words)
    return len(words) >= _LEAST_WORDS and small >= _LEAST_SMALL
