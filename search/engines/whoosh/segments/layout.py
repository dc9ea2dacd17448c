"""The arrays in the file of a segment: their names, kinds and contents.

A segment has D documents, at most 65,536, each with the number of its row in the arrays. A part is a
paragraph of a text, or one of several values of a field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from search.model.facets import FacetName
from search.model.schema import STEMMED, indexed_fields

Kind = Literal["int32", "uint8", "uint16", "uint32", "uint", "strings", "bytes", "blocks"]
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
    ArrayLayout("id_documents", "uint", "D documents, in the order of `ids`"),
    ArrayLayout("days", "int32", "D days of publication (proleptic ordinals), 0 for none"),
    ArrayLayout("heads", "bytes", "D heads of articles, see `doc_store`"),
    ArrayLayout("bodies", "bytes", "D bodies of articles, see `doc_store`"),
    ArrayLayout("facet.{facet}.values", "strings", "the values of the facet, sorted"),
    ArrayLayout("facet.{facet}.starts", "uint32", "D + 1, where each document's ordinals start"),
    ArrayLayout("facet.{facet}.ordinals", "uint", "ordinals of values, document by document"),
    # T terms, P postings (one per term and document), W words in all documents
    ArrayLayout("{field}.lengths", "uint32", "D, the number of words of each document"),
    ArrayLayout("{field}.part_starts", "uint32", "D + 1, where each document's parts start"),
    ArrayLayout(
        "{field}.part_places",
        "uint32",
        "parts + 1, the address of the first word of each part: every word has an address, and one"
        " stays empty after each part, so that words with consecutive addresses are in the same part",
    ),
    ArrayLayout("{field}.terms", "strings", "T terms, sorted"),
    ArrayLayout("{field}.posting_starts", "uint32", "T + 1, where each term's postings start"),
    ArrayLayout("{field}.word_starts", "uint32", "T + 1, where each term's positions start"),
    ArrayLayout("{field}.documents", "uint16", "P documents, rising within a term"),
    ArrayLayout(
        "{field}.frequencies",
        "uint8",
        "P, how often the term occurs in the document, 255 if 255 times or more",
    ),
    ArrayLayout("{field}.large_postings", "uint32", "the postings whose frequency is 255, rising"),
    ArrayLayout("{field}.large_frequencies", "uint32", "the true frequencies of these"),
    ArrayLayout(
        "{field}.positions",
        "uint",
        "W addresses of words, relative to the first of their document; rising within a posting",
    ),
    # V distinct words, as they are written
    ArrayLayout("{stemmed}.variants", "blocks", "W, which word of its stem occurs at a position"),
    ArrayLayout("{stemmed}.words", "strings", "V words, sorted"),
    ArrayLayout("{stemmed}.word_terms", "int32", "V ordinals of their stems among the terms"),
    ArrayLayout("{stemmed}.word_variants", "uint", "V, which word of its stem each is"),
    ArrayLayout("{stemmed}.word_counts", "uint32", "V, how often each word occurs"),
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
