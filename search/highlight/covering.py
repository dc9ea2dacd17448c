"""Which paragraphs together show most of a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

LeafBits = int
"""Leaves of a query as a bitset: bit n is leaf number n."""


def bits_of(leaves: Iterable[int]) -> LeafBits:
    return sum(1 << leaf for leaf in set(leaves))


def covering(
    found: Mapping[int, LeafBits],
    is_heading: Callable[[int], bool],
    weights: Sequence[float],
    most: int,
) -> list[int]:
    """The positions of up to `most` paragraphs, rising, that together show most of a query.

    `found` has the leaves that match in each paragraph with a match, by its position; `weights` those of
    the leaves. Paragraphs are chosen one by one: each adds the greatest weight of leaves that none before
    it has. Headings are chosen only if there is nothing else.

    Paragraphs with the same leaves are worth the same, so that only the first of them need be compared.
    """
    left = [position for position in found if not is_heading(position)] or list(found)
    if len(left) <= most:
        return sorted(left)
    alike: dict[LeafBits, list[int]] = {}
    for position in sorted(left, reverse=True):
        alike.setdefault(found[position], []).append(position)
    worth = {bits: _weight(bits, weights) for bits in alike}
    chosen: list[int] = []
    covered = 0
    for _ in range(most):
        gain = {bits: _weight(bits & ~covered, weights) for bits in alike}
        best = min(alike, key=lambda bits: (-gain[bits], -worth[bits], alike[bits][-1]))
        chosen.append(alike[best].pop())
        covered |= best
        if not alike[best]:
            del alike[best]
    return sorted(chosen)


def _weight(bits: LeafBits, weights: Sequence[float]) -> float:
    return sum(weights[leaf] for leaf in _leaves(bits))


def _leaves(bits: LeafBits) -> Iterator[int]:
    """The numbers of the leaves, rising."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
