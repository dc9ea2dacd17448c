"""Where in an article the matches are: a strip with a tick for each, cut into links wide enough for
fingers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

STRETCHES = 10
"""Links, each at least 24 pixels wide on a page of 320."""
_FINE = 20
"""Places of ticks in a stretch."""

_PIECE = re.compile(r'<mark id="match-(?P<number>\d+)">|<[^<>]*>|&[#\w]+;|[^<&]+')


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the article with matches, from number `first` to `last`; `x` is its place, `percent` how
    far into the article it begins."""

    x: int
    first: int
    last: int
    percent: int


@dataclass(frozen=True, slots=True)
class MiniMap:
    """`ticks` is SVG path data in a field of `width` by `height`, in which a stretch is `step` wide."""

    stretches: tuple[Stretch, ...]
    ticks: str
    width: int = STRETCHES * _FINE
    height: int = 10
    step: int = _FINE


def mini_map(texts: Iterable[str]) -> MiniMap | None:
    """The map of texts (HTML) whose marks have ids, in the order of the page; None without a match."""
    length, places = 0, dict[int, int]()
    for text in texts:
        for piece in _PIECE.finditer(text):
            if piece["number"]:
                places[int(piece["number"])] = length
            else:
                length += _length(piece[0])
    if not places:
        return None
    fine = {number: _FINE * STRETCHES * at // max(length, 1) for number, at in places.items()}
    ticks = "".join(f"M{each + 0.5} 0v10" for each in sorted(set(fine.values())))
    return MiniMap(tuple(_stretches(fine)), ticks)


def _length(piece: str) -> int:
    """The characters that a tag, an entity or some text shows."""
    return 0 if piece[0] == "<" else 1 if piece[0] == "&" else len(piece)


def _stretches(fine: dict[int, int]) -> Iterator[Stretch]:
    for x in range(STRETCHES):
        own = [number for number, at in fine.items() if at // _FINE == x]
        if own:
            yield Stretch(x, min(own), max(own), round(100 * x / STRETCHES))
