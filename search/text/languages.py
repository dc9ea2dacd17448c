"""The language that the words of an article are stemmed in: the declared one, else what its text is
plainly in.

English is "", as most archives are in English, and so is any language without a stemmer. Words in other
than Latin letters need none: their script tells enough. A text is taken for another language only if that
is almost certain. Few texts are shown to the model for that, which takes .4 seconds and up to 40 MB: not
those with function words of English, without any of another language, or with many of one language.
"""

from __future__ import annotations

import re
from array import array
from functools import cache, lru_cache
from mmap import ACCESS_READ, mmap
from tempfile import TemporaryFile
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from search.model.articles import Article
from search.text.function_words import plain_language
from search.text.stemming import LANGUAGES

_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?![A-Za-z0-9])")
_NORWEGIAN = ("nb", "nn")
_SAMPLE, _LEAST = 300, 40
"""Characters that are looked at; fewer tell too little."""
_CERTAIN = 0.99
_WORD = re.compile(r"[^\W\d_]+")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_ENGLISH = frozenset(
    ("the", "and", "that", "with", "from", "this", "have", "were", "which", "they")
)
_ALSO_ENGLISH = frozenset(
    "of to in is was for on by his her at as it he she an are be but not".split()
)
"""Words of English that others have, too: many of them beside one of the above are English."""
_OTHERS = frozenset(
    "agus amb ar att az bhí bir bu che con că da das de del della dels dem den dengan der des det "
    "di dira du een egy ei els es est et eta ett ez för han het hogy hän ikke il ile ini inte ir "
    "ist için ja je kad kui la le leis les los mit na nem není nicht nie niet ning nu och oder og "
    "olarak oli oma os ovat para per por pour på que się som sono să tá um una und une untuk van "
    "ve von või w yang yra za zijn zu är és že și".split()
)
"""Frequent function words of the other languages, without those that are words of English, too."""


def language_of(article: Article) -> str:
    """The language in which the words of an article are stemmed; "" for English."""
    if declared := _TAG.match(article.language):
        code = declared[1].lower()
        code = "no" if code in _NORWEGIAN else code
        return code if code in LANGUAGES else ""
    return detected(_sample(article))


def _sample(article: Article) -> str:
    """The beginning of an article."""
    parts = [article.title, article.summary]
    size = sum(map(len, parts))
    for paragraph in article.paragraphs:
        if size >= _SAMPLE:
            break
        parts.append(paragraph.text)
        size += len(paragraph.text)
    return "\n".join(parts)[:_SAMPLE]


@lru_cache(maxsize=1024)
def detected(sample: str) -> str:
    """The language that a text is plainly in; "" for English, and if it is uncertain."""
    if len(sample) < _LEAST or not _may_be_another(sample):
        return ""
    if plain := plain_language({*_WORD.findall(sample.lower())}):
        return plain if plain in LANGUAGES else ""
    language, certainty = _identifier().classify(sample)
    return language if certainty > _CERTAIN and language in LANGUAGES else ""


def _may_be_another(sample: str) -> bool:
    """Whether a text has words of another language than English, and few of English. One such word and
    an accent are in many names, so they say nothing of a text that has more English ones."""
    small = sample.lower()
    if len(_ENGLISH.intersection(small.split())) > 1:  # as in most texts, which is found out fast
        return False
    words = {*_WORD.findall(small)}
    foreign, english = len(_OTHERS & words), len(_ENGLISH & words)
    if foreign < 2 and english and len(_ALSO_ENGLISH & words) > 2:
        return False
    return foreign + bool(_ACCENTED.search(sample)) > 1 and english < 2


@cache
def _identifier() -> LanguageIdentifier:
    """A model of our languages alone, so that the memory of the others is free again."""
    every = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    every.set_languages(["en", *LANGUAGES])
    moves = _in_a_file(every.tk_nextmove)
    tables = every.nb_ptc, every.nb_pc, every.nb_classes, moves, every.tk_output
    return LanguageIdentifier(*tables, norm_probs=True, tk_row=every.tk_row)


def _in_a_file(table: array[int]) -> memoryview[int]:
    """The same numbers in a file without a name. Those that are asked for take memory, a tenth of the 42
    MB of the whole table, and the system may have it back."""
    number: Any = table.typecode
    with TemporaryFile() as file:
        table.tofile(file)
        file.flush()
        return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ)).cast(number)
