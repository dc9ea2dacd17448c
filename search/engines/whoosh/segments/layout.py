"""The arrays in the file of a segment: their names, kinds and contents.

A segment has D documents, at most 65,536, numbered from 0. An indexed field has T terms, P postings and
W occurrences of words in all documents, and, if its terms are stems, V distinct words as they are
written.

A field value is a paragraph of a text, or one of the values of a facet. The words of a document have
consecutive slots, and one slot is left empty after each value, so that words in adjacent slots are in one
value. A position is the number of a slot, from 0 in each document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from search.model.facets import FacetName
from search.model.schema import STEMMED, indexed_fields

Kind = Literal["int32", "uint8", "uint16", "uint32", "uint64", "uint", "strings", "bytes", "blocks"]
"""A dtype; or "uint", the narrowest unsigned dtype that holds all numbers of an array; or several
arrays together: see `search.storage.byte_strings.Strings` and `Bytes`, and
`search.storage.compression.Blocks`."""


class ArrayLayout(NamedTuple):
    """One array for each name that `pattern` stands for: {facet} is each facet, {field} each indexed
    field, {stemmed} each field whose terms are stems."""

    pattern: str
    kind: Kind
    holds: str


LAYOUT = (
    ArrayLayout("ids", "strings", "D article ids, sorted"),
    ArrayLayout("id_documents", "uint", "D, the document of each of `ids`"),
    ArrayLayout("days", "int32", "D days of publication (proleptic ordinals), 0 for none"),
    ArrayLayout("days_after", "uint", "D, days that a partial date has after its first in `days`"),
    ArrayLayout(
        "languages", "strings", "languages that words are stemmed in, sorted; English is empty"
    ),
    ArrayLayout("document_languages", "uint", "D ordinals in `languages`"),
    ArrayLayout("signatures", "uint8", "D signatures, see `search.text.signatures`"),
    ArrayLayout("heads", "bytes", "D heads of stored articles, see `doc_store`"),
    ArrayLayout("bodies", "bytes", "D bodies of stored articles, see `doc_store`"),
    ArrayLayout("facet.{facet}.values", "strings", "the values of the facet, sorted"),
    ArrayLayout("facet.{facet}.starts", "uint32", "D + 1, where each document's ordinals start"),
    ArrayLayout("facet.{facet}.ordinals", "uint", "ordinals in the values of the facet"),
    ArrayLayout(
        "passages.keys",
        "uint64",
        "keys of the values of `text`: see `paragraph_keys`",
    ),
    ArrayLayout(
        "passages.are_repeated",
        "uint8",
        "1 for a value of `text` without words",
    ),
    ArrayLayout("{field}.lengths", "uint", "D, words of the document"),
    ArrayLayout("{field}.total_length", "uint64", "1, words of all documents"),
    ArrayLayout("{field}.value_starts", "uint32", "D + 1, the first value of each document"),
    ArrayLayout("{field}.value_lengths", "uint", "words of each value"),
    ArrayLayout("{field}.terms", "strings", "T, sorted"),
    ArrayLayout("{field}.posting_starts", "uint32", "T + 1, where each term's postings start"),
    ArrayLayout("{field}.position_starts", "uint32", "T + 1, where each term's positions start"),
    ArrayLayout("{field}.documents", "uint16", "P documents, rising within a term"),
    ArrayLayout("{field}.frequencies", "uint8", "P, occurrences in the document, at most 255"),
    ArrayLayout("{field}.large_postings", "uint32", "the postings with frequency 255, rising"),
    ArrayLayout("{field}.large_frequencies", "uint32", "their frequencies, 255 or more"),
    ArrayLayout("{field}.positions", "uint", "W positions, rising within a posting"),
    ArrayLayout("{stemmed}.variants", "blocks", "W, which word of its stem each occurrence is"),
    ArrayLayout("{stemmed}.words", "strings", "V, sorted"),
    ArrayLayout("{stemmed}.word_terms", "int32", "V ordinals in the terms of the field"),
    ArrayLayout("{stemmed}.word_variants", "uint", "V, the variant that the word is of its stem"),
    ArrayLayout("{stemmed}.word_counts", "uint32", "V, occurrences"),
)

_UNSIGNED = ("uint8", "uint16", "uint32", "uint64")
_DTYPES: dict[Kind, dict[str, tuple[str, ...]]] = {
    "uint": {"": _UNSIGNED},
    "strings": {"": ("uint8",), ".starts": ("uint32",), ".keys": ("uint64",)},
    "bytes": {"": ("uint8",), ".starts": ("uint32", "uint64")},
    "blocks": {"": ("uint8",), ".starts": ("uint32", "uint64"), ".width": ("uint8",)},
}


def dtypes(facets: Sequence[FacetName]) -> dict[str, tuple[str, ...]]:
    """The names of all arrays of a segment with these facets, and the dtypes that each may have."""
    names = {"facet": facets, "field": indexed_fields(facets), "stemmed": STEMMED}
    return {
        f"{name}{suffix}": allowed
        for pattern, kind, _ in LAYOUT
        for name in _expanded(pattern, names)
        for suffix, allowed in _DTYPES.get(kind, {"": (kind,)}).items()
    }


def _expanded(pattern: str, names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The pattern for each name that its placeholder stands for, if it has one."""
    for placeholder, replacements in names.items():
        if f"{{{placeholder}}}" in pattern:
            yield from (pattern.replace(f"{{{placeholder}}}", name) for name in replacements)
            return
    yield pattern
