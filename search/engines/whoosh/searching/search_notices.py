"""What a reader is told about a search, besides its hits."""

from __future__ import annotations

from search.engines.common import notices
from search.engines.whoosh.searching import multi_term
from search.engines.whoosh.searching.executor import Limits
from search.engines.whoosh.searching.prepared_query import PreparedQuery
from search.model.notices import Notice
from search.model.request import SearchRequest
from search.query.parser import MAX_WORDS
from search.query.tree import Nothing


def notices_of(
    request: SearchRequest, query: PreparedQuery, limits: Limits, is_whole: bool, is_marked: bool
) -> tuple[Notice, ...]:
    """The notices of a search of which all was searched or not, and all hits were marked or not."""
    found = [notices.no_word(request.text)] if isinstance(query.tree, Nothing) else []
    found += [notices.long_query(MAX_WORDS, query.forms.left_out)] if query.forms.left_out else []
    found += notices.also_read(query.forms.near)
    found += [] if is_whole else [notices.OUT_OF_TIME]
    found += [] if is_marked else [notices.UNMARKED]
    found += [notices.shortened(leaf, multi_term.MOST) for leaf in sorted(limits.shortened)]
    return tuple(found)
