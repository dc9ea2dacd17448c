"""Runs as SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks import figures
from benchmarks.measure import Measured, Run
from benchmarks.tables import NAMES

COLOURS = {
    "backissue": "#b3261e",
    "tantivy": "#1f5fa8",
    "xapian": "#2e7d32",
    "sqlite": "#8a6d00",
    "whoosh": "#6a4c93",
}
MARKERS = {"backissue": "o", "tantivy": "s", "xapian": "^", "sqlite": "D", "whoosh": "v"}


def latency(runs: Sequence[Run], target: Path) -> None:
    """Milliseconds against articles, without passages."""

    def typical(run: Run, peer: Measured) -> float:
        return figures.typical(run, peer, figures.plain)

    _against_size(runs, typical, "ms a faceted search, geometric mean of medians", target)


def indexing(runs: Sequence[Run], target: Path) -> None:
    """Seconds against articles."""
    _against_size(runs, lambda _, peer: peer.indexed.seconds, "seconds to index", target)


def limit(run: Run, bandwidth: float, target: Path) -> None:
    """Milliseconds of every query against the bytes it must read, and the line of `bandwidth`."""
    figure, axes = _figure("bytes that the query must read", "milliseconds")
    for peer in run.peers:
        times = [reply.ms for reply in peer.plain]
        axes.scatter(
            run.touched[: len(times)], times, s=9, alpha=0.6, linewidths=0, color=COLOURS[peer.name],
            marker=MARKERS[peer.name], label=NAMES[peer.name],
        )  # fmt: skip
    ends = [min(run.touched), max(run.touched)]
    axes.plot(
        ends, [each / bandwidth * 1000 for each in ends], color="#444", label="memory bandwidth"
    )
    _save(figure, target)


def _against_size(
    runs: Sequence[Run], value: Callable[[Run, Measured], float], label: str, target: Path
) -> None:
    figure, axes = _figure("articles", label)
    for name in NAMES:
        points = [
            (run.articles, value(run, peer))
            for run in runs
            for peer in run.peers
            if peer.name == name
        ]
        if points:
            sizes, values = zip(*points, strict=True)
            axes.plot(sizes, values, color=COLOURS[name], marker=MARKERS[name], label=NAMES[name])
    _save(figure, target)


def _figure(horizontal: str, vertical: str) -> tuple[Figure, Any]:
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.add_subplot(xscale="log", yscale="log", xlabel=horizontal, ylabel=vertical)
    axes.grid(alpha=0.3)
    return figure, axes


def _save(figure: Figure, target: Path) -> None:
    """White behind the lines, for pages that are dark; the same bytes for the same figures."""
    figure.legend(frameon=False, loc="outside right center")
    with mpl.rc_context({"svg.hashsalt": target.name, "svg.fonttype": "none"}):
        figure.savefig(target, facecolor="white", metadata={"Date": None})
