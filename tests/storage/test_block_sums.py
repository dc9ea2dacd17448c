"""Blocks are compared with their checksums, many at once as well as one after the other."""

from __future__ import annotations

from zlib import crc32

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.storage.block_sums import BLOCK, are_as_summed


@settings(max_examples=25, deadline=None)
@given(
    size=st.integers(1, 1500 * BLOCK),
    seed=st.integers(0, 2**32 - 1),
    place=st.floats(0, 1, exclude_max=True),
)
@example(size=512 * BLOCK, seed=1, place=0.0)
@example(size=1024 * BLOCK, seed=2, place=0.999999)
@example(size=1023 * BLOCK + 1, seed=3, place=0.9999999)
def test_data_is_as_summed_until_a_bit_of_it_is_not(size: int, seed: int, place: float) -> None:
    data = bytearray(np.random.default_rng(seed).bytes(size))
    own = [crc32(data[start : start + BLOCK]) for start in range(0, size, BLOCK)]
    sums = np.array(own, np.uint32)
    assert are_as_summed(memoryview(data), sums)
    data[int(place * size)] ^= 1 << seed % 8
    assert not are_as_summed(memoryview(data), sums)
