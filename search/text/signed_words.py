"""Words with signs that belong to them: C++, C#, #tag, @name, .NET.

A sign before a word belongs to it after a space or an opening sign, so not in the addresses of e-mail
and pages; a dot only before a few capitals. Signs after a word belong to it if it has one letter or two.
"""

from __future__ import annotations

import re

from search.text.analyzer import MAX_WORD, Token, fold
from search.text.characters import IDEOGRAPH, MARK

TAGS = "#@"
"""Signs before a word that is also found without them."""
OPENING = "([{<\"'’“‘„‚«‹¿¡—–…,"
MOST_LETTERS, MOST_CAPITALS = 2, 4
"""A word of more letters or digits keeps no sign after it; one of more capitals no dot before it."""
LIKELY_FIRST = "#@+."
LIKELY = r"(?<=[#@])\w|(?<=\w\+)\+|(?<=\w#)|(?<=\.)[A-Z]{2}"
"""A pattern that is found in every text with such words, after one of LIKELY_FIRST."""
_SIGNS = f"{TAGS}+."
_AFTER = re.compile(r"\+\+(?!\+)|#(?![\w#])")


def signed_before(text: str, word: Token) -> Token | None:
    """The form of a word of `text` with the sign before it, if it has one."""
    start, end = word.start, word.end
    sign = text[start - 1] if start else ""
    if not sign or sign not in f"{TAGS}." or not begins_after(text[: start - 1][-1:]):
        return None
    if IDEOGRAPH.match(text, start) or (sign == "." and not is_capitals(text[start:end])):
        return None
    return Token(form_before(text[start - 1 : end]), start - 1, end)


def signed_after(text: str, word: Token) -> Token | None:
    """The form of a word of `text` with the signs after it, if it has any."""
    written = text[word.start : word.end]
    signs = _AFTER.match(text, word.end)
    if not signs or len(written) > MOST_LETTERS or not (written.isascii() and written.isalnum()):
        return None
    if signs[0] == "#" and MARK.match(text, signs.end()):
        return None
    return Token(form_after(written + signs[0]), word.start, signs.end())


def begins_after(character: str) -> bool:
    """Whether a sign may begin a word after a character; "" is the beginning of the text."""
    return not character or character.isspace() or character in OPENING


def is_capitals(word: str) -> bool:
    """Whether a word is capitals as in .NET, two to four of them."""
    return 1 < len(word) <= MOST_CAPITALS and word.isascii() and word.isalpha() and word.isupper()


def form_before(written: str) -> str:
    """The form of a word that is written with the sign before it. The one of capitals keeps them."""
    form = written if written[0] == "." else written[0] + fold(written[1:])
    return form[:MAX_WORD]


def form_after(written: str) -> str:
    """The form of a word that is written with the signs after it."""
    word = written.rstrip("+#")
    return fold(word) + written[len(word) :]


def is_signed(word: str) -> bool:
    """Whether a word, folded or a form, has signs."""
    return bool(word) and (word[0] in _SIGNS or word[-1] in _SIGNS)


def is_tag(word: str) -> bool:
    return word[:1] in tuple(TAGS)


def unsigned(word: str) -> str:
    """A form without its signs."""
    return word.strip(_SIGNS)
