"""Text of usual characters, recognised fast: ASCII and a few hundred others that mean no work."""

from __future__ import annotations

import unicodedata
from itertools import chain

_ASCII = bytes(range(0x20, 0x7F))
_INERT = frozenset(
    character
    for character in map(chr, chain(range(0xA1, 0x180), range(0x2010, 0x2800)))
    if character.isprintable()
    and character == character.casefold()
    and unicodedata.is_normalized("NFC", character)
    and not unicodedata.combining(character)
)
"""Latin letters without capitals, and typographic marks and symbols."""


def is_inert(text: str) -> bool:
    """Whether a text is printable and composed (NFC), and only its ASCII letters have case."""
    others = text.encode(errors="surrogatepass").translate(None, _ASCII)
    return not others or _INERT.issuperset(others.decode(errors="surrogatepass"))
