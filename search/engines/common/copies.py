"""Copies: articles with nearly the same text, such as a report that several papers printed.

Two texts are copies if at least half of the runs of four words of the shorter one are in the other
(shingles: Broder, On the resemblance and containment of documents, 1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TypeAlias

_RUN = 4
_SAME = 0.5

Shingles: TypeAlias = frozenset[tuple[str, ...]]
"""The runs of four words of a text, or all its words if there are fewer; empty for no words."""


def shingles(words: Sequence[str]) -> Shingles:
    if len(words) <= _RUN:
        return frozenset((tuple(words),)) if words else frozenset()
    return frozenset(zip(*(islice(words, start, None) for start in range(_RUN)), strict=False))


def are_copies(one: Shingles, other: Shingles) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) >= _SAME * shorter
