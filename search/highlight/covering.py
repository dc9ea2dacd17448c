"""Which paragraphs together show most of a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

LeafBits = int
"""Leaves of a query as a bitset: bit n is leaf number n."""


def bits_of(leaves: Iterable[int]) -> LeafBits:
    return sum(1 << leaf for leaf in set(leaves))


_TRIED = 4
"""For each paragraph that is asked for, so many are looked at: others may all repeat it."""
_CUT = " .…[]"
"""What may end a text that was cut."""
_BEGINNING = 40
"""Characters: a text that goes on after so many of another begins as this one does, and not by chance."""


def covering(
    found: Mapping[int, LeafBits],
    is_heading: Callable[[int], bool],
    text_of: Callable[[int], str],
    weights: Sequence[float],
    most: int,
    title: str = "",
) -> list[int]:
    """The positions of up to `most` paragraphs, rising, that together show most of a query.

    `found` has the leaves that match in each paragraph with a match, by its position; `weights` those of
    the leaves. Paragraphs are chosen one by one: each adds the greatest weight of leaves that none before
    it has. Headings are chosen only if there is nothing else, and so is what repeats the `title`. What
    repeats a chosen paragraph never is: many summaries are the beginning of the first one.
    """
    left = [position for position in found if not is_heading(position)] or list(found)
    left.sort()
    order = left if len(left) <= most else _by_gain(left, found, weights)
    chosen: list[int] = []
    shown = [title]
    for position in islice(order, _TRIED * most):
        text = text_of(position)
        if not any(_is_repetition(text, other) for other in shown):
            chosen.append(position)
            shown.append(text)
        if len(chosen) == most:
            break
    return sorted(chosen) or left[:1]


def _by_gain(
    positions: Sequence[int], found: Mapping[int, LeafBits], weights: Sequence[float]
) -> Iterator[int]:
    """Rising positions in the order in which they are chosen.

    Paragraphs with the same leaves are worth the same, so that only the first of them need be compared.
    """
    alike: dict[LeafBits, list[int]] = {}
    for position in reversed(positions):
        alike.setdefault(found[position], []).append(position)
    worth = {bits: _weight(bits, weights) for bits in alike}
    covered = 0
    while alike:
        gain = {bits: _weight(bits & ~covered, weights) for bits in alike}
        best = min(alike, key=lambda bits: (-gain[bits], -worth[bits], alike[bits][-1]))
        yield alike[best].pop()
        covered |= best
        if not alike[best]:
            del alike[best]


def _is_repetition(text: str, other: str) -> bool:
    """Whether two texts are the same, or one is the beginning of the other, cut or not."""
    if text[:_BEGINNING] != other[:_BEGINNING]:
        return False
    shorter, longer = sorted((text.rstrip(_CUT), other.rstrip(_CUT)), key=len)
    return longer == shorter or (len(shorter) >= _BEGINNING and longer.startswith(shorter))


def _weight(bits: LeafBits, weights: Sequence[float]) -> float:
    return sum(weights[leaf] for leaf in _leaves(bits))


def _leaves(bits: LeafBits) -> Iterator[int]:
    """The numbers of the leaves, rising."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
