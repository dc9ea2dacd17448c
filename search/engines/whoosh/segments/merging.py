"""Merging segments into one, in memory that does not grow with them.

Documents keep their order and positions their numbers, so nothing is analysed or sorted again: arrays
are copied piece by piece, and `merged_postings` joins the postings of a range of terms at a time.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from search.engines.whoosh.segments import merged_postings
from search.engines.whoosh.segments.merged_postings import Part
from search.engines.whoosh.segments.segment import SUFFIX, Segment
from search.model.facets import FacetName
from search.model.schema import TEXT, indexed_fields
from search.storage.array_file import ArrayWriter
from search.storage.arrays import Array, distinct, narrowed, starts_of
from search.storage.byte_strings import Strings

_PIECE = 1 << 20
"""Bytes of stored articles that are copied at once."""


class Merged(NamedTuple):
    """A segment that was written: its name and the number of its documents."""

    name: str
    size: int


def merge(folder: Path, segments: Sequence[Segment], facets: Sequence[FacetName]) -> Merged:
    """Write the documents that are not deleted in some segments, in their order, as one segment in
    `folder`. Together they must be documents, and words, that a segment can have."""
    parts = _parts(segments)
    name = f"MAIN_{secrets.token_hex(8)}"
    writer = ArrayWriter(folder / f"{name}{SUFFIX}")
    for column in ("heads", "bodies"):
        _copy_stored(writer, column, parts)
    for arrays in (_ids(parts), _dates(parts), _languages(parts), _passages(parts)):
        _write(writer, arrays)
    writer.write("signatures", np.concatenate([*map(_signatures, segments)]).ravel())
    for facet in facets:
        _write(writer, _facet(facet, parts))
    for field in indexed_fields(facets):
        for array, values in merged_postings.field_arrays(field, parts, folder):
            writer.write(array, values)
    writer.close()
    return Merged(name, sum(len(each.live) for each in parts))


def _parts(segments: Sequence[Segment]) -> list[Part]:
    parts, first = [], 0
    for segment in segments:
        is_live = np.ones(segment.size, bool) if segment.live is None else segment.live
        live = np.flatnonzero(is_live)
        numbers = np.cumsum(is_live) + (first - 1)
        parts.append(Part(segment.file, live, is_live, numbers.astype(np.uint16)))
        first += len(live)
    return parts


def _write(writer: ArrayWriter, arrays: dict[str, Array]) -> None:
    for name, values in arrays.items():
        writer.write(name, values)


def _copy_stored(writer: ArrayWriter, name: str, parts: Sequence[Part]) -> None:
    """Copy the byte strings of the documents that live."""
    lengths = []
    writer.begin(name)
    for part in parts:
        starts = part.whole(f"{name}.starts").astype(np.int64)
        lengths.append(np.diff(starts)[part.live])
        for first, stop in _runs(part.live):
            _copy_bytes(writer, name, part, int(starts[first]), int(starts[stop]))
    writer.end()
    ends = starts_of(np.concatenate(lengths))
    writer.write(f"{name}.starts", ends.astype(np.uint32 if ends[-1] < 1 << 32 else np.uint64))


def _copy_bytes(writer: ArrayWriter, name: str, part: Part, start: int, stop: int) -> None:
    for at in range(start, stop, _PIECE):
        writer.extend(name, part.file.read(name, at, min(at + _PIECE, stop)))


def _runs(numbers: Array) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers among rising ones, each with the number after its last."""
    if len(numbers):
        breaks = np.flatnonzero(np.diff(numbers) != 1) + 1
        firsts, lasts = numbers[[0, *breaks]], numbers[[*(breaks - 1), -1]]
        yield from zip(firsts.tolist(), (lasts + 1).tolist(), strict=True)


def _ids(parts: Sequence[Part]) -> dict[str, Array]:
    found: list[tuple[bytes, int]] = []
    for part in parts:
        documents = part.whole("id_documents")
        is_live = part.is_live[documents]
        numbers = part.numbers[documents]
        own = zip(Strings(part.file, "ids").all(), numbers.tolist(), is_live.tolist(), strict=True)
        found += [(id, number) for id, number, is_kept in own if is_kept]
    found.sort()
    return {
        **Strings.pack("ids", [id for id, _ in found]),
        "id_documents": narrowed(np.array([number for _, number in found], np.int64)),
    }


def _dates(parts: Sequence[Part]) -> dict[str, Array]:
    return {
        "days": _joined(parts, lambda part: part.whole("days")),
        "days_after": narrowed(_joined(parts, lambda part: part.whole("days_after"))),
    }


def _languages(parts: Sequence[Part]) -> dict[str, Array]:
    strings, ordinals = _united(
        [Strings(part.file, "languages").all() for part in parts],
        [part.whole("document_languages")[part.live] for part in parts],
    )
    return {
        **Strings.pack("languages", strings),
        "document_languages": narrowed(np.concatenate(ordinals)),
    }


def _passages(parts: Sequence[Part]) -> dict[str, Array]:
    found: dict[str, list[Array]] = {"passages.keys": [], "passages.are_repeated": []}
    for part in parts:
        own: Array = np.diff(part.whole(f"{TEXT}.value_starts")).astype(np.int64)
        is_kept = np.repeat(part.is_live, own)
        for name, columns in found.items():
            columns.append(part.whole(name)[is_kept])
    return {name: np.concatenate(columns) for name, columns in found.items()}


def _signatures(segment: Segment) -> Array:
    found = segment.signatures()
    return found if segment.live is None else found[segment.live]


def _facet(facet: FacetName, parts: Sequence[Part]) -> dict[str, Array]:
    name = f"facet.{facet}"
    counts, flat = [], []
    for part in parts:
        own: Array = np.diff(part.whole(f"{name}.starts")).astype(np.int64)
        is_kept = np.repeat(part.is_live, own)
        counts.append(own[part.live])
        flat.append(part.whole(f"{name}.ordinals")[is_kept])
    values = [Strings(part.file, f"{name}.values").all() for part in parts]
    strings, ordinals = _united(values, flat)
    return {
        **Strings.pack(f"{name}.values", strings),
        f"{name}.starts": starts_of(np.concatenate(counts)).astype(np.uint32),
        f"{name}.ordinals": narrowed(np.concatenate(ordinals)),
    }


def _united(
    strings: Sequence[list[bytes]], ordinals: Sequence[Array]
) -> tuple[list[bytes], list[Array]]:
    """The strings of all parts that their `ordinals` name, sorted; and those ordinals among these."""
    used = [distinct(each).tolist() for each in ordinals]
    union = sorted({own[at] for own, kept in zip(strings, used, strict=True) for at in kept})
    numbers = {string: number for number, string in enumerate(union)}
    united = []
    for own, each in zip(strings, ordinals, strict=True):
        table = np.array([numbers.get(string, 0) for string in own] or [0], np.int64)
        united.append(table[each.astype(np.int64)])
    return union, united


def _joined(parts: Sequence[Part], column: Callable[[Part], Array]) -> Array:
    return np.concatenate([column(part)[part.live] for part in parts])
