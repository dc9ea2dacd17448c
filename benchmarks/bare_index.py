"""Indexing as it would be if there were neither keys of paragraphs nor signatures: what these cost is
measured beside it."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import numpy as np

from search.engines.whoosh.segments import doc_store
from search.engines.whoosh.segments.field_values import FieldValues
from search.engines.whoosh.segments.segment_writer import SegmentWriter
from search.engines.whoosh.writing import duplicate_groups, generation_writer, target
from search.engines.whoosh.writing.segment_sink import SegmentSink
from search.indexing.sink import DocAddress
from search.model.articles import Article
from search.text.signatures import SIZE


class _BareWriter(SegmentWriter):
    def _marked(self, articles: Sequence[Article], texts: FieldValues) -> FieldValues:
        passages = int(texts.counts.sum())
        self._keys.frombytes(bytes(8 * passages))
        self._are_repeated += bytes(passages)
        self._signatures.append(np.zeros((len(articles), SIZE), np.uint8))
        for article in articles:
            self._add_body(doc_store.body_of(article))
        return texts


class _BareSink(SegmentSink):
    def write(self, article: Article) -> DocAddress:
        if self._open is None:
            self._open = _BareWriter(self.folder, self.facets)
        return super().write(article)


def install() -> None:
    """From now on this process, and those that it starts, index that way."""
    patch.object(target, "SegmentSink", _BareSink).start()
    patch.object(generation_writer, "find", lambda *_: []).start()
    patch.object(duplicate_groups, "write", lambda *_: None).start()
    patch.object(generation_writer, "clean", lambda segments, *_: list(segments)).start()
