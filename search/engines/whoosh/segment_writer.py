"""Writing a segment: articles in, one immutable file of arrays out."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.articles import Article
from search.engines.whoosh import stored
from search.engines.whoosh.arrays import Array, Strings, starts_of, write_arrays
from search.engines.whoosh.inversion import FieldWords, Vocabulary, inverted, inverted_by_stem
from search.engines.whoosh.schema import INDEXED, STEMMED, TEXT, texts_of, values_of
from search.request import FACETS, FacetName

SUFFIX = ".segment"


class SegmentWriter:
    """One segment under construction; memory grows with the words added.

    `add` numbers the documents from 0; `finish` writes the file `name` + `SUFFIX` into `folder`.
    """

    def __init__(self, folder: Path) -> None:
        self.name = f"MAIN_{secrets.token_hex(8)}"
        self._path = folder / f"{self.name}{SUFFIX}"
        self._vocabulary = Vocabulary()
        self._fields = {name: FieldWords() for name in INDEXED}
        self._lengths: dict[str, list[int]] = {name: [] for name in INDEXED}
        self._paragraphs: list[list[int]] = []
        self._ids: list[bytes] = []
        self._days: list[int] = []
        self._facets: dict[FacetName, list[tuple[str, ...]]] = {name: [] for name in FACETS}
        self._stored: list[bytes] = []

    @property
    def words(self) -> int:
        """How many words are held in memory."""
        return sum(len(words) for words in self._fields.values())

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, article: Article) -> int:
        """Add an article; returns its document number in this segment."""
        document = len(self._ids)
        for name, texts in texts_of(article).items():
            numbered = map(self._vocabulary.numbers, texts)
            lengths = self._fields[name].add(document, numbered)
            self._lengths[name].append(sum(lengths))
            if name == TEXT:
                self._paragraphs.append(lengths)
        for facet in FACETS:
            self._facets[facet].append(values_of(article, facet))
        self._ids.append(article.id.encode())
        self._days.append(article.published.toordinal() if article.published else 0)
        self._stored.append(stored.to_bytes(article))
        return document

    def finish(self) -> None:
        arrays = {**self._per_document()}
        words = self._vocabulary.words
        for name, gathered in self._fields.items():
            invert = inverted_by_stem if name in STEMMED else inverted
            arrays.update(invert(name, gathered, words))
        write_arrays(self._path, arrays)

    def _per_document(self) -> dict[str, Array]:
        order = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        counts = [len(each) for each in self._paragraphs]
        flat = [length for each in self._paragraphs for length in each]
        arrays = {
            **Strings.pack("ids", self._ids),
            "id_order": np.array(order, np.int32),
            "days": np.array(self._days, np.int32),
            "paragraph_starts": starts_of(np.array(counts, np.int64)),
            "paragraph_lengths": np.array(flat, np.uint16),
            **Strings.pack("stored", self._stored),
        }
        for name, lengths in self._lengths.items():
            arrays[f"{name}.lengths"] = np.array(lengths, np.uint32)
        for facet, values in self._facets.items():
            arrays.update(_facet_arrays(facet, values))
        return arrays


def _facet_arrays(facet: FacetName, values: Sequence[tuple[str, ...]]) -> dict[str, Array]:
    """The sorted values of a facet, and for each document the ordinals of its values."""
    distinct = sorted({value.encode() for each in values for value in each})
    ordinal = {value: place for place, value in enumerate(distinct)}
    flat = [ordinal[value.encode()] for each in values for value in each]
    return {
        **Strings.pack(f"facet.{facet}.values", distinct),
        f"facet.{facet}.starts": starts_of(np.array([len(each) for each in values], np.int64)),
        f"facet.{facet}.ordinals": np.array(flat, np.int32),
    }
