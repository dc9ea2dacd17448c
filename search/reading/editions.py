"""Which of several records of one thing is the latest: captures of a page, exports of a post."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

EDITION = "\0edition"
"""The name, which no element has, of what an item of XML says of its last change."""
UNDATED = 1
"""The edition of what has one and does not say when."""

_LAST = 9999_12_31_23_59_59
_FORMS = (datetime.fromisoformat, parsedate_to_datetime)


def edition_of(text: str) -> int:
    """A date with its time, as web archives, feeds and exports write it, as a number that grows with it:
    20190504130000 in Greenwich. UNDATED for any other text."""
    text = text.strip()
    if re.fullmatch(r"[0-9]{14}", text):
        return min(int(text), _LAST)
    for read in _FORMS:
        try:
            found = read(text)
            at = found.astimezone(UTC) if found.tzinfo else found
        except (ValueError, OverflowError):
            continue
        return int(f"{at.year:04}{at:%m%d%H%M%S}")
    return UNDATED
