"""YAML front matter: fields between two lines of dashes at the beginning of a Markdown file."""

from __future__ import annotations

import re

import yaml

from search.model.facets import FacetTable
from search.reading.draft import Draft
from search.reading.field_aliases import draft_of

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_MAX_LENGTH = 50_000


def split_front_matter(text: str, facets: FacetTable) -> tuple[Draft | None, str]:
    """The draft of the front matter (None without any), and the text after it.

    Front matter that is not YAML gives an empty draft with a warning.
    """
    found = _FRONT.match(text)
    if not found or len(found[1]) > _MAX_LENGTH:
        return None, text
    rest = text[found.end() :]
    try:
        record = yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return Draft(warnings=("the front matter is not YAML: its fields were left out",)), rest
    if not isinstance(record, dict):
        return None, text
    written = {str(key): value for key, value in record.items()}
    return draft_of({**{key.lower(): written[key] for key in written}, **written}, facets), rest
