"""Hashes of many runs of an array at once."""

from __future__ import annotations

import secrets

import numpy as np

from search.storage.arrays import Array

_MODULUS = 1 << 64
_STEP = 1 << 17
"""Powers that are added at once."""


class RollingHash:
    """A polynomial hash of runs of numbers (Karp and Rabin, 1987), 64 bits, modulo 2^64.

    The hash of a run u0, u1, …, un is u0 + u1·b + … + un·b^n, mixed. One cumulative sum of unit·b^index
    over the whole array gives the hashes of all runs: the difference of two sums is the hash of the run
    between them, times b^begin. As the base b is odd, b^begin has an inverse, and multiplying by
    this removes the factor. The base is random, so that nobody can write words that collide.
    """

    def __init__(self) -> None:
        self._base = secrets.randbits(64) | 1
        self._inverse = pow(self._base, -1, _MODULUS)
        self._powers = self._inverses = np.zeros(0, np.uint64)

    def sums(self, units: Array) -> Array:
        """The cumulative sums (uint64) that `of_runs` needs, one more than there are units."""
        self._provide_powers(len(units) + 1)
        sums = np.empty(len(units) + 1, np.uint64)
        sums[0] = 0
        np.cumsum(units * self._powers[: len(units)], out=sums[1:])
        return sums

    def of_runs(self, sums: Array, begins: Array, ends: Array) -> Array:
        """The hash (uint64) of each run `units[begin:end]`, from the sums of the units."""
        return _mixed((sums[ends] - sums[begins]) * self._inverses[begins])

    def _provide_powers(self, size: int) -> None:
        if len(self._powers) < size:
            enough = -(-size // _STEP) * _STEP
            self._powers = _powers(self._base, enough)
            self._inverses = _powers(self._inverse, enough)


def _mixed(hashes: Array) -> Array:
    """The hashes, so that their highest bits, which choose slots, depend on all bits (multiplicative
    hashing by 2^64 divided by the golden ratio: Knuth, The Art of Computer Programming, 6.4)."""
    mixed: Array = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
    return mixed


def _powers(base: int, size: int) -> Array:
    """base^0, base^1, … modulo 2^64 (uint64). Each step doubles the powers: those from base^n on are the
    first n times base^n."""
    powers = np.ones(size, np.uint64)
    done = 1
    while done < size:
        more = min(done, size - done)
        powers[done : done + more] = powers[:more] * np.uint64(pow(base, done, _MODULUS))
        done += more
    return powers
