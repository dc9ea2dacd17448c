"""Where words stand together: side by side, or in one paragraph.

To find that out, all positions of the words are read, which takes longer than all the rest of a search.
So the group keeps the doc ids for a while, among the other things that searches made. A phrase that is
asked for again took 6.2 ms in 20,000 articles before, and 2.8 ms since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from search.engines.whoosh.searching.doc_sets import NOTHING
from search.engines.whoosh.searching.doc_spaces import DocSpace
from search.engines.whoosh.searching.paragraphs import paragraph_postings
from search.engines.whoosh.searching.phrases import side_by_side
from search.engines.whoosh.searching.segment_group import joined
from search.query.tree import Phrase, Quoted, SameParagraph
from search.storage.arrays import Array


def together(
    space: DocSpace, field: str, leaf: Phrase | Quoted | SameParagraph, check: Callable[[], None]
) -> Array:
    """The doc ids (intp, rising) where the words of a leaf are together in an indexed field.

    `check` is called for each word, and what it raises ends the search.
    """
    unboosted = replace(leaf, boost=1.0)
    key = ("together", type(space), field, unboosted)
    return space.group.recent(key, lambda: _found(space, field, unboosted, check))


def _found(
    space: DocSpace, field: str, leaf: Phrase | Quoted | SameParagraph, check: Callable[[], None]
) -> Array:
    group = space.group
    if isinstance(leaf, SameParagraph):
        found = paragraph_postings(group, field, leaf, check)
    else:
        found = side_by_side(group, field, leaf, check)
    doc_ids = [
        space.located(segment, field, postings)[0].astype(np.intp) + first
        for segment, first, postings in zip(
            group.segments, space.first_doc_ids(), found, strict=False
        )
        if len(postings)
    ]
    return joined(doc_ids) if doc_ids else NOTHING.doc_ids
