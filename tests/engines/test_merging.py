"""Segments that were merged answer as those that they were made of."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from search import SearchRequest, open_engine
from search.engines.whoosh import generations
from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.generation import write_table
from search.engines.whoosh.segments import merged_postings
from search.engines.whoosh.segments.merging import merge
from search.engines.whoosh.segments.segment import SUFFIX, Segment
from search.engines.whoosh.segments.segment_writer import SegmentWriter
from search.engines.whoosh.writing import publication
from search.model.articles import Article
from search.model.facets import DEFAULT_NAMES
from tests.engines import oracle, strategies
from tests.support import publish


def _merge(index: Path) -> None:
    """Publish the current generation again, its segments in one, with an article read before them."""
    generation = generations.current(index)
    building = publication.start(index)
    writer = SegmentWriter(building, DEFAULT_NAMES)
    writer.add(Article("first", "river o’brien", paragraphs=()))
    writer.finish()
    own = Segment(building, writer.name)
    name, size = merge(building, [own, *generation.open()], DEFAULT_NAMES)
    (building / f"{writer.name}{SUFFIX}").unlink()
    listed = ColumnarSegment(name, size)
    write_table(building, [listed.without(frozenset({0}))], DEFAULT_NAMES)
    info = replace(generation.info, number=publication.next_number(index))
    publication.publish(index, building, info, {})


@settings(max_examples=40)
@given(
    strategies.archives(), strategies.queries, strategies.requests(), st.sampled_from([3, 1 << 20])
)
def test_merging_changes_no_answer(
    articles: list[Article], query: oracle.Query, request: SearchRequest, occurrences: int
) -> None:
    request = replace(request, text=str(query))
    gone = [replace(each, id=f"old-{each.id}") for each in articles]
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        segments = [[*articles[::2], *gone], articles[1::2]]
        publish(index, *segments, deleted=frozenset(each.id for each in gone))
        with open_engine(index) as engine:
            before = engine.search(request)
            with patch.object(merged_postings, "RANGE", occurrences):
                _merge(index)
            after = engine.search(request)
            assert replace(after, took_ms=before.took_ms) == before
            for each in articles:
                marked = engine.article(each.id)
                assert marked is not None
                assert marked.article == each
