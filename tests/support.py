"""What many tests need: articles made up on the spot, and indexes of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from search.config.archive import ArchiveConfig
from search.engines.whoosh.codec import ColumnarSegment
from search.engines.whoosh.generation import DUPLICATES, MANIFEST, Info, write_table
from search.engines.whoosh.segments.segment_writer import SegmentWriter
from search.engines.whoosh.writing import duplicate_groups, publication
from search.engines.whoosh.writing.closed_segments import ClosedSegments
from search.indexing.manifest import empty, save
from search.model.articles import Article, Paragraph, Source
from search.model.facets import DEFAULT_FACETS, LANGUAGE, SOURCE

NOBODY = 65534
NO_SOURCE = Source()
DEFAULT_CONFIG = ArchiveConfig()
FACETS = DEFAULT_FACETS.without([LANGUAGE]).names
"""The facets that an archive in one language offers."""


def article(id: str, *paragraphs: str, title: str = "", **fields: Any) -> Article:
    """An article whose paragraphs have the anchors p0, p1, …; see `whole_article`."""
    body = tuple(Paragraph(f"p{number}", text) for number, text in enumerate(paragraphs))
    return whole_article(id, title, paragraphs=body, **fields)


def whole_article(id: str, title: str, source: Source = NO_SOURCE, **fields: Any) -> Article:
    """An article with the values of default facets by plural (`regions=("Asia",)`), as it is read; those
    of other facets are in `facets`, by name."""
    keys = [facet for facet in DEFAULT_FACETS if facet.plural in fields]
    facets = {facet.name: tuple(fields.pop(facet.plural)) for facet in keys}
    facets |= fields.pop("facets", {})
    facets |= {SOURCE: (source.name,)} if source.name else {}
    held = {name: values for name, values in facets.items() if values}
    return Article(id, title, source=source, facets=held, **fields)


def publish(
    index: Path,
    *segments: Sequence[Article],
    deleted: frozenset[str] = frozenset(),
    config: ArchiveConfig = DEFAULT_CONFIG,
    are_grouped: bool = False,
) -> None:
    """Publish a generation with one segment per list of articles, some of them deleted again; duplicates
    are not grouped, as most tests count articles, unless `are_grouped`."""
    index.mkdir(parents=True, exist_ok=True)
    building = publication.start(index)
    table = []
    for articles in segments:
        writer = SegmentWriter(building, config.facets.names)
        gone = []
        for each in articles:
            place = writer.add(each)
            if each.id in deleted:
                gone.append(place)
        writer.finish()
        table.append(ColumnarSegment(writer.name, len(writer), frozenset(gone)))
    write_table(building, table, config.facets.names)
    save(empty(), building / MANIFEST)
    if are_grouped:
        closed = ClosedSegments(table, lambda each: each.open(building))
        duplicate_groups.write(closed, building / DUPLICATES)
    live = [each for articles in segments for each in articles if each.id not in deleted]
    info = Info(
        number=publication.next_number(index),
        articles=len(live),
        paragraphs=sum(len(each.passages) for each in live),
        reading=0,
        published_at="",
        config=config.stamp(),
        sparse=[LANGUAGE],
    )
    publication.publish(index, building, info, {})


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """Nobody may read the folder, nor do we, also where we are root, who may read everything."""
    is_root = os.getuid() == 0
    folder.chmod(0)
    try:
        if is_root:
            os.seteuid(NOBODY)
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)
