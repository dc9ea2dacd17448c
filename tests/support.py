"""What many tests need: articles made up on the spot, and indexes of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from search.engines.whoosh import generations
from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.segments.segment_writer import SegmentWriter
from search.model.articles import Article, Paragraph


def article(id: str, *paragraphs: str, title: str = "", **fields: object) -> Article:
    """An article whose paragraphs have the anchors p0, p1, …"""
    body = tuple(Paragraph(f"p{place}", text) for place, text in enumerate(paragraphs))
    return Article(id, title, paragraphs=body, **fields)  # type: ignore[arg-type]


def publish(
    index: Path, *segments: Sequence[Article], deleted: frozenset[str] = frozenset()
) -> None:
    """Publish a generation with these articles, one segment a list, some of them deleted again."""
    index.mkdir(parents=True, exist_ok=True)
    building = generations.start(index)
    table = []
    for articles in segments:
        writer = SegmentWriter(building)
        gone = []
        for each in articles:
            place = writer.add(each)
            if each.id in deleted:
                gone.append(place)
        writer.finish()
        table.append(ColumnarSegment(writer.name, len(writer), frozenset(gone)))
    generations.write_table(building, table)
    live = [each for articles in segments for each in articles if each.id not in deleted]
    info = generations.Info(
        number=generations.next_number(index),
        articles=len(live),
        paragraphs=sum(len(each.passages) for each in live),
        reading=0,
        published_at="",
    )
    generations.publish(index, building, info, {})
