"""In which direction a text is written: what `dir` says of it on a page."""

from __future__ import annotations

import re

_RIGHT_TO_LEFT = re.compile(
    "[\u05d0-\u05f4\u0620-\u06d3\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile("<[^<>]*>")


def direction(text: str) -> str:
    """ "rtl" or "ltr", whichever most letters of a text are; "auto" if none runs from right to left.

    Browsers go by the first letter alone, so that an Arabic sentence that begins with BBC would be set as
    an English one.
    """
    rtl = len(_RIGHT_TO_LEFT.findall(text))
    if not rtl:
        return "auto"
    return "rtl" if 2 * rtl > len(_LETTER.findall(text)) else "ltr"


def direction_of_html(html: str) -> str:
    """The direction of the text of some markup."""
    return direction(html) if html.isascii() else direction(_TAG.sub("", html))
