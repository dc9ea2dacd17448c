"""Text that was decoded wrongly before it was saved: “itâ€™s” for “it’s”.

UTF-8 that was read as Windows-1252 or the like stands so in many databases and feeds, sometimes after two
such readings. ftfy (Speer, "ftfy", 2019) decodes it rightly: it changes what hardly occurs in any other
text, and leaves “Strauß’ Werk” and “SÃO PAULO” as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pkgutil import resolve_name

_ENCODING = "cp1252"
_FTFY = "ftfy:fix_encoding"
"""Imported when it is first needed: few archives need it."""


def _signs(first: int, end: int) -> str:
    """What bytes are in Windows-1252, and those that it does not define in Latin-1, for a set of an
    expression."""
    every = bytes(range(first, end))
    found = {*every.decode(_ENCODING, "ignore"), *every.decode("latin-1")}
    return re.escape("".join(sorted(found)))


_NEXT = _signs(0x80, 0xC0)
_LIKELY = re.compile(
    f"[Â-ô](?:(?<=[Â-ß])[{_NEXT}]|(?<=[à-ï])[{_NEXT}]{{2}}|(?<=[ð-ô])[{_NEXT}]{{3}}|(?<=â)€)"
)
"""A character of UTF-8 as it looks in Windows-1252."""
_CUT = re.compile(f"â€(?![{_NEXT}])|Ã¢â‚¬Â(?![{_NEXT}])")
"""A closing quotation mark, once or twice decoded wrongly, that lost its last character, a control."""


def may_be_mojibake(text: str) -> bool:
    """Whether a text has what looks like mojibake."""
    return not text.isascii() and _LIKELY.search(text) is not None


def without_mojibake(text: str) -> str:
    """A text with what is mojibake in it decoded rightly."""
    return _fix_encoding()(_CUT.sub("\\g<0>\x9d", text)) if may_be_mojibake(text) else text


@cache
def _fix_encoding() -> Callable[[str], str]:
    found: Callable[[str], str] = resolve_name(_FTFY)
    return found
