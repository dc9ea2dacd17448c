"""Long arrays in compressed blocks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.errors import IndexDamaged
from search.storage.array_file import ArrayFile, write_arrays
from search.storage.arrays import Array
from search.storage.compression import Blocks, compressed, decompressed, pack_blocks


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_parts_of_an_array_within_and_across_blocks(tmp_path: Path, kind: type) -> None:
    values: Array = (np.arange(150_000) % 251).astype(kind)
    write_arrays(tmp_path / "blocks", pack_blocks("v", values))
    blocks = Blocks(ArrayFile(tmp_path / "blocks"), "v")
    for start, stop in ((0, 0), (3, 7), (65_535, 65_537), (60_000, 150_000), (149_999, 150_000)):
        found = blocks.part(start, stop)
        assert found.dtype == kind
        assert found.tolist() == values[start:stop].tolist()


def test_damaged_data_is_an_error() -> None:
    assert decompressed(compressed(b"text")) == b"text"
    with pytest.raises(IndexDamaged, match="cannot be read"):
        decompressed(b"text")


@pytest.mark.parametrize("indices", [[], [0], [65_535, 65_536], [7, 140_000, 149_999]])
def test_some_entries_of_an_array(tmp_path: Path, indices: list[int]) -> None:
    values: Array = (np.arange(150_000) % 65_521).astype(np.uint16)
    write_arrays(tmp_path / "blocks", pack_blocks("v", values))
    found = Blocks(ArrayFile(tmp_path / "blocks"), "v").taken(np.array(indices, np.int64))
    assert found.dtype == np.uint16
    assert found.tolist() == values[indices].tolist()
