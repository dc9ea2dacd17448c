"""Front matter: fields at the beginning of a text, as static sites have them.

YAML between lines of dashes (Jekyll), TOML between lines of plus signs (Hugo, Zola), a JSON object
(Hugo), or header lines such as "Title: The ferry" (Pelican, MultiMarkdown).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from search.model.facets import AUTHOR, LANGUAGE, SOURCE, FacetTable
from search.reading.draft import Draft
from search.reading.field_aliases import draft_of
from search.reading.field_names import NAMES
from search.reading.front_matter.header_lines import header_fields
from search.reading.front_matter.json_object import json_fields
from search.reading.front_matter.toml_lines import toml_fields
from search.reading.front_matter.yaml_lines import yaml_fields
from search.reading.template_tags import without_tags

Fields = tuple[dict[str, Any], list[str]]
"""The fields of front matter, and warnings about its lines."""

_MERGED = ("key", "paragraphs", "facets", "origins", "warnings", "left_out")
_MAX_LENGTH = 200_000
_NOTE = re.compile(r"\[\[(?:[^\[\]|]{1,300}\|)?([^\[\]|]{1,300})\]\]")
_OPENED = re.compile(
    r"\ufeff?\s*^(---(?:ya?ml)?|---toml|\+\+\+)[ \t\r]*\n", re.MULTILINE | re.IGNORECASE
)
_CLOSED = {
    "-": re.compile(r"^(?:---|\.\.\.)[ \t\r]*(?:\n|\Z)", re.MULTILINE),
    "+": re.compile(r"^\+\+\+[ \t\r]*(?:\n|\Z)", re.MULTILINE),
}


def split_front_matter(text: str, facets: FacetTable) -> tuple[Draft | None, str]:
    """The draft of the front matter (None without any), and the text after it.

    A line of it that cannot be read is left out with a warning. Raises `PassedOver` if it says that the
    text is a draft.
    """
    found = _fenced(text) or json_fields(text, _MAX_LENGTH)
    if not found:
        return None, text
    fields, warnings, rest = found
    return replace(_draft(fields, warnings, facets), has_front_matter=True), rest


def split_header_lines(text: str, facets: FacetTable) -> tuple[Draft | None, str]:
    """As `split_front_matter`, for header lines without a fence."""
    usual = {name for names in NAMES.values() for name in names}
    lists = {
        name
        for facet in facets
        if facet.name not in (AUTHOR, SOURCE, LANGUAGE)
        for name in facet.fields
    }
    others = {name for facet in facets for name in facet.fields}
    found = header_fields(text[:_MAX_LENGTH], usual | others, lists)
    if not found:
        return None, text
    fields, end = found
    return _draft(fields, [], facets), text[end:]


def with_front_matter(draft: Draft, front: Draft | None) -> Draft:
    """The draft of a text with the fields of its front matter, which have priority."""
    if front is None:
        return draft
    given = {
        name: value
        for name in Draft.__dataclass_fields__
        if (value := getattr(front, name)) and name not in _MERGED
    }
    facets = {name: values for name, values in front.facets.items() if values}
    return replace(
        draft,
        **given,
        facets={**draft.facets, **facets},
        origins={**draft.origins, **front.origins},
        warnings=(*front.warnings, *draft.warnings),
    )


def _fenced(text: str) -> tuple[dict[str, Any], list[str], str] | None:
    """The fields between two fences, warnings, and the text after them."""
    opened = _OPENED.match(text)
    if not opened:
        return None
    fence = opened[1].lower()
    closed = _CLOSED[fence[0]].search(text, opened.end(), opened.end() + _MAX_LENGTH)
    if not closed:
        return None
    read: Callable[[str], Fields | None] = yaml_fields
    if fence in ("+++", "---toml"):
        read = toml_fields
    found = read(text[opened.end() : closed.start()])
    return (*found, text[closed.end() :]) if found else None


def _draft(fields: Mapping[str, Any], warnings: list[str], facets: FacetTable) -> Draft:
    written = {str(key): _plain(value) for key, value in fields.items()}
    record = {**{key.lower(): written[key] for key in written}, **written}
    if "layout" in record:
        record = {key: _words(key, record[key]) for key in record}
    draft = draft_of(record, facets, "front matter")
    noted = (f"front matter: {warning}" for warning in warnings)
    return replace(draft, warnings=(*noted, *draft.warnings))


def _words(key: str, value: Any) -> Any:
    """The words of the string in which Jekyll, whose posts have a layout, parts categories by spaces."""
    is_list = key in ("categories", "tags") and isinstance(value, str) and value.islower()
    return value.split() if is_list and "," not in value else value


def _plain(value: Any) -> Any:
    """A value without the tags of templates and the marks of links between notes."""
    if isinstance(value, str):
        value = _NOTE.sub(r"\1", value) if "[[" in value else value
        return without_tags(value) if "{" in value else value
    if isinstance(value, list):
        is_note = len(value) == 1 and isinstance(value[0], list)
        return [_plain(each) for each in (value[0] if is_note else value)]
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, dict) else value
