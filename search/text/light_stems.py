"""Stems of languages for which Snowball has no stemmer, or none that treats a word alike with its article
and without: what is written before and after a word is cut off, and nothing is looked up.
"""

from __future__ import annotations

import re

_ARABIC_PREFIX = re.compile("(?:[وبكف]?ال|لل)(?=..)")
_ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
_HEBREW_ARTICLE = re.compile("^[וש]?ה+(?=...)")
_HEBREW_ENDING = re.compile("(?<=...)(?:ים|ות|ה|ת)$")
_GREEK_ENDING = re.compile("(?<=...)(?:αδ|ι)$")
_FLEETING_VOWEL = re.compile("(?<=..)[ео]([кцн])ь?$")
_LEAST = 2
"""Letters that are left of an Arabic word."""
_KOREAN_PARTICLES = re.compile(
    "(?<=..)(?:[은는이가을를의에도로와과만들께]|이나|이랑|하고|보다|마다|조차|처럼|까지|부터|으로|에서|에게|한테|께서|라고|라는)$"
    "|(?<=.)(?:까지|부터|으로|에서|에게|[을를])$"
)
"""What is written at the end of a noun, one after the other: students, of, to."""
_KOREAN_NOUNS = frozenset(("가을", "마을", "노을", "고을"))
"""Nouns that end as if with a particle."""


def arabic(word: str) -> str:
    """The stem of a folded word: light10 (Larkey, Ballesteros and Connell, Light stemming for Arabic
    information retrieval, 2007) without "and", with which many nouns begin."""
    if prefix := _ARABIC_PREFIX.match(word):
        word = word[prefix.end() :]
    for suffix in _ARABIC_SUFFIXES:
        if len(word) >= len(suffix) + _LEAST:
            word = word.removesuffix(suffix)
    return word


def hebrew(word: str) -> str:
    """A word without its article, and without the ending of a plural or a feminine. What else is written
    before a noun is not cut off, as many begin with the same letters."""
    return _HEBREW_ENDING.sub("", _HEBREW_ARTICLE.sub("", word))


def greek(stem: str) -> str:
    """What Snowball's stem of a Greek word has in common with that of its plural: ψαράδες, βιβλία."""
    return _GREEK_ENDING.sub("", stem)


def cyrillic(stem: str) -> str:
    """A stem without the vowel that other forms of the word lack: рынок, рынка; конец, конца."""
    return _FLEETING_VOWEL.sub(r"\1", stem)


def korean(word: str) -> str:
    """A word without the particles at its end."""
    while word not in _KOREAN_NOUNS and (particle := _KOREAN_PARTICLES.search(word)):
        word = word[: particle.start()]
    return word
