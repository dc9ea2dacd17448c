"""An index of another form has another version: whoever changes what is stored cannot forget it."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from pickletools import genops

import numpy as np

from search.engines.common.duplicates import COMPARED, LEAST
from search.engines.common.fingerprint import fingerprint
from search.engines.common.signature_bands import ROWS
from search.engines.opensearch import mapping, state
from search.engines.opensearch.documents import Writer
from search.engines.whoosh.codec import ColumnarSegment, schema
from search.engines.whoosh.generation import DUPLICATES, FINGERPRINT, MANIFEST, Info
from search.engines.whoosh.segments import doc_store, layout
from search.engines.whoosh.segments.segment import SUFFIX
from search.engines.whoosh.segments.segment_writer import SegmentWriter
from search.engines.whoosh.writing import duplicate_groups
from search.engines.whoosh.writing.closed_segments import ClosedSegments
from search.indexing import manifest
from search.model.articles import Caption, Form, Paragraph, Source, Span
from search.model.facets import DEFAULT_NAMES
from search.storage.array_file import ArrayFile
from search.storage.compression import decompressed
from search.text import analyzer
from search.text.compounds import indexed_words
from search.text.stemming import LANGUAGES, stems, tagged
from tests.support import whole_article

SAMPLE = whole_article(
    id="2019/floods",
    title="The Rivers’ floods",
    authors=("Ann Bo", "Łucja Dahl"),
    publisher="The Polder",
    published=date(2019, 5, 1),
    source=Source("Harbour News", date(2019, 4, 30), "https://example.org/1"),
    regions=("Britain",),
    themes=("Water", "Work"),
    reports=("Living on a flood plain",),
    languages=("en",),
    summary="Three floods in one night.",
    paragraphs=(
        Paragraph("p1", "The river rose.", "heading"),
        Paragraph(
            "p2",
            "Rising rivers rose again, and nobody slept.",
            "item",
            Form((Span(0, 6, "link", "https://example.org/3"), Span(7, 13, "strong")), 1, 2, True),
        ),
    ),
    captions=(Caption("c1", "The bridge at noon.", 1),),
    language="en",
    address="https://example.org/2",
    rights="CC BY",
)
"""An article with something in every field, so that its stored form shows how each is stored."""

ANALYSED = "Rising rivers’ é e\u0301 Straße O’Brien’s e-mail U.S. l’été 1,000 C++ C# .NET #tag"
ANALYSED += (
    " @name 🎉 Мосты й ё πόλεμος نَتائِج الانتخابات שָׁלוֹם हिन्दी किताबें 北京市 が ｶﾞ 서울의 กำลัง ٣"
)
ANALYSED += " ❤️ women kinderen eleições kopruler prezydentow کتاب‌های ශ්‍රී"
ANALYSED += " 7% § 12 867-5309 kadulla leivät hidak byerne Praze noies ילדים leabhair"
ANALYSED += " colour organised bought Ph.D. הספינה рынок βιβλία rios zeeën baat skolan"
"""A text with words of all kinds: an index made with other words is of another form."""


def _analysed() -> list[tuple[str, str]]:
    words = indexed_words(ANALYSED)
    return [
        *((word, analyzer.stem(word)) for word in words),
        *((stem, stem) for each in LANGUAGES for stem in stems([tagged(w, each) for w in words])),
    ]


def test_another_form_of_the_embedded_index_has_another_format(tmp_path: Path) -> None:
    file = tmp_path / MANIFEST
    manifest.save(manifest.empty(), file)
    found = fingerprint(
        layout.dtypes(DEFAULT_NAMES),
        [doc_store.head_of(SAMPLE).decode(), decompressed(doc_store.body_of(SAMPLE)).hex()],
        _dtypes(file),
        _duplicates(tmp_path),
        [each.name for each in fields(Info)],
        _analysed(),
        sorted(_table_names() & _table_names()),  # without the random id of a segment
    )
    assert found == FINGERPRINT, (
        "What an index folder holds has changed: raise FORMAT in search/engines/whoosh/generations.py"
        f' and record the new fingerprint there: FINGERPRINT = "{found}".'
    )


def test_another_form_of_the_index_in_a_cluster_has_another_version() -> None:
    body = mapping.index_body(shards=1, replicas=0, facets=DEFAULT_NAMES)
    del body["mappings"]["_meta"]
    documents = Writer(DEFAULT_NAMES).documents([SAMPLE], [{"path": "", "line": 0}])
    found = fingerprint(
        body,
        list(documents),
        [each.name for each in fields(state.Published)],
        [each.name for each in fields(state.State)],
        _analysed(),
    )
    assert found == mapping.FINGERPRINT, (
        "What an index in a cluster holds has changed: raise VERSION in"
        " search/engines/opensearch/mapping.py and record the new fingerprint there:"
        f' FINGERPRINT = "{found}".'
    )


def test_a_segment_has_the_arrays_of_the_layout(tmp_path: Path) -> None:
    plain = whole_article("plain", "", paragraphs=(Paragraph("p1", "river " * 300),))
    writer = SegmentWriter(tmp_path, DEFAULT_NAMES)
    for article in (SAMPLE, plain, replace(SAMPLE, id="again")):
        writer.add(article)
    writer.finish()
    found = _dtypes(tmp_path / f"{writer.name}{SUFFIX}")
    allowed = layout.dtypes(DEFAULT_NAMES)
    assert found.keys() == allowed.keys()
    assert {name: dtype for name, dtype in found.items() if dtype not in allowed[name]} == {}


def _duplicates(folder: Path) -> list[object]:
    """The signature of a text, which must be that of all others, the file of their groups, and what these
    follow from: groups that no change touches are taken over from the generation before."""
    writer = SegmentWriter(folder, DEFAULT_NAMES)
    long = replace(SAMPLE, paragraphs=(Paragraph("p1", f"{ANALYSED} " * 3),))
    for article in (long, replace(long, id="again"), replace(SAMPLE, id="short")):
        writer.add(article)
    writer.finish()
    listed = ColumnarSegment(writer.name, len(writer))
    closed = ClosedSegments([listed], lambda each: each.open(folder))
    duplicate_groups.write(closed, folder / DUPLICATES)
    signatures = [each.tobytes().hex() for each in listed.open(folder).signatures()]
    return [*signatures, _dtypes(folder / DUPLICATES), LEAST, COMPARED, ROWS]


def _dtypes(file: Path) -> dict[str, str]:
    arrays = ArrayFile(file)
    return {name: np.dtype(arrays[name].dtype).name for name in arrays}


def _table_names() -> set[str]:
    """The modules, classes, attributes and fields that a pickled table of contents names."""
    table = pickle.dumps((schema(DEFAULT_NAMES), [ColumnarSegment("MAIN_0", 1)]))
    return {argument for _, argument, _ in genops(table) if isinstance(argument, str)}
