"""Keys of paragraphs: equal for texts that differ only in signs, white space, capitals and numbers.

A key (64 bits) is the folded key (48 bits), a digest of the letters of the text, followed by a digest of
its digits (16 bits): "© 2019" and "© 2020" have one folded key, and can be told apart. Texts that are
never taken for furniture have no key, NO_KEY: headings, quotations, tables, names and other short lines.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from zlib import crc32

from search.model.articles import Article, Paragraph

NO_KEY = 0
DIGITS = 16
"""Bits of a key that tell numbers apart."""

_KINDS = ("text", "item")
_LEAST_LETTERS = 20
"""Bytes of letters. A shorter line is as likely a name, a credit or an answer in an interview."""
_SURELY_LONG = 80
_LEAST_WORDS, _MANY_WORDS, _LEAST_SMALL = 4, 8, 2
_QUOTATION_MARKS = ('"', "“", "”", "„", "«", "»", "‘", "‹", "「", "『")
_SMALL = bytes.maketrans(string.ascii_uppercase.encode(), string.ascii_lowercase.encode())
_NO_LETTERS = bytes(set(range(128)) - set(string.ascii_letters.encode()))
_NO_DIGITS = bytes(set(range(256)) - set(string.digits.encode()))


def keys_of(article: Article) -> list[int]:
    """The key of each passage; the summary has none."""
    keys = [key_of(each) for each in article.paragraphs]
    return [NO_KEY, *keys] if article.summary else keys


def key_of(paragraph: Paragraph) -> int:
    text = paragraph.text
    if paragraph.kind not in _KINDS or text.startswith(_QUOTATION_MARKS):
        return NO_KEY
    data = text.encode(errors="surrogatepass")
    letters = data.translate(_SMALL, _NO_LETTERS)
    if len(letters) < _SURELY_LONG and not (len(letters) >= _LEAST_LETTERS and _is_phrase(text)):
        return NO_KEY
    folded = int.from_bytes(blake2b(letters, digest_size=6).digest())
    return folded << DIGITS | crc32(data.translate(None, _NO_DIGITS)) & (1 << DIGITS) - 1


def with_marks(article: Article, is_repeated: Sequence[bool]) -> Article:
    """The article with those paragraphs marked as repeated of whose passages that is said."""
    own = is_repeated[1:] if article.summary else is_repeated
    if all(each.is_repeated == mark for each, mark in zip(article.paragraphs, own, strict=True)):
        return article
    marked = [
        replace(each, is_repeated=mark) for each, mark in zip(article.paragraphs, own, strict=True)
    ]
    return replace(article, paragraphs=tuple(marked))


def _is_phrase(text: str) -> bool:
    """Whether a short text is more than names and titles, whose words have capitals."""
    words = text.split()
    if len(words) >= _MANY_WORDS:
        return True
    small = sum(word[0].islower() for word in words)
    return len(words) >= _LEAST_WORDS and small >= _LEAST_SMALL
