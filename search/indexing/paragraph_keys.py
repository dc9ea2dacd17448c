"""Keys of paragraphs: equal for texts that differ only in signs, white space, capitals and numbers.

A key (64 bits) is a digest of the letters of the text. Its last bits (DIGITS) also depend on the numbers:
the rest, the folded key, is the same for "© 2019" and "© 2020", which can still be told apart. Texts that
are never taken for furniture have no key, NO_KEY: headings, quotations, tables, names and other short
lines.
"""

from __future__ import annotations

import string
from array import array
from dataclasses import replace
from hashlib import blake2b
from zlib import crc32

from search.model.articles import Article, Paragraph

NO_KEY = 0
DIGITS = 16

_KINDS = ("text", "item")
_LEAST_LETTERS = 20
"""Bytes of letters. A shorter line is as likely a name, a credit or an answer in an interview."""
_SURELY_LONG = 80
_LEAST_WORDS, _MANY_WORDS, _LEAST_SMALL = 4, 8, 2
_QUOTATION_MARKS = frozenset('"“”„«»‘‹「『')
_SMALL = bytes.maketrans(string.ascii_uppercase.encode(), string.ascii_lowercase.encode())
_END = "\0"
"""Stands between texts that are folded together."""
_NO_LETTERS = bytes(set(range(1, 128)) - set(string.ascii_letters.encode()))
_NO_DIGITS = bytes(set(range(1, 256)) - set(string.digits.encode()))
_DIGEST_OF_NOTHING = bytes(8)


def keys_of(article: Article) -> list[int]:
    """The key of each passage; the summary has none."""
    if not article.paragraphs:
        return [NO_KEY] if article.summary else []
    letters, numbers = _folded([each.text for each in article.paragraphs])
    digests = [
        blake2b(own, digest_size=8).digest()
        if (len(own) >= _LEAST_LETTERS and _has_key(each, len(own)))
        else _DIGEST_OF_NOTHING
        for each, own in zip(article.paragraphs, letters, strict=True)
    ]
    keys = array("Q", b"".join(digests)).tolist()
    for index, number in enumerate(numbers):
        if number and keys[index]:
            keys[index] ^= crc32(number) & (1 << DIGITS) - 1
    return [NO_KEY, *keys] if article.summary else keys


def _folded(texts: list[str]) -> tuple[list[bytes], list[bytes]]:
    """The letters of each text, and its digits, all texts at once."""
    whole = _END.join(texts)
    if whole.count(_END) >= len(texts):
        whole = _END.join([each.replace(_END, "") for each in texts])
    data = whole.encode(errors="surrogatepass")
    end = _END.encode()
    letters = data.translate(_SMALL, _NO_LETTERS)
    return letters.split(end), data.translate(None, _NO_DIGITS).split(end)


def _has_key(paragraph: Paragraph, letters: int) -> bool:
    text = paragraph.text
    return (
        paragraph.kind in _KINDS
        and text[0] not in _QUOTATION_MARKS
        and (letters >= _SURELY_LONG or _is_phrase(text))
    )


def with_marks(article: Article, is_repeated: list[bool]) -> Article:
    """The article with those paragraphs marked as repeated of whose passages that is said."""
    own = is_repeated[1:] if article.summary else is_repeated
    if [each.is_repeated for each in article.paragraphs] == own:
        return article
    marked = [
        each if each.is_repeated == mark else replace(each, is_repeated=mark)
        for each, mark in zip(article.paragraphs, own, strict=True)
    ]
    return replace(article, paragraphs=tuple(marked))


def _is_phrase(text: str) -> bool:
    """Whether a short text is more than names and titles, whose words have capitals."""
    words = text.split()
    if len(words) >= _MANY_WORDS:
        return True
    small = sum(word[0].islower() for word in words)
    return len(words) >= _LEAST_WORDS and small >= _LEAST_SMALL
