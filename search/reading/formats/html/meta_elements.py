"""The elements in the head of a page that hold its fields, and values with where they were found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from search.reading.plain_values import plain_value

Values = tuple[tuple[str, ...], str]
"""The values of a field, and their origin; ((), "") if there are none."""

NONE: Values = ((), "")
NOTHING = ("", "")
_NAMING = ("name", "property", "itemprop")
_PREFIX = re.compile(r"^(dcterms?|citation|weibo|parsely|sailthru):")
_VOCABULARY = re.compile(r"^(?:rnews|schema):")
"""Vocabularies with the names of schema.org."""


@dataclass(frozen=True, slots=True)
class Meta:
    """The contents of the meta elements of a head, by name or property in lower case, under "lang" the
    language of the page; the text of `<title>`, the canonical addresses, and what links are relative to.
    """

    values: Mapping[str, tuple[str, ...]]
    title: str = ""
    canonical: tuple[str, ...] = ()
    base: str = ""

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


def meta_of(head: str) -> Meta:
    """What the markup of a head holds."""
    root = etree.fromstring(head.encode(errors="replace"), _parser()) if head.strip() else None
    if root is None:
        return Meta({})
    title = next(root.iter("title"), None)
    links = (link for link in root.iter("link") if _is_canonical(link))
    return Meta(
        _values(root),
        "" if title is None else " ".join("".join(title.itertext()).split()),
        tuple(link.get("href", "") for link in links),
        next((each.get("href") for each in root.iter("base") if each.get("href")), ""),
    )


def _values(root: Any) -> dict[str, tuple[str, ...]]:
    """The contents of the meta elements, as those of `Meta`."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = plain_value(element.get("content") or element.get("value", "")).strip()
        given = filter(None, map(element.get, _NAMING)) if content else ()
        for name in dict.fromkeys(" ".join(given).lower().split()):
            found.setdefault(_without_vocabulary(name), []).append(content)
    values = {name: tuple(each) for name, each in found.items()}
    language = root.get("lang") or root.get("xml:lang")
    return {**values, "lang": (language,)} if language else values


def _without_vocabulary(name: str) -> str:
    """A name as others write it: with a point after its prefix, or without that of a vocabulary."""
    return _VOCABULARY.sub("", _PREFIX.sub(r"\1.", name)) if ":" in name else name


def _is_canonical(link: Any) -> bool:
    return "canonical" in link.get("rel", "").lower().split()


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
