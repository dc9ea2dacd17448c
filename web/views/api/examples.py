"""Examples from the archive itself, so that every example finds something."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from search.model.facets import FacetName
from search.model.request import SearchRequest
from search.model.results import Results

_LETTERS = re.compile(r"[^\W\d_]+")
REQUEST = SearchRequest(sort="newest", size=1, facet_size=1, passages=0)
"""Its results are where examples come from."""
WORD = "the"
"""A word that most archives have, where nothing better is known."""


@dataclass(frozen=True, slots=True)
class Examples:
    """The id of an article, a word of its title, and a value of each facet; "" and none in an archive
    without articles."""

    article: str = ""
    word: str = WORD
    values: Mapping[FacetName, str] = field(default_factory=dict)


def examples_of(results: Results) -> Examples:
    """`results` answer REQUEST."""
    values = {each.name: each.values[0].value for each in results.facets if each.values}
    if not results.hits:
        return Examples(values=values)
    hit = results.hits[0]
    words = _LETTERS.findall(hit.title)
    return Examples(hit.id, max(words, key=len, default=WORD).lower(), values)
