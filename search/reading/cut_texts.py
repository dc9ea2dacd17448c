"""Texts of which a service gives only the beginning: “The ferry sails … [+1234 chars]”."""

from __future__ import annotations

import re
from typing import Any

_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+([\d,]{1,12}) chars\]\s*\Z")
_END = 100
"""Characters of the end of a text in which the note is looked for."""


def without_cut(text: Any) -> tuple[Any, str]:
    """A text without the note that it is cut, and a warning ("" for a whole text)."""
    found = _CUT.search(text[-_END:]) if isinstance(text, str) else None
    if not found:
        return text, ""
    return text[: len(text) - len(found[0])] + " …", (
        f"has only the beginning of its text, {found[1]} characters are missing: save the article itself"
    )
