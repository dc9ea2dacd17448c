"""Lists of names written as one string."""

from __future__ import annotations

import re

from search.reading.short_text_cache import memoised

_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|m\.?d|ph\.?\s?d|esq|mba|msc|ma|bsc|ba|jd|obe|mbe|cbe|rn)\.?", re.IGNORECASE
)
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+", re.IGNORECASE)


@memoised
def split_commas(text: str) -> tuple[str, ...]:
    """Names separated by commas or semicolons; "Jr.", "Ph.D." and the like stay with their name."""
    names: list[str] = []
    for part in re.split("[,;]", text):
        name = part.strip()
        if names and _SUFFIX.fullmatch(name):
            names[-1] += f", {name}"
        elif name:
            names.append(name)
    return tuple(names)


def split_byline(text: str) -> tuple[str, ...]:
    """The names of a byline: "By A, B, C, and Prof. D"."""
    text = re.sub(r"^\s*(?:(?:written|posted)\s+)?by\b:?\s*", "", text, flags=re.IGNORECASE)
    return tuple(name for part in _AND.split(text) for name in split_commas(part))
