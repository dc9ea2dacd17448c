"""What an archive says of itself: its title and looks, its facets, what is left out of its articles.

It is read from `backissue.toml` by a reindex (see `search.config.archive_toml`) and stamped into the
index, so that a server needs neither the archive nor that file.
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

    `language` is that of the articles, `interface` that of the pages around them, "" for each reader's
    own. `about` and `footer` are Markdown; `about_file` is the file of `about` if that is in the archive,
    composed (NFC). `logo` is a data URI, `url` the public address of the site without a slash at the end;
    `accent` and `accent_dark` are colours such as #a02020; `css` is a style sheet. Paragraphs that begin
    with one of `dropped_texts`, and elements of pages that match one of `dropped_selectors` (CSS), are no
    part of an article. If `drop_repeated`, paragraphs that stand in many articles, as footers do, are not
    searched. Posts of WordPress are articles, and so are those of the other `post_types`, such as page.
    Each of `synonyms` is a group of words that mean the same. `duplicates` says whether articles with the
    same text are grouped.

    `readers` are the readers of other packages, with their versions ("reuters: reuters-reader 1.0"): a
    reindex fills them in.
    """

    title: str = ""
    tagline: str = ""
    language: str = ""
    interface: str = ""
    url: str = ""
    about: str = ""
    about_file: str = ""
    footer: str = ""
    logo: str = ""
    accent: str = ""
    accent_dark: str = ""
    css: str = ""
    facets: FacetTable = DEFAULT_FACETS
    dropped_selectors: tuple[str, ...] = ()
    dropped_texts: tuple[str, ...] = ()
    drop_repeated: bool = True
    post_types: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    duplicates: bool = True
    readers: tuple[str, ...] = ()

    @property
    def reading_settings(self) -> dict[str, Any]:
        """The settings that change what is read from a file, by dotted name."""
        settings: dict[str, Any] = {
            "drop.selectors": sorted({*self.dropped_selectors}),
            "drop.texts": sorted({*self.dropped_texts}),
            "wordpress.types": sorted({*self.post_types}),
        }
        for reader in self.readers:
            name, _, version = reader.partition(": ")
            settings[f"readers.{name}"] = version
        for facet in self.facets:
            settings[f"facets.{facet.name}"] = True
            settings[f"facets.{facet.name}.fields"] = facet.fields
            settings[f"facets.{facet.name}.aliases"] = sorted(facet.aliases)
            settings[f"facets.{facet.name}.folders"] = facet.folders
        return settings

    @property
    def reading_key(self) -> str:
        """A digest of `reading_settings`."""
        settings = json.dumps(self.reading_settings, sort_keys=True)
        return blake2b(settings.encode(), digest_size=16).hexdigest()

    def reading_changes(self, before: ArchiveConfig) -> tuple[str, ...]:
        """The names of the `reading_settings` that were others `before`; a facet that only one has
        counts as one setting."""
        then, now = before.reading_settings, self.reading_settings
        names = {name for name in {*then, *now} if then.get(name) != now.get(name)}
        return tuple(sorted(name for name in names if name.rpartition(".")[0] not in names))

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
        """The inverse of `stamp`; raises `ValueError` for anything else."""
        try:
            facets = tuple(FacetField(**_tuples(each)) for each in stamp["facets"])
            values = {name: value for name, value in stamp.items() if name != "facets"}
            return cls(**_tuples(values), facets=FacetTable(facets))
        except (AttributeError, LookupError, TypeError) as error:
            raise ValueError("the settings are those of another version of Backissue") from error


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's lists as tuples, at every depth."""
    return {name: _tupled(value) for name, value in values.items()}


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value
