"""Stems: what the forms of a word have in common (Snowball, snowballstem.org).

A word in Latin letters is stemmed in the language of its article, another by the language that its script
is mostly used for. A word of an article in another language than English is tagged with that: `haus|de`.
So is its stem, and words of different languages never meet. What Snowball leaves apart is in
`english_forms` and `word_endings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

import Stemmer

from search.text import light_stems
from search.text.english_forms import english_stems
from search.text.word_endings import after_stemming, before_stemming

_GREEK, _RUSSIAN = Stemmer.Stemmer("greek", 0), Stemmer.Stemmer("russian", 0)
_OF_SCRIPTS: tuple[tuple[range, Callable[[str], str]], ...] = (
    (range(0x0370, 0x0400), lambda word: light_stems.greek(_GREEK.stemWord(word))),
    (range(0x0400, 0x0530), lambda word: light_stems.cyrillic(_RUSSIAN.stemWord(word))),
    (range(0x0530, 0x0590), Stemmer.Stemmer("armenian", 0).stemWord),
    (range(0x0590, 0x0600), light_stems.hebrew),
    (range(0x0600, 0x0700), light_stems.arabic),
    (range(0x0900, 0x0980), Stemmer.Stemmer("hindi", 0).stemWord),
    (range(0x0B80, 0x0C00), Stemmer.Stemmer("tamil", 0).stemWord),
    (range(0xAC00, 0xD7A4), light_stems.korean),
)
LANGUAGES = {
    **{"ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "es": "spanish"},
    **{"et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish"},
    **{"hu": "hungarian", "id": "indonesian", "it": "italian", "lt": "lithuanian"},
    **{"nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian"},
    **{"sv": "swedish", "tr": "turkish"},
}
"""The stemmer of each language in Latin letters but English, by the code of the language."""
_TAG = "|"
_AGAIN = frozenset(("es", "hu"))
"""Languages in which the stem of a plural may have an ending of the singular: jóvenes, hidak."""
_TURKISH_SPELLINGS = [
    str.maketrans(dict(zip(plain, written, strict=True)))
    for plain, written in (("", ""), ("uo", "üö"), ("ig", "ığ"), ("uoig", "üöığ"))
]
_TURKISH_FOLDED = str.maketrans("üöışçğ", "uoiscg")
_FIRST, _LAST = chr(0x0370), chr(0xD7A4)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The stem of a folded word."""
    return stems([word])[0]


def stems(words: Sequence[str]) -> list[str]:
    """The stems of many folded words."""
    stemmed = english_stems(words)
    for index, word in enumerate(words):
        if _TAG in word:
            stemmed[index] = _of_language(word)
        elif _FIRST <= word < _LAST:
            stemmed[index] = _of_script(word)
    return stemmed


def tagged(word: str, language: str) -> str:
    """A folded word as one of an article in a language: with its code, if the word is in Latin letters
    and the language is not English ("")."""
    return f"{word}{_TAG}{language}" if language and "a" <= word[:1] < "\u0250" else word


def in_each(word: str, languages: Iterable[str]) -> list[str]:
    """A folded word as a word of each of some languages, without doubles."""
    return list(dict.fromkeys(tagged(word, each) for each in languages))


def tag_of(word: str) -> str:
    """The language that a word is tagged with, or ""."""
    return word.partition(_TAG)[2]


def bare(word: str) -> str:
    """A word without its tag."""
    return word.partition(_TAG)[0]


def changes_beginnings(letter: str) -> bool:
    """Whether stemming may change more than the ends of words with a letter."""
    return any(ord(letter) in script for script, _ in _OF_SCRIPTS)


def _of_language(tagged_word: str) -> str:
    """The stem by the language of the tag, with the tag."""
    word, _, language = tagged_word.partition(_TAG)
    word = before_stemming(word, language)
    stemmed = _turkish(word) if language == "tr" else _stemmed(word, language)
    if language in _AGAIN:
        stemmed = _stemmed(stemmed, language)
    return f"{after_stemming(stemmed, language)}{_TAG}{language}"


def _stemmed(word: str, language: str) -> str:
    stemmed: str = _stemmer(language).stemWord(word) or word
    return stemmed


def _turkish(word: str) -> str:
    """The stem of a folded word. The vowels of an ending follow those of the word, of which folding has
    left nothing: of all spellings the one counts that leaves least, until nothing more goes."""
    while True:
        found = [_stemmed(word.translate(each), "tr") for each in _TURKISH_SPELLINGS]
        shortest = min((each.translate(_TURKISH_FOLDED) for each in found), key=len)
        if len(shortest) < 2 or len(shortest) >= len(word):
            return word
        word = shortest


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(LANGUAGES[language], 0)


def _of_script(word: str) -> str:
    """The stem by the script of the first letter; the word itself if nothing would be left."""
    first = ord(word[0])
    for script, stem_of in _OF_SCRIPTS:
        if first in script:
            return stem_of(word) or word
    return word
