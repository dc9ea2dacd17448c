"""What is kept for the next search, and what gives way."""

from __future__ import annotations

import numpy as np

from search.storage.arrays import Array
from search.storage.recent import Recent


class _Maker:
    """Makes arrays of some bytes, and counts how many it made."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.made = 0

    def __call__(self) -> Array:
        self.made += 1
        return np.zeros(self._size, np.uint8)


def test_a_value_is_made_once() -> None:
    recent, make = Recent(100_000), _Maker(40_000)
    assert recent.get("river", make) is recent.get("river", make)
    assert make.made == 1


def test_what_was_not_used_for_longest_gives_way() -> None:
    recent, make = Recent(100_000), _Maker(40_000)
    for key in ("river", "flood", "river", "bridge", "river"):
        recent.get(key, make)
    assert make.made == 3, "the flood gave way to the bridge"
    recent.get("flood", make)
    assert make.made == 4
    recent.get("bridge", make)
    assert make.made == 5, "the bridge gave way to the flood"


def test_what_is_larger_than_all_room_is_not_kept() -> None:
    recent, small, large = Recent(100_000), _Maker(60_000), _Maker(101_000)
    recent.get("river", small)
    recent.get("the", large)
    recent.get("the", large)
    recent.get("river", small)
    assert (small.made, large.made) == (1, 2)


def test_what_is_empty_gives_way_too() -> None:
    recent, empty = Recent(100_000), _Maker(0)
    for number in range(1_000):
        recent.get(number, empty)
    recent.get(0, empty)
    assert empty.made == 1_001
    assert recent.find(500) is None
    assert recent.find(999) is not None
