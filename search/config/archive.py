"""What an archive says of itself: its title and looks, its facets, what is left out of its articles.

It is read from `backissue.toml` by a reindex (see `search.config.archive_toml`) and stamped into the
index, so that whoever serves the index needs neither the archive nor that file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from typing import Any

from search.model.facets import DEFAULT_FACETS, FacetField, FacetName, FacetTable


@dataclass(frozen=True, slots=True)
class ArchiveConfig:
    """The settings of an archive; what it does not say is empty.

    `about` is Markdown, `logo` a data URI, `url` the public address of the site without a slash at the
    end, `accent` and `accent_dark` are colours such as #a02020. Paragraphs that begin with one of
    `dropped_texts`, and elements of pages that match one of `dropped_selectors` (CSS), are no part of
    an article. Each of `synonyms` is a group of words that mean the same.
    """

    title: str = ""
    tagline: str = ""
    language: str = ""
    url: str = ""
    about: str = ""
    footer: str = ""
    logo: str = ""
    accent: str = ""
    accent_dark: str = ""
    facets: FacetTable = DEFAULT_FACETS
    dropped_selectors: tuple[str, ...] = ()
    dropped_texts: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()

    @property
    def reading_key(self) -> str:
        """A digest of all settings that change what is read from a file."""
        facets = sorted((f.name, f.fields, f.aliases, f.folders) for f in self.facets)
        settings = [facets, self.dropped_selectors, self.dropped_texts]
        return blake2b(json.dumps(settings).encode(), digest_size=16).hexdigest()

    def offered(self, sparse: Iterable[FacetName]) -> ArchiveConfig:
        """The same with the facets that a site offers: neither hidden ones nor `sparse` ones, which
        have too few values."""
        return replace(self, facets=self.facets.without(sparse))

    def stamp(self) -> dict[str, Any]:
        """All settings as JSON values, for `from_stamp`."""
        values: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return {**values, "facets": values["facets"]["fields"]}

    @classmethod
    def from_stamp(cls, stamp: Mapping[str, Any]) -> ArchiveConfig:
        """The inverse of `stamp`; raises `TypeError` or `KeyError` for anything else."""
        facets = (FacetField(**_tuples(each)) for each in stamp["facets"])
        values = {name: value for name, value in stamp.items() if name != "facets"}
        return cls(**_tuples(values), facets=FacetTable(tuple(facets)))


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's lists as tuples, at every depth."""
    return {name: _tupled(value) for name, value in values.items()}


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value
