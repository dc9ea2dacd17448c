"""The meta elements in the head of a page, and values with where they were found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from search.reading.plain_values import plain_value

Values = tuple[tuple[str, ...], str]
"""The values of a field, and their origin; ((), "") if there are none."""

NONE: Values = ((), "")
NOTHING = ("", "")
_NAMING = ("name", "property", "itemprop")
_PREFIX = re.compile(r"^(dcterms?|citation|weibo|parsely|sailthru):")


@dataclass(frozen=True, slots=True)
class Meta:
    """The contents of the meta elements of a head, by name or property in lower case; under "lang" the
    language of the page."""

    values: Mapping[str, tuple[str, ...]]

    def each(self, *names: str) -> Iterator[tuple[str, str]]:
        """All values of elements of these names, with the names, in that order."""
        for name in _forms(names):
            for value in self.values.get(name, ()):
                yield value, name

    def first(self, *names: str) -> str:
        return next(self.each(*names), NOTHING)[0]

    def every(self, *names: str) -> Values:
        """The values of the first name that has any."""
        forms = _forms(names)
        return next(((self.values[name], name) for name in forms if name in self.values), NONE)


def _forms(names: Iterable[str]) -> Iterator[str]:
    """Names, those of Dublin Core first as a property writes them: dc:title."""
    for name in names:
        if name.startswith("dc."):
            yield name.replace(".", ":")
        yield name


def collected(head: BeautifulSoup) -> dict[str, tuple[str, ...]]:
    """The contents of the meta elements, as those of `Meta`."""
    found: dict[str, list[str]] = {}
    for element in head.find_all("meta"):
        content = plain_value(attribute(element, "content")).strip()
        given = (attribute(element, name).lower().split() for name in _NAMING if content)
        for name in dict.fromkeys(name for names in given for name in names):
            found.setdefault(_PREFIX.sub(r"\1.", name), []).append(content)
    root = _root_language(head)
    values = {name: tuple(each) for name, each in found.items()}
    return {**values, "lang": (root,)} if root else values


def _root_language(head: BeautifulSoup) -> str:
    root = head.find("html")
    return attribute(root, "lang") or attribute(root, "xml:lang") if isinstance(root, Tag) else ""


def attribute(element: Tag, name: str) -> str:
    """The value of an attribute; "" if there is none."""
    value = element.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""
