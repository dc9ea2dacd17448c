"""Pages that are only lists of links: the bookmarks of a browser, and what services export."""

from __future__ import annotations

import re

_LINK = re.compile(r"<a\s(?P<rest>[^<>]*)>", re.IGNORECASE)
_SAVED = re.compile(r"\b(?:time_added|add_date)\s*=", re.IGNORECASE)

_BEGINNING = 20_000
"""Characters among which there is a link: they are most of a list."""


def is_list_of_links(text: str) -> bool:
    """Whether the links of a page say when each was saved, as those of articles never do."""
    if all(text.find(word, 0, _BEGINNING) < 0 for word in ("time_added", "ADD_DATE")):
        return False
    links = [bool(_SAVED.search(link["rest"])) for link in _LINK.finditer(text)]
    return sum(links) * 2 > len(links)
