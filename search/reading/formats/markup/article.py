"""A text in a markup language, made HTML of, as an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.field_aliases import draft_of
from search.reading.plain_values import plain_value


def article_of(
    fields: Mapping[str, Any], title: str, html: str, odd: str, config: ArchiveConfig, where: str
) -> Draft:
    """The draft of a text with a title and the fields before it, which `where` names. `odd` is a warning,
    or ""."""
    record = {
        **{name.strip().lower(): value for name, value in fields.items()},
        "content_html": html,
    }
    record.setdefault("title", plain_value(title))
    draft = draft_of(record, config.facets, where, config.dropped_selectors)
    origins = {name: origin for name, origin in draft.origins.items() if name != "paragraphs"}
    if not fields.get("title") and draft.title:
        origins["title"] = "heading"
    warnings = (*draft.warnings, *filter(None, [odd]))
    return replace(draft, origins=origins, warnings=warnings)
