"""Facets as data: one table from which parameters, options, query fields, labels and pages follow.

The default table is `DEFAULT_FACETS`. An archive changes it, or adds facets of its own, in its
`backissue.toml` (see `search.config.archive`); the table that an index was built with is stamped into
the index. No other module lists facets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

FacetName = str
FacetSort = Literal["count", "name"]
FACET_SORTS: tuple[FacetSort, ...] = get_args(FacetSort)
Pairs = tuple[tuple[str, str], ...]

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_PLURAL_OF_SIBILANT = re.compile(r"(?:ss|[^ao]us|ies|x|zz|ch|sh)es$")
"""A plural that more likely adds -es (classes, viruses) than -s (cases, causes) to its singular."""


@dataclass(frozen=True, slots=True)
class FacetField:
    """A facet, and how an article gives its values.

    `name` is the URL parameter, the query field and the key in JSON. `fields` are the names under which
    files give values; all of them are taken, but of authors, sources and languages the first. `aliases`
    replace a value by another, or leave it out if that is "". `folders` give a value to all articles
    below a folder of the archive. A hidden facet is indexed and appears nowhere; one with fewer than
    `least_values` values in the whole archive is hidden too. One with `has_family_names` has values
    that are names of persons, given names first: lists from A to Z go by the family name.
    """

    name: FacetName
    label: str
    labels: str
    fields: tuple[str, ...]
    aliases: Pairs = ()
    folders: Pairs = ()
    is_hidden: bool = False
    is_collapsed: bool = False
    sort: FacetSort = "count"
    has_family_names: bool = False
    least_values: int = 0

    @property
    def plural(self) -> str:
        """The path of the page of all values, the keyword of `SearchRequest`, the key in JSON hits."""
        return plural(self.name)


@dataclass(frozen=True, slots=True)
class FacetTable:
    """Facets in the order in which they are listed."""

    fields: tuple[FacetField, ...]

    def __iter__(self) -> Iterator[FacetField]:
        return iter(self.fields)

    def __contains__(self, name: FacetName) -> bool:
        return any(each.name == name for each in self.fields)

    def __getitem__(self, name: FacetName) -> FacetField:
        """The facet of that name; raises `KeyError`."""
        for each in self.fields:
            if each.name == name:
                return each
        raise KeyError(name)

    @property
    def names(self) -> tuple[FacetName, ...]:
        return tuple(each.name for each in self.fields)

    def without(self, names: Iterable[FacetName]) -> FacetTable:
        """The other facets, hidden ones left out too: those that a site offers."""
        left_out = frozenset(names)
        return FacetTable(
            tuple(each for each in self.fields if not each.is_hidden and each.name not in left_out)
        )


AUTHOR, SOURCE, LANGUAGE = "author", "source", "language"
"""The facets that are also fields with a meaning of their own: a byline, a paper, a language."""

DEFAULT_FACETS = FacetTable(
    (
        FacetField(AUTHOR, "Author", "Authors", ("authors", "author", "byline")),
        FacetField("region", "Region", "Regions", ("regions", "region", "places", "place")),
        FacetField(
            "theme",
            "Theme",
            "Themes",
            ("themes", "theme", "topics", "topic", "tags", "categories", "category"),
        ),
        FacetField(
            "report",
            "In-depth report",
            "In-depth reports",
            ("reports", "report", "in-depth reports", "in-depth report", "series"),
        ),
        FacetField(SOURCE, "Source", "Sources", ("source",)),
        FacetField(LANGUAGE, "Language", "Languages", ("language", "lang"), least_values=2),
    )
)
DEFAULT_NAMES = DEFAULT_FACETS.names


def plural(name: str) -> str:
    """The English plural of a facet's name: section, sections; category, categories."""
    if re.search(r"[^aeiou]y$", name):
        return f"{name[:-1]}ies"
    return f"{name}es" if _SIBILANT.search(name) else f"{name}s"


@lru_cache(maxsize=256)
def singular(word: str) -> str:
    """The inverse of `plural`, the likelier word if two have the same plural; "" if none has."""
    stems = [word[:-1], word[:-2]]
    if _PLURAL_OF_SIBILANT.search(word):
        stems.reverse()
    return next((stem for stem in (f"{word[:-3]}y", *stems) if stem and plural(stem) == word), "")


def canonical(facet: FacetField, values: Iterable[str]) -> tuple[str, ...]:
    """The values of a facet with aliases replaced, each once, in order."""
    if aliases := dict(facet.aliases):
        values = (aliases.get(value, value) for value in values)
    return tuple(dict.fromkeys(filter(None, values)))
