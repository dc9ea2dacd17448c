"""What a run measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.quality.completions import Tried
from benchmarks.quality.values import ByEngine


class Share(NamedTuple):
    """A part of a whole, both as numbers of queries."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        return self.part / max(1, self.whole)


@dataclass(frozen=True, slots=True)
class Cases:
    """How many queries are answered rightly, and those that are not."""

    right: Share
    wrong: Sequence[str]


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured; a part without data is empty or None, and `absent` has a sentence for it.

    `judged` has the values of each collection, `known` those of each kind of search for an article;
    `paragraphs` are those shown that were quoted, `restored` the spellings suggested that were meant.
    """

    versions: Mapping[str, str]
    absent: Sequence[str]
    judged: Mapping[str, ByEngine]
    known: Mapping[str, ByEngine]
    paragraphs: Share | None
    restored: Share | None
    cases: Cases | None
    tried: Sequence[Tried]
