"""Nodes of a query tree that have no form over arrays: Whoosh's own matchers run them, slowly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index, query, scoring

from search.engines.whoosh.codec import INDEX_NAME
from search.engines.whoosh.searching.doc_sets import NOTHING, DocSet
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.model.schema import K1, B

BM25F = scoring.BM25F(B=B, K1=K1)


def matched(folder: Path, group: SegmentGroup, tree: query.Query) -> DocSet:
    """The documents of a slab of the generation in `folder` that `tree` matches, with scores."""
    with index.open_dir(str(folder), INDEX_NAME).searcher(weighting=BM25F) as searcher:
        leaves = searcher.leaf_searchers()[group.first : group.first + len(group.segments)]
        found = [
            (first + document, score)
            for (leaf, _), first in zip(leaves, group.first_documents, strict=True)
            for document, score in _walked(tree.matcher(leaf))
        ]
    if not found:
        return NOTHING
    items, scores = zip(*found, strict=True)
    return DocSet(np.array(items, np.int64), np.array(scores, np.float32))


def _walked(matcher: Any) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), matcher.score()
        matcher.next()
