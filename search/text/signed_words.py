"""Words with signs that belong to them: C++, C#, #tag, @name, .NET, 7%, § 12.

A sign before a word belongs to it after a space or an opening sign, so not in the addresses of e-mail
and pages; a dot only before a few capitals. Signs after a word belong to it if it has one letter or two.
The signs of percent and of paragraphs belong to a whole number, also with a space between them.
"""

from __future__ import annotations

import re

from search.text.analyzer import MAX_WORD, Token, fold
from search.text.characters import IDEOGRAPH, MARK, WORD_CHARACTER

TAGS = "#@"
PARAGRAPH, PERCENT = "§", "%"
_ALSO_WITHOUT = f"{TAGS}{PARAGRAPH}"
"""Signs before a word that is also found without them."""
OPENING = "([{<\"'’“‘„‚«‹¿¡—–…,"
MOST_LETTERS, MOST_CAPITALS = 2, 4
"""A word of more letters or digits keeps no sign after it; one of more capitals no dot before it."""
MOST_DIGITS = 3
"""Digits of a number of percent or of a paragraph."""
SPACES = " \u00a0\u202f"
LIKELY_FIRST = "#@+.%§"
LIKELY = rf"(?<=[#@])\w|(?<=\w\+)\+|(?<=\w#)|(?<=\.)[A-Z]{{2}}|(?<=[\d{SPACES}]%)|(?<=§)"
"""A pattern that is found in every text with such words, after one of LIKELY_FIRST."""
_SIGNS = f"{_ALSO_WITHOUT}+.%"
_AFTER = re.compile(r"\+\+(?!\+)|#(?![\w#])")
_PERCENT = re.compile(rf"[{SPACES}]?%(?!{WORD_CHARACTER.pattern}|_)")
_PARAGRAPH = re.compile(rf"§[{SPACES}]?$")
_DECIMAL = re.compile(r"[0-9][.,]$")


def signed_before(text: str, word: Token) -> Token | None:
    """The form of a word of `text` with the sign before it, if it has one."""
    start, end = word.start, word.end
    if is_number(text[start:end]) and (paragraph := _PARAGRAPH.search(text, start - 2, start)):
        start = paragraph.start()
        return Token(form_before(text[start:end]), start, end)
    sign = text[start - 1] if start else ""
    if not sign or sign not in f"{TAGS}." or not begins_after(text[: start - 1][-1:]):
        return None
    if IDEOGRAPH.match(text, start) or (sign == "." and not is_capitals(text[start:end])):
        return None
    return Token(form_before(text[start - 1 : end]), start - 1, end)


def signed_after(text: str, word: Token) -> Token | None:
    """The form of a word of `text` with the signs after it, if it has any."""
    start, end = word.start, word.end
    written = text[start:end]
    if is_number(written) and (percent := _PERCENT.match(text, end)):
        is_part = _DECIMAL.search(text, start - 2, start)
        return None if is_part else Token(f"{written}{PERCENT}", start, percent.end())
    signs = _AFTER.match(text, end)
    if not signs or len(written) > MOST_LETTERS or not (written.isascii() and written.isalnum()):
        return None
    if signs[0] == "#" and MARK.match(text, signs.end()):
        return None
    return Token(form_after(written + signs[0]), start, signs.end())


def is_number(word: str) -> bool:
    """Whether a word is a whole number of which signs tell what it counts."""
    return len(word) <= MOST_DIGITS and word.isascii() and word.isdecimal()


def begins_after(character: str) -> bool:
    """Whether a sign may begin a word after a character; "" is the beginning of the text."""
    return not character or character.isspace() or character in OPENING


def is_capitals(word: str) -> bool:
    """Whether a word is capitals as in .NET, two to four of them."""
    return 1 < len(word) <= MOST_CAPITALS and word.isascii() and word.isalpha() and word.isupper()


def form_before(written: str) -> str:
    """The form of a word that is written with the sign before it. The one of capitals keeps them."""
    form = written if written[0] == "." else written[0] + fold(written[1:].lstrip(SPACES))
    return form[:MAX_WORD]


def form_after(written: str) -> str:
    """The form of a word that is written with the signs after it."""
    word = written.rstrip(f"+#{PERCENT}{SPACES}")
    return fold(word) + written[len(word) :].lstrip(SPACES)


def is_signed(word: str) -> bool:
    """Whether a word, folded or a form, has signs."""
    return bool(word) and (word[0] in _SIGNS or word[-1] in _SIGNS)


def is_tag(word: str) -> bool:
    """Whether a word is also found without its sign."""
    return word[:1] in (*_ALSO_WITHOUT,) or word[-1:] == PERCENT


def unsigned(word: str) -> str:
    """A form without its signs."""
    return word.strip(_SIGNS)
