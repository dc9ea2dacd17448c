"""A chart of one or several series over the same pieces of time, drawn by the server.

One series is bars, several are lines, each with dashes and dots of its own (the style sheet has them), so
that no colour has to be told from another. A column as high as the chart is the link into its piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.views.timeline import Bar, bar

HEIGHT = 100


@dataclass(frozen=True, slots=True)
class Line:
    """`path` joins the values of a series, `dots` marks those above nothing (both are SVG path data)."""

    number: int
    path: str
    dots: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of `width` columns that is `height` high. `columns` have no height of their own where there
    are lines; `most` is what its top stands for."""

    columns: tuple[Bar, ...]
    lines: tuple[Line, ...]
    most: str
    first: str
    last: str
    summary: str
    height: int = HEIGHT

    @property
    def width(self) -> int:
        return len(self.columns)


def columns(
    values: Sequence[Sequence[float]], labels: Sequence[str], urls: Sequence[str]
) -> tuple[Bar, ...]:
    """A column for each piece of time; bars only of a single series."""
    top = most(values)
    heights = values[0] if len(values) == 1 else [0.0] * len(labels)
    pieces = zip(heights, labels, urls, strict=True)
    return tuple(
        bar(x, HEIGHT * height / top, label, url, HEIGHT)
        for x, (height, label, url) in enumerate(pieces)
    )


def lines(values: Sequence[Sequence[float]]) -> tuple[Line, ...]:
    """A line for each of several series."""
    if len(values) == 1:
        return ()
    top = most(values)
    return tuple(
        _line(number, [HEIGHT * (1 - value / top) for value in series])
        for number, series in enumerate(values, 1)
    )


def most(values: Sequence[Sequence[float]]) -> float:
    """The largest value; 1 if there is none above 0."""
    return max((max(series, default=0.0) for series in values), default=0.0) or 1.0


def _line(number: int, heights: Sequence[float]) -> Line:
    points = [f"{x + 0.5:g} {height:.4g}" for x, height in enumerate(heights)]
    dots = [point for point, height in zip(points, heights, strict=True) if height < HEIGHT]
    return Line(number, "M" + "L".join(points), "".join(f"M{each}h0" for each in dots))
