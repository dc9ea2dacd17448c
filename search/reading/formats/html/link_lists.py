"""Pages that are only lists of links: the bookmarks of a browser, and what services export."""

from __future__ import annotations

import re

_LINK = re.compile(r"<a\s(?P<rest>[^<>]*)>", re.IGNORECASE)
_SAVED = re.compile(r"\b(?:time_added|add_date)\s*=", re.IGNORECASE)


def is_list_of_links(text: str) -> bool:
    """Whether the links of a page say when each was saved, as those of articles never do."""
    if "time_added" not in text and "ADD_DATE" not in text:
        return False
    links = [bool(_SAVED.search(link["rest"])) for link in _LINK.finditer(text)]
    return sum(links) * 2 > len(links)
