"""Authors in values of fields: a name, several in one string, or what only points to one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.reading.mail_names import name_beside_address
from search.reading.person_names import is_last_first, split_commas, split_names
from search.reading.plain_values import plain_value

_NUMBER_OR_ADDRESS = re.compile(r"\s*(?:\d+|https?://\S+)\s*", re.IGNORECASE)
_TWO_PERSONS = re.compile(
    r"(?!.*\b(?:of|for|the)\b)[^\W\d_a-z]\S*(?: \S+){1,2} (?:and|&) \S+(?: \S+){1,2}"
)


def author_of(value: str) -> str:
    """The name of an author; "" for a number or a web address, which only point to one."""
    return "" if _NUMBER_OR_ADDRESS.fullmatch(value) else name_beside_address(value)


def authors_in(value: str) -> Iterator[str]:
    """The names of authors in one string."""
    text = author_of(re.sub(r"^\s*by:?\s+", "", plain_value(value), flags=re.IGNORECASE))
    if ";" in text or is_last_first(text):
        yield from split_names(text)
        return
    for name in split_commas(text):
        yield from split_names(name) if _TWO_PERSONS.fullmatch(name) else (name,)
