"""Files of named arrays: what was written is read, and damage is an error where it is read."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import IndexDamaged
from search.storage.array_file import ArrayFile, ArrayWriter, seal, write_arrays
from search.storage.block_sums import BLOCK


def test_arrays_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_arrays(
        tmp_path / "file",
        {"numbers": np.array([1, 2, 70_000], np.uint32), "none": np.zeros(0, np.int64)},
    )
    file = ArrayFile(tmp_path / "file")
    assert list(file) == ["numbers", "none"]
    assert file["numbers"].tolist() == [1, 2, 70_000]
    assert file["numbers"].dtype == np.uint32
    assert file["none"].tolist() == []
    assert file.part("numbers", 1, 2).tolist() == [2]
    assert file.length("numbers") == 3


def test_an_array_of_bytes_may_be_written_in_pieces(tmp_path: Path) -> None:
    writer = ArrayWriter(tmp_path / "file")
    writer.begin("bytes")
    for piece in (b"ab", b"", b"c" * BLOCK):
        writer.extend("bytes", piece)
    writer.end()
    writer.write("after", np.array([7], np.uint8))
    writer.close()
    file = ArrayFile(tmp_path / "file")
    assert file["bytes"].tobytes() == b"ab" + b"c" * BLOCK
    assert file["after"].tolist() == [7]


def test_an_array_without_entries_may_begin_at_a_block(tmp_path: Path) -> None:
    arrays = {"bytes": np.zeros(2 * BLOCK, np.uint8), "none": np.zeros(0, np.uint8)}
    write_arrays(tmp_path / "file", arrays)
    file = ArrayFile(tmp_path / "file")
    assert file["none"].tolist() == file.copied("none", 0, 0).tolist() == []


def test_only_blocks_that_are_read_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_arrays(path, {"bytes": np.zeros(3 * BLOCK, np.uint8)})
    data = bytearray(path.read_bytes())
    data[BLOCK] = 1
    path.write_bytes(data)
    file = ArrayFile(path)
    assert not file.part("bytes", 0, BLOCK).any()
    assert not file.part("bytes", 2 * BLOCK, 3 * BLOCK).any()
    with pytest.raises(IndexDamaged):
        file.part("bytes", BLOCK - 1, BLOCK + 1)
    with pytest.raises(IndexDamaged):
        file["bytes"]


def test_only_blocks_of_entries_that_are_taken_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "file"
    width = BLOCK // 2
    write_arrays(
        path, {"before": np.zeros(64, np.uint8), "numbers": np.arange(3 * width, dtype=np.uint16)}
    )
    data = bytearray(path.read_bytes())
    data[BLOCK + 1] ^= 1
    path.write_bytes(data)
    file = ArrayFile(path)
    last, first = 2 * width, width - 64 // 2
    assert file.taken("numbers", np.array([0, first - 1, last])).tolist() == [0, first - 1, last]
    for _ in range(2):
        with pytest.raises(IndexDamaged):
            file.taken("numbers", np.array([0, first]))


def test_a_sum_is_checked_before_it_is_used(tmp_path: Path) -> None:
    path = tmp_path / "file"
    many = BLOCK // 4  # blocks, whose sums fill one block
    write_arrays(path, {"bytes": np.zeros((many + 1) * BLOCK, np.uint8)})
    data = bytearray(path.read_bytes())
    data[(many + 1) * BLOCK] ^= 1  # in the sum of the first block
    path.write_bytes(data)
    file = ArrayFile(path)
    assert not file.part("bytes", many * BLOCK, (many + 1) * BLOCK).any()
    with pytest.raises(IndexDamaged, match="not as it was written"):
        file.part("bytes", 0, 1)


def test_other_data_has_another_seal(tmp_path: Path) -> None:
    for name, last in (("one", 0), ("same", 0), ("other", 1)):
        values = np.zeros(3 * BLOCK, np.uint8)
        values[-1] = last
        write_arrays(tmp_path / name, {"bytes": values})
    assert seal(tmp_path / "one") == seal(tmp_path / "same") != seal(tmp_path / "other")


@pytest.mark.parametrize("size", [0, 10, -1])
def test_a_file_that_was_cut_is_not_opened(tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    write_arrays(path, {"bytes": np.zeros(100, np.uint8)})
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(IndexDamaged, match="is damaged"):
        ArrayFile(path)


@given(st.lists(st.tuples(st.sampled_from(["part", "taken", "forget"]), st.integers(0, 2_999))))
def test_what_was_forgotten_is_read_again(uses: list[tuple[str, int]]) -> None:
    values = np.arange(3_000, dtype=np.uint32)
    with TemporaryDirectory() as folder:
        write_arrays(Path(folder) / "file", {"before": values[:7], "values": values})
        file = ArrayFile(Path(folder) / "file")
        views = []
        for use, number in uses:
            if use == "forget":
                file.forget()
                assert file.kept_bytes == 0
            elif use == "part":
                views.append(
                    (file.part("values", number // 2, number), values[number // 2 : number])
                )
            else:
                views.append((file.taken("values", values[:number]), values[:number]))
        for view, expected in views:  # those from before, too
            assert view.tolist() == expected.tolist()
        assert file.kept_bytes <= 13 * BLOCK
        file.close()
