"""What the settings of an archive did to an article: for those who ask where its values come from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from search.config.archive import ArchiveConfig
from search.model.facets import FacetField, FacetName
from search.reading.clean_text import clean
from search.reading.draft import Draft
from search.reading.dropped_texts import dropped_beginnings, named_dropped

Values = Mapping[FacetName, Sequence[str]]


def folder_values(facet: FacetField, path: str) -> dict[str, str]:
    """The values that the folders of a facet give to the file at `path`, by folder."""
    if not facet.folders:
        return {}
    composed = unicodedata.normalize("NFC", path)
    return {folder: value for folder, value in facet.folders if composed.startswith(f"{folder}/")}


def origins_by_settings(
    draft: Draft, given: Values, path: str, config: ArchiveConfig
) -> dict[FacetName, str]:
    """The origins of the values of each facet, as `Draft.origins`, where aliases or folders changed
    them: "front matter: tags; alias of white_house; folder politics/europe". `given` has the values of
    the file."""
    origins = {}
    for facet in config.facets:
        if facet.aliases or facet.folders:
            causes = list(_causes(facet, given.get(facet.name, ()), path))
            own = draft.origins.get(facet.name, "")
            origins[facet.name] = "; ".join(filter(None, (own, *causes)))
    return {name: origin for name, origin in origins.items() if origin}


def left_out_by_settings(draft: Draft, given: Values, config: ArchiveConfig) -> tuple[str, ...]:
    """What the settings leave out of a draft, as `Draft.left_out`: "theme “Uncategorized” (alias)"."""
    beginnings = dropped_beginnings(config)
    values = (
        f"{facet.name} “{value}” (alias)"
        for facet in config.facets
        if facet.aliases
        for value in _unaliased(facet, given.get(facet.name, ()))
    )
    texts = (draft.summary, *(each.text for each in draft.paragraphs)) if beginnings else ()
    return (*values, *named_dropped(texts, beginnings))


def _causes(facet: FacetField, given: Sequence[str], path: str) -> Iterator[str]:
    aliases = dict(facet.aliases)
    folders = folder_values(facet, path)
    for value in dict.fromkeys((*map(clean, given), *folders.values())):
        if aliases.get(value):
            yield f"alias of {value}"
    for folder, value in folders.items():
        if aliases.get(value, value):
            yield f"folder {folder}"


def _unaliased(facet: FacetField, given: Sequence[str]) -> list[str]:
    """The values that an alias leaves out."""
    aliases = dict(facet.aliases)
    return [value for value in map(clean, given) if value and aliases.get(value) == ""]
