"""The facets of `backissue.toml`: the default table with an archive's changes and its own facets."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches

from search.config.toml_values import Section
from search.model.facets import (
    DEFAULT_FACETS,
    DEFAULT_NAMES,
    FACET_SORTS,
    FacetField,
    FacetTable,
    Pairs,
    plural,
)
from search.model.request import PARAMETERS, SearchRequest
from search.model.schema import ANY, CAPTION, DATE, ID, TEXT, TITLE

FACET_SETTINGS = (
    "label", "labels", "fields", "aliases", "folders", "hidden", "order", "sort", "collapsed",
    "family_names",
)  # fmt: skip
MAX_FACETS = 40
"""Facets of an archive, the default ones among them."""

_NAME = re.compile(r"(?!not_)[a-z][a-z0-9_]{0,29}")
_WORDS = (
    "article", "columns", "explain", "facet", "find", "format", "hit", "index", "lang", "letter", "limit",
    "match", "measure", "not", "passage", "published", "publisher", "rows", "score", "search", "static",
    "url",
)  # fmt: skip
_RESERVED = frozenset((*PARAMETERS, TITLE, TEXT, CAPTION, ANY, DATE, ID, *_WORDS))
"""Names that mean something else in addresses, queries or results."""
_RESERVED_PLURALS = frozenset(
    ("articles", "metrics", "trends", *SearchRequest.__dataclass_fields__)
)
"""Plurals that are other addresses of the site, or other arguments of `SearchRequest`."""
_MAX_LABEL = 60
_MAX_FIELDS, _MAX_FIELD = 50, 100
_STEP = 10
"""The distance of default facets in `order`, which leaves room for others between them."""


def facet_table(section: Section) -> FacetTable:
    """The facets of an archive in their order; raises `BadConfig`."""
    known = {facet.name: facet for facet in DEFAULT_FACETS}
    own = [name for name in section.values if name not in known]
    if len(known) + len(own) > MAX_FACETS:
        raise section.error(own[-1], f"an archive has at most {MAX_FACETS} facets")
    facets: list[tuple[float, FacetField]] = []
    for number, name in enumerate((*known, *own), 1):
        settings = section.section(name)
        base = known.get(name) or _own(section, settings, name)
        settings.check_keys(FACET_SETTINGS)
        facets.append((settings.number("order", _STEP * number), _changed(base, settings)))
    _check_plurals(section, own)
    return FacetTable(tuple(facet for _, facet in sorted(facets, key=lambda each: each[0])))


def _own(section: Section, settings: Section, name: str) -> FacetField:
    """A facet that the default table does not have."""
    if not _NAME.fullmatch(name):
        reason = "a facet's name is of small letters, digits and _, at most 30, a letter first"
        raise section.error(name, reason)
    if name in _RESERVED or plural(name) in _RESERVED_PLURALS:
        raise section.error(name, "the name has another meaning: choose another one")
    if not settings.values.get("fields") and not settings.values.get("folders"):
        near = get_close_matches(name, DEFAULT_NAMES, 1, 0.7)
        hint = f"did you mean “{near[0]}”? A facet of your own needs" if near else "give it"
        raise section.error(
            name, f"{hint} `fields` or `folders`, which say where its values come from"
        )
    label = name.replace("_", " ").capitalize()
    return FacetField(name, label, plural(label), ())


def _changed(base: FacetField, settings: Section) -> FacetField:
    label = settings.string("label", most=_MAX_LABEL) or base.label
    labels = base.labels if label == base.label else _labels(label)
    is_hidden = settings.boolean("hidden", base.is_hidden)
    return replace(
        base,
        label=label,
        labels=settings.string("labels", most=_MAX_LABEL) or labels,
        fields=settings.strings("fields", base.fields, _MAX_FIELDS, _MAX_FIELD),
        aliases=settings.pairs("aliases"),
        folders=_folders(settings),
        is_hidden=is_hidden,
        is_collapsed=settings.boolean("collapsed", base.is_collapsed),
        sort="name" if settings.choice("sort", FACET_SORTS, base.sort) == "name" else "count",
        has_family_names=settings.boolean("family_names", base.has_family_names),
        least_values=0 if "hidden" in settings.values else base.least_values,
    )


def _labels(label: str) -> str:
    """The plural of a label; one that ends with s, such as Writers or News, is used as it is."""
    return label if label.endswith("s") else plural(label)


def _folders(settings: Section) -> Pairs:
    """Folders, written as politics/europe, and the values that they give."""
    folders: dict[str, str] = {}
    for written, value in settings.pairs("folders"):
        parts = [part for part in written.split("/") if part not in ("", ".")]
        if not parts or ".." in parts:
            reason = f"“{written}” is not a folder of the archive, such as politics/europe"
            raise settings.error("folders", reason)
        if not value:
            raise settings.error("folders", f"“{written}” has no value")
        folders["/".join(parts)] = value
    return tuple(folders.items())


def _check_plurals(section: Section, own: list[str]) -> None:
    """Raise `BadConfig` if two facets would share an address, a keyword or a key in JSON."""
    owners = {name: name for name in DEFAULT_NAMES} | {plural(name): name for name in DEFAULT_NAMES}
    for name in own:
        for taken in (name, plural(name)):
            if taken in owners:
                reason = f"{taken} means the facet {owners[taken]} already: choose another name"
                raise section.error(name, reason)
        owners |= {name: name, plural(name): name}
