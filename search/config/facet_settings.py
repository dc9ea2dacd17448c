"""The facets of `backissue.toml`: the default table with an archive's changes and its own facets."""

from __future__ import annotations

import re
from dataclasses import replace

from search.config.toml_values import Section
from search.model.facets import DEFAULT_FACETS, FACET_SORTS, FacetField, FacetTable, plural
from search.model.request import PARAMETERS
from search.model.schema import ANY, DATE, ID, TEXT, TITLE

_KEYS = (
    "label", "labels", "hidden", "order", "sort", "collapsed", "fields", "aliases", "folders",
)  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
_WORDS = (
    "article", "explain", "facet", "format", "hit", "index", "lang", "letter", "limit", "match", "not",
    "passage", "published", "publisher", "score", "search", "static", "url",
)  # fmt: skip
_RESERVED = frozenset((*PARAMETERS, TITLE, TEXT, ANY, DATE, ID, *_WORDS))
"""Names that mean something else in addresses, queries or results."""
_STEP = 10
"""The distance of default facets in `order`, which leaves room for others between them."""


def facet_table(section: Section) -> FacetTable:
    """The facets of an archive in their order; raises `BadConfig`."""
    known = {facet.name: facet for facet in DEFAULT_FACETS}
    own = [name for name in section.values if name not in known]
    facets: list[tuple[float, FacetField]] = []
    for number, name in enumerate((*known, *own), 1):
        settings = section.section(name)
        settings.check_keys(_KEYS)
        base = known.get(name) or _own(section, settings, name)
        facets.append((settings.number("order", _STEP * number), _changed(base, settings)))
    _check_plurals(section, [facet for _, facet in facets])
    return FacetTable(tuple(facet for _, facet in sorted(facets, key=lambda each: each[0])))


def _own(section: Section, settings: Section, name: str) -> FacetField:
    """A facet that the default table does not have."""
    if not _NAME.fullmatch(name):
        raise section.error(
            name, "a facet's name is of small letters, digits and _, a letter first"
        )
    if name in _RESERVED:
        raise section.error(name, "the name has another meaning: choose another one")
    if not settings.values.get("fields") and not settings.values.get("folders"):
        raise section.error(name, "say with `fields` or `folders` where its values come from")
    label = name.replace("_", " ").capitalize()
    return FacetField(name, label, plural(label), ())


def _changed(base: FacetField, settings: Section) -> FacetField:
    label = settings.string("label", base.label)
    labels = plural(label) if label != base.label else base.labels
    is_hidden = settings.boolean("hidden", base.is_hidden)
    return replace(
        base,
        label=label,
        labels=settings.string("labels", labels),
        fields=settings.strings("fields", base.fields),
        aliases=settings.pairs("aliases"),
        folders=settings.pairs("folders"),
        is_hidden=is_hidden,
        is_collapsed=settings.boolean("collapsed", base.is_collapsed),
        sort="name" if settings.choice("sort", FACET_SORTS, base.sort) == "name" else "count",
        least_values=0 if "hidden" in settings.values else base.least_values,
    )


def _check_plurals(section: Section, facets: list[FacetField]) -> None:
    """Raise `BadConfig` if two facets would have pages of the same address."""
    owners: dict[str, str] = {}
    for facet in facets:
        if facet.plural in owners:
            reason = (
                f"its plural {facet.plural} is that of {owners[facet.plural]}: choose another name"
            )
            raise section.error(facet.name, reason)
        owners[facet.plural] = facet.name
