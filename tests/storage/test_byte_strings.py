"""Sorted byte strings in a file: found by value, by the first one not less, and by prefix."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.storage.array_file import ArrayFile, write_arrays
from search.storage.byte_strings import Bytes, Strings, pack_bytes

_ABSENT = [b"0", b"common-", b"common-c", b"common-ba", b"e"]
SORTED = [b"", b"a", b"common-a", b"common-b", b"common-bb", b"d"]


def _strings(folder: Path, strings: list[bytes]) -> Strings:
    write_arrays(folder / "strings", Strings.pack("s", strings))
    return Strings(ArrayFile(folder / "strings"), "s")


@pytest.fixture
def strings(tmp_path: Path) -> Strings:
    """SORTED; three of them have the same first eight bytes."""
    return _strings(tmp_path, SORTED)


def test_strings_by_ordinal(strings: Strings) -> None:
    assert [strings[ordinal] for ordinal in range(len(strings))] == SORTED
    assert strings.some(range(2, 4)) == SORTED[2:4]
    assert strings.some(range(0)) == []
    assert strings.all() == SORTED
    assert strings.lengths.tolist() == [0, 1, 8, 8, 9, 1]


def test_ordinals_of_strings(strings: Strings) -> None:
    assert [strings.ordinal(each) for each in SORTED] == list(range(len(SORTED)))
    for absent in _ABSENT:
        assert strings.ordinal(absent) == -1
    assert strings.ordinals([*_ABSENT, *SORTED]).tolist() == [-1] * len(_ABSENT) + [
        *range(len(SORTED))
    ]
    assert strings.ordinals([]).tolist() == []


def test_nothing_is_among_no_strings(tmp_path: Path) -> None:
    assert _strings(tmp_path, []).ordinals([b"", b"a"]).tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("wanted", "ordinal"),
    [(b"", 0), (b"0", 1), (b"common-", 2), (b"common-ba", 4), (b"common-c", 5), (b"e", 6)],
)
def test_the_first_string_that_is_not_less(strings: Strings, wanted: bytes, ordinal: int) -> None:
    assert strings.seek_ceil(wanted) == ordinal


@pytest.mark.parametrize(
    ("prefix", "ordinals"),
    [(b"", range(6)), (b"common-", range(2, 5)), (b"common-b", range(3, 5)), (b"b", range(2, 2))],
)
def test_strings_with_a_prefix(strings: Strings, prefix: bytes, ordinals: range) -> None:
    assert strings.prefix_range(prefix) == ordinals


@given(st.sets(st.text("ab\0é", max_size=12)), st.text("ab\0é", max_size=12))
def test_a_search_is_that_of_a_sorted_list(texts: set[str], text: str) -> None:
    expected, wanted = sorted(each.encode() for each in texts), text.encode()
    with TemporaryDirectory() as folder:
        strings = _strings(Path(folder), expected)
        assert strings.seek_ceil(wanted) == sum(each < wanted for each in expected)
        found = strings.some(strings.prefix_range(wanted))
        assert found == [each for each in expected if each.startswith(wanted)]


@given(st.sets(st.text("abé", max_size=12)), st.text("abé", max_size=12))
def test_an_ordinal_is_a_place_in_a_sorted_list(texts: set[str], text: str) -> None:
    expected, wanted = sorted(each.encode() for each in texts), text.encode()
    place = expected.index(wanted) if wanted in expected else -1
    with TemporaryDirectory() as folder:
        strings = _strings(Path(folder), expected)
        assert strings.ordinal(wanted) == place
        assert strings.ordinals([wanted]).tolist() == [place]


def test_strings_in_any_order(tmp_path: Path) -> None:
    write_arrays(tmp_path / "bytes", pack_bytes("b", [b"z", b"", b"a"]))
    stored = Bytes(ArrayFile(tmp_path / "bytes"), "b")
    assert [stored[index] for index in range(len(stored))] == [b"z", b"", b"a"]


def test_ranges_of_many_prefixes(strings: Strings) -> None:
    prefixes = [b"common-b", b"x", b"a", b"common-bbb", b"common-"]
    assert strings.prefix_ranges(prefixes) == [range(3, 5), range(1, 2), range(2, 5)]
    assert strings.prefix_ranges([]) == []
