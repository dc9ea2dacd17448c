"""Names of persons: lists of them written as one string, and what stands around them in a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable

from search.reading.month_names import month_of
from search.reading.short_text_cache import memoised

_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|m\.?d|ph\.?\s?d|esq|mba|msc|ma|bsc|ba|jd|obe|mbe|cbe|rn)\.?", re.IGNORECASE
)
_AND = re.compile(r"\s*,?\s+(?:and|&|und|och|og)\s+", re.IGNORECASE)
_OTHER_AND = re.compile(r"\s+(?:et|y|e|en|i|и|ja)\s+")
_LAST_FIRST = re.compile(r"[^\s,]+,\s*[^\s,]+(?:\s+\w\.?)?")
_BY = r"(?:by|von|par|por|door|av|af|di|przez|oleh)"
_LABEL = re.compile(
    r"\s*(?:"
    r"(?:(?:written|posted|published|reported|words|text|story|article|review|column|interview)\s+)?"
    rf"{_BY}\b\s*:?"
    r"|(?:authors?|written|autor(?:en|es|in|ka)?|auteurs?|autori?e?|reporters?|writers?|текст|автор"
    r"|文|作者|記者|著者|撰文)\s*[:：/]"
    r")\s*",
    re.IGNORECASE,
)
_LATE_LABEL = re.compile(rf".*?\b{_BY}\s+(?=[^\W\d_])", re.IGNORECASE)
"""A label after a date or a verb: "Posted on July 6, 2017 by"."""
_LABEL_AT_END = re.compile(rf"\b{_BY}\s*:?\s*$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\s*(?:edited|translated|photo\w*|illustrat\w*|fact.check\w*|compiled|reviewed)\s+by\b",
    re.IGNORECASE,
)
"""The label of persons who are not the author."""
_END = re.compile(
    r"\s[|•·–—-]\s|[|•·(\[@\d:]|https?:"
    r"|,?\s+\b(?:for|at|on|in|from|of|is|was|has|published|posted|updated|am|le|el)\b",
    re.IGNORECASE,
)
"""Where the names of a byline end: a bar, a date, a handle, an office, a house."""


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE)


_ROLE = _words(
    "editors? writers? reporters? correspondents? staff columnists? contributors? contributing"
    " journalists? producers? bureau chief director analyst critic fellow photographers?"
    " professor senior desk team engineer manager developer designer lawyer attorney president"
    " founder officer researcher lecturer scientist consultant specialist expert intern"
    " publisher guest freelancer? redaktion redakteur(?:in)? korrespondent(?:in)? journaliste"
    " rédaction periodista redacción redazione"
)
_NO_NAME = _words(
    "view more posts? read follow comments? shares? subscribe contact email e-mail print login sign click"
    " here home menu search photos? image source category categories tags? updated published posted"
    " archives? minutes? min ago today yesterday advertisement sponsored copyright rights the this that"
    " your our all about with how why what when privacy policy terms news suivre abonn\\w* monday tuesday"
    " wednesday thursday friday saturday sunday profile bio biography website facebook twitter linkedin"
    " instagram"
)
_NOBODY = re.compile(
    r"(?:the\s+)?(?:admin(?:istrator)?|webmaster|root|user|guest|authors?|editors?|staff|unknown|anonymous"
    r"|none|null|undefined|nobody|n/?a|by|test|default|editorial(?:\s+(?:staff|team|board))?"
    r"|staff\s+(?:writers?|reporters?)|super\s+user|news\s+(?:desk|staff))\W*",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "de da di do del della dei des du dos das van von vom der den ter ten la le el al bin ibn bint abu"
    " y e i zu zur af av st".split()
)
_ODD = re.compile(r"[\d@:!?<>{}\[\]=|/\\\"“”…#%*_+;]|\.\.|https?|www\.", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?:(?<=[^\W\dA-Z_]{3})|(?<=\s))\.+$")
_LONGEST_NAME = 50
_MOST_WORDS = 5
_SHORT = 20
"""Characters of a name in a script without capitals."""
_ACRONYM = 5
"""Letters of a word in capitals that is more likely the name of an agency."""


@memoised
def split_commas(text: str) -> tuple[str, ...]:
    """Names separated by commas or semicolons; "Jr.", "Ph.D." and the like stay with their name."""
    names: list[str] = []
    for part in re.split("[,;、，；]", text):
        name = part.strip()
        if names and _SUFFIX.fullmatch(name):
            names[-1] += f", {name}"
        elif name:
            names.append(name)
    return tuple(names)


def split_byline(text: str) -> tuple[str, ...]:
    """The names of a byline: "By A, B, C, and Prof. D". "Smith, John" is one name, and so is each of
    "Smith, John; Doe, Jane"."""
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    if ";" in text:
        return tuple(filter(None, map(str.strip, text.split(";"))))
    if _LAST_FIRST.fullmatch(text.strip()):
        return (" ".join(text.split()),)
    names = (name for part in _AND.split(text) for name in split_commas(part))
    return tuple(each for name in names for each in _two_persons(name))


def _two_persons(name: str) -> tuple[str, ...]:
    """The names of persons with full names and the "and" of a language between them that also stands in
    names: Ortega y Gasset."""
    parts = _OTHER_AND.split(name)
    are_full = len(parts) > 1 and all(" " in part.strip() for part in parts)
    return tuple(parts) if are_full else (name,)


def has_label(text: str) -> bool:
    """Whether a text begins as a byline does: "By", "Von", "Author:"."""
    return bool(_LABEL.match(text))


def is_nobody(name: str) -> bool:
    """Whether the name of an author is none: an account, a role, an address."""
    return bool(
        _NOBODY.fullmatch(name.strip()) or re.match(r"\s*(?:https?:|www\.|[@/#])|\W*$", name)
    )


@memoised
def is_person(text: str) -> bool:
    """Whether a text looks like the name of a person: a few capitalised words, or a few letters of a
    script without capitals."""
    words = re.sub(r"[.,'’()-]", " ", text).split()
    if not 0 < len(words) <= _MOST_WORDS or len(text) > _LONGEST_NAME or _ODD.search(text):
        return False
    if _NO_NAME.search(text) or _ROLE.search(text) or _NOBODY.fullmatch(text):
        return False
    if len(words) == 1 and (
        month_of(words[0]) or (words[0].isupper() and len(words[0]) <= _ACRONYM)
    ):
        return False
    if not any(word[0].isupper() for word in words):
        return (
            all(word[0].isalpha() and word == word.upper() for word in words)
            and len(text) <= _SHORT
        )
    return all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)


def byline_names(parts: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """The persons of a line whose parts are texts and whether each is a name as a whole, such as a link.

    Its label, date, handles, roles and the house are no names.
    """
    given = [(" ".join(text.split()), is_whole) for text, is_whole in parts]
    if given and _OTHERS.match(given[0][0]):
        return ()
    names: list[str] = []
    for text, is_whole in _after_label(given):
        if is_whole:
            names += _persons([text])
            continue
        end = _END.search(text)
        names += _persons(_split(text[: end.start()] if end else text))
        if end and names:
            break
    return tuple(dict.fromkeys(names))


def _after_label(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The parts after the label of the line."""
    for number, (text, is_whole) in enumerate(parts):
        if is_whole or not text.strip():
            continue
        label = _LABEL.match(text)
        if not label or (parts[number + 1 :] == [] and not text[label.end() :].strip()):
            label = _LATE_LABEL.match(text) or label
        if label or _LABEL_AT_END.search(text):
            rest = text[label.end() :] if label else ""
            return [(rest, False), *parts[number + 1 :]]
    return parts


def _split(text: str) -> list[str]:
    return [
        _bare(name)
        for part in re.split(r"\s+(?:and|&|und|et|y|e|och|og)\s+|^\s*(?:and|&|und|et|y)\s+", text)
        for name in split_commas(part)
    ]


def _bare(name: str) -> str:
    """A name without what stands around it; the full stop of an abbreviation belongs to it."""
    return _FULL_STOP.sub("", name.strip(" ,;·").lstrip("."))


def _persons(texts: Iterable[str]) -> list[str]:
    found = []
    for text in texts:
        label = _LABEL.match(text)
        name = _bare(text[label.end() if label else 0 :])
        if is_person(name):
            found.append(name)
    return found
