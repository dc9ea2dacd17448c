"""The language that the words of an article are stemmed in: the declared one, else what its text is
plainly in.

English is "", as most archives are in English, and so is any language without a stemmer. Words in other
than Latin letters need none: their script tells enough. A text is taken for another language only if that
is almost certain, and one with the function words of English is not looked at any closer.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from search.model.articles import Article
from search.text.stemming import LANGUAGES

_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?![A-Za-z0-9])")
_NORWEGIAN = ("nb", "nn")
_SAMPLE, _LEAST = 300, 40
"""Characters that are looked at; fewer tell too little."""
_CERTAIN = 0.99
_ENGLISH = frozenset({"the", "of", "and", "to", "is", "was", "that", "for", "with", "at"})


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
    if len(sample) < _LEAST or len(_ENGLISH.intersection(sample.lower().split())) > 1:
        return ""
    language, certainty = _identifier().classify(sample)
    return language if certainty > _CERTAIN and language in LANGUAGES else ""


@cache
def _identifier() -> LanguageIdentifier:
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(["en", *LANGUAGES])
    return found
