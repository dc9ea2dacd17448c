"""Clean text: composed Unicode (NFC) without control characters, all white space as single spaces.

Most text of an archive is clean already, so what matters is that this is recognised fast.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain

import numpy as np

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""A character that never belongs to text: C0 and C1 controls but white space, byte order marks,
noncharacters and lone surrogates."""

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"[^\S\n]")
_ASCII = bytes((*b"\n", *range(0x20, 0x7F)))
_SPACE_OR_BREAK = 0x20
"""No less is a byte of text that has no other control character."""
_PLAIN = frozenset(
    character
    for character in map(chr, chain(range(0xA1, 0x180), range(0x2010, 0x2800)))
    if character.isprintable()
    and character == character.casefold()
    and unicodedata.is_normalized("NFC", character)
    and not unicodedata.combining(character)
)
"""Latin letters without capitals, and typographic marks and symbols."""


def clean(text: str) -> str:
    """One line of clean text; soft hyphens are removed too."""
    if is_clean(text):
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(CONTROL.sub("", text.replace("\xad", "")).split())


def clean_lines(text: str) -> str:
    """Clean text that keeps its lines and the spaces in them; a tab is four spaces."""
    if all(map(is_clean, text.split("\n"))):
        return text.strip("\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = CONTROL.sub("", text.replace("\xad", "")).replace("\r\n", "\n").replace("\r", "\n")
    lines = _SPACE.sub(" ", text.expandtabs(4)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def squeezed(text: str) -> str:
    """What cleaning leaves of a text, without white space. The text of two parts is that of both, if no
    character is cut from a mark that belongs to it."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return "".join(CONTROL.sub("", text.replace("\xad", "")).split())


def is_clean(text: str) -> bool:
    """Whether `clean` is certain to change nothing. Printable text has no control character, no
    soft hyphen and no white space but the plain space."""
    is_composed = text.isprintable() and unicodedata.is_normalized("NFC", text)
    return is_composed and _has_single_spaces(text)


def folded_lines(text: str, count: int) -> list[bytes]:
    """The lines of a text in small letters, as UTF-8, if they are `count` and each is clean and not
    empty, and only letters of ASCII have case; else none. Most texts are like this, and `bytes.lower`
    folds all lines faster than `str.casefold` folds one."""
    data = text.encode(errors="surrogatepass")
    others = data.translate(None, _ASCII)
    if others and not _PLAIN.issuperset(others.decode(errors="surrogatepass")):
        return []
    is_blank = np.frombuffer(data, np.uint8) <= _SPACE_OR_BREAK
    if not data or is_blank[0] or is_blank[-1] or (is_blank[1:] & is_blank[:-1]).any():
        return []
    lines = data.lower().split(b"\n")
    return lines if len(lines) == count else []


def _has_single_spaces(text: str) -> bool:
    return not ("  " in text or text.startswith(" ") or text.endswith(" "))


@lru_cache(maxsize=64)
def plain_words(text: str) -> str:
    """The words of a text in small letters with a space between them, for comparing titles."""
    return " ".join(_WORD.findall(text.casefold()))
