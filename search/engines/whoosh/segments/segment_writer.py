"""Writing a segment: articles in, one immutable file of arrays out."""

from __future__ import annotations

import secrets
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from search.engines.whoosh.segments import doc_store
from search.engines.whoosh.segments.field_values import FieldValues
from search.engines.whoosh.segments.inverter import FieldInverter
from search.engines.whoosh.segments.segment import SUFFIX
from search.engines.whoosh.segments.term_dictionary import TermDictionaryWriter
from search.indexing.markers import Marker, marked
from search.model.articles import Article
from search.model.dates import AnyDate, PartialDate
from search.model.facets import FacetName
from search.model.schema import STEMMED, TEXT, indexed_fields, texts_of
from search.storage.array_file import ArrayWriter
from search.storage.arrays import Array, narrowed, starts_of
from search.storage.byte_strings import Strings, pack_bytes
from search.text.bulk_compounds import Numbered
from search.text.languages import language_of
from search.text.paragraph_keys import keyed_passages
from search.text.signatures import SIZE, signatures

MOST_DOCUMENTS = 1 << 16
"""The number of a document in its segment has 16 bits."""
_BATCH = 1 << 18
"""Characters of text that are analysed and inverted at once: see `inverter` for the reason."""
_USUAL_VOCABULARY, _USUAL_NEW = 50_000, 20_000
"""Distinct words of a segment, and those among them that the segment before did not have."""
_RARE = 45
"""Words that take as much memory as a distinct word with its stem (measured: 16 and 720 bytes). Texts in
a language have few of these; scans with errors and damaged files have a new one in each line."""


class SegmentWriter:
    """One segment under construction, of at most MOST_DOCUMENTS; memory grows with the words added.

    `add` numbers the documents from 0; their bodies go to the file `name` + `SUFFIX` in `folder` from
    time to time, `finish` writes the rest. `marker` says which paragraphs are repeated; without it
    articles keep their marks. `dictionary` may know words of segments before; if it is large at the end,
    it is closed, and no other segment may use it.
    """

    def __init__(
        self,
        folder: Path,
        facets: Sequence[FacetName],
        marker: Marker | None = None,
        dictionary: TermDictionaryWriter | None = None,
    ) -> None:
        self.name = f"MAIN_{secrets.token_hex(8)}"
        self._dictionary = TermDictionaryWriter() if dictionary is None else dictionary
        self._usual = max(_USUAL_VOCABULARY, len(self._dictionary) + _USUAL_NEW)
        self._marker = marker
        self._fields = {name: FieldInverter() for name in indexed_fields(facets)}
        self._pending: list[Article] = []
        self._pending_size = 0
        self._ids: list[bytes] = []
        self._days: list[int] = []
        self._days_after: list[int] = []
        self._facets: dict[FacetName, list[tuple[str, ...]]] = {name: [] for name in facets}
        self._languages: list[str] = []
        self._keys = array("Q")
        self._are_repeated = bytearray()
        self._signatures: list[Array] = []
        self._heads: list[bytes] = []
        self._body_sizes: list[int] = []
        self._file = ArrayWriter(folder / f"{self.name}{SUFFIX}")
        self._file.begin("bodies")

    @property
    def words(self) -> int:
        """The number of words in memory, without those of the last few articles. Distinct words beyond
        a usual vocabulary count for as many as take their memory."""
        rare = max(0, len(self._dictionary) - self._usual)
        return sum(field.size for field in self._fields.values()) + _RARE * rare

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, article: Article) -> int:
        """Add an article; returns its document in this segment."""
        for facet, of_documents in self._facets.items():
            of_documents.append(article.values(facet))
        self._ids.append(article.id.encode())
        self._add_date(article.published)
        self._languages.append(language_of(article))
        self._heads.append(doc_store.head_of(article))
        self._pending.append(article)
        self._pending_size += sum(len(each.text) for each in article.paragraphs) + 1
        if self._pending_size >= _BATCH:
            self._invert_pending()
        return len(self._ids) - 1

    def finish(self) -> None:
        self._invert_pending()
        if self._dictionary.is_large:
            self._dictionary.close()
        self._file.end()
        for name, values in self._arrays():
            self._file.write(name, values)
        self._file.close()

    def _arrays(self) -> Iterator[tuple[str, Array]]:
        yield from self._per_document().items()
        for name, field in self._fields.items():
            yield from field.per_document(name).items()
            terms = (self._dictionary.stems if name in STEMMED else self._dictionary.words)(
                field.counts
            )
            yield from field.postings(name, terms)
            if name in STEMMED:
                yield from self._dictionary.word_arrays(name, field.counts, terms).items()

    def _add_date(self, published: AnyDate | None) -> None:
        if isinstance(published, PartialDate):
            first, last = published.span
            self._days.append(first.toordinal())
            self._days_after.append((last - first).days)
        else:
            self._days.append(published.toordinal() if published else 0)
            self._days_after.append(0)

    def _add_body(self, body: bytes) -> None:
        self._file.extend("bodies", body)
        self._body_sizes.append(len(body))

    def _invert_pending(self) -> None:
        """Invert the articles that are pending, the texts of all fields at once."""
        articles, self._pending, self._pending_size = self._pending, [], 0
        if not articles:
            return
        texts = [texts_of(article, self._facets) for article in articles]
        by_field = [[each[name] for each in texts] for name in self._fields]
        numbered = self._dictionary.number(
            [text for field in by_field for values in field for text in values]
        )
        first_word = first_value = 0
        for name, field in zip(self._fields, by_field, strict=True):
            counts = np.fromiter(map(len, field), np.int64, len(field))
            lengths = numbered.counts[first_value : first_value + int(counts.sum())]
            word_ids = numbered.numbers[first_word : first_word + int(lengths.sum())]
            values = FieldValues(word_ids, lengths, counts)
            if name == TEXT:
                values = self._marked(articles, values)
            if name in STEMMED:
                values = self._in_languages(values, len(self._ids) - len(articles))
            self._invert(name, values, len(self._ids) - len(articles))
            first_word, first_value = first_word + len(word_ids), first_value + len(lengths)

    def _marked(self, articles: Sequence[Article], texts: FieldValues) -> FieldValues:
        """Mark the repeated passages of articles with these texts, keep keys, signatures and bodies, and
        return the words of the other passages."""
        words = self._dictionary.hashed(Numbered(texts.words, texts.lengths))
        keys = self._dictionary.keys(words, keyed_passages(articles))
        if self._marker is not None:
            articles = marked(articles, keys.tolist(), self._marker)
        are_repeated = np.array(
            [each.is_repeated for article in articles for each in article.passages], bool
        )
        if are_repeated.any():
            words, texts = words.kept(~are_repeated), texts.kept(~are_repeated)
        self._keys.frombytes(keys.tobytes())
        self._are_repeated += are_repeated.tobytes()
        self._signatures.append(signatures(words, texts.counts, articles))
        for article in articles:
            self._add_body(doc_store.body_of(article))
        return texts

    def _in_languages(self, values: FieldValues, first: int) -> FieldValues:
        """The words of documents, from number `first` on, as words of their languages."""
        languages = self._languages[first : first + len(values.counts)]
        if not any(languages):
            return values
        words = values.words.copy()
        bounds = starts_of(values.lengths)[starts_of(values.counts)].tolist()
        for language, (start, end) in zip(languages, pairwise(bounds), strict=True):
            if language:
                words[start:end] = self._dictionary.in_language(words[start:end], language)
        return values._replace(words=words)

    def _invert(self, name: str, values: FieldValues, first: int) -> None:
        term_ids, variants = values.words, np.zeros(0, np.uint8)
        if name in STEMMED:
            term_ids = self._dictionary.stem_of[values.words]
            variants = self._dictionary.variant_of[values.words]
        self._fields[name].add(values, term_ids, variants, first)

    def _per_document(self) -> dict[str, Array]:
        order = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        arrays = {
            **Strings.pack("ids", [self._ids[document] for document in order]),
            "id_documents": narrowed(np.array(order, np.int64)),
            "days": np.array(self._days, np.int32),
            "days_after": narrowed(np.array(self._days_after, np.int64)),
            **_language_arrays(self._languages),
            "signatures": np.concatenate(
                self._signatures or [np.zeros((0, SIZE), np.uint8)]
            ).ravel(),
            **pack_bytes("heads", self._heads),
            "bodies.starts": starts_of(np.array(self._body_sizes, np.int64)).astype(np.uint64),
            "passages.keys": np.array(self._keys, np.uint64),
            "passages.are_repeated": np.frombuffer(bytes(self._are_repeated), np.uint8),
        }
        for facet, values in self._facets.items():
            arrays |= _facet_arrays(facet, values)
        return arrays


def _language_arrays(languages: Sequence[str]) -> dict[str, Array]:
    """The distinct languages, sorted, and for each document the ordinal of its own."""
    distinct = sorted(set(languages))
    ordinals = [distinct.index(each) for each in languages]
    return {
        **Strings.pack("languages", [each.encode() for each in distinct]),
        "document_languages": narrowed(np.array(ordinals, np.int64)),
    }


def _facet_arrays(facet: FacetName, values: Sequence[tuple[str, ...]]) -> dict[str, Array]:
    """The sorted values of a facet, and for each document the ordinals of its values."""
    distinct = sorted({value.encode() for each in values for value in each})
    ordinals = {value.decode(): ordinal for ordinal, value in enumerate(distinct)}
    flat = [ordinals[value] for each in values for value in each]
    counts = np.fromiter(map(len, values), np.int64, len(values))
    return {
        **Strings.pack(f"facet.{facet}.values", distinct),
        f"facet.{facet}.starts": starts_of(counts).astype(np.uint32),
        f"facet.{facet}.ordinals": narrowed(np.array(flat, np.int64)),
    }
