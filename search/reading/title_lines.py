"""Titles that nothing marks as such: short lines before a text."""

from __future__ import annotations

import re

MAX_TITLE = 150
_OTHER = re.compile(r"by\b|https?:|[-*•>\W]*$", re.IGNORECASE)


def may_be_title(line: str) -> bool:
    """Whether a line before a text may be its title: short, no sentence, no byline."""
    return (
        0 < len(line) <= MAX_TITLE
        and not line.endswith((".", ",", ":", ";"))
        and not line[0].islower()
        and not _OTHER.match(line)
    )
