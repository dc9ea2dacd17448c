"""Lines over time as a small picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_COLOURS = ("#1f5fa8", "#2e7d32", "#b3261e")
_WIDTH, _HEIGHT, _MARGIN = 800, 320, 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line: one value per moment."""

    name: str
    values: Sequence[float]


def chart(horizontal: str, moments: Sequence[float], lines: Sequence[Line]) -> str:
    """The lines as SVG, all on one scale that begins at 0."""
    most = max(max(line.values) for line in lines) * 1.1 or 1
    last = moments[-1] or 1
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = _y(share)
        parts.append(f'<path d="M{_MARGIN} {y:.0f}H{_WIDTH - _MARGIN}" stroke="#ccc"/>')
        parts.append(
            f'<text x="{_MARGIN - 8}" y="{y + 4:.0f}" text-anchor="end">{share * most:.0f}</text>'
        )
    for number, (line, colour) in enumerate(zip(lines, _COLOURS, strict=False)):
        points = " ".join(
            f"{_x(moment / last):.1f},{_y(value / most):.1f}"
            for moment, value in zip(moments, line.values, strict=True)
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        parts.append(
            f'<text x="{_MARGIN + 200 * number}" y="20" fill="{colour}">{escape(line.name)}</text>'
        )
    label = f"{last:.0f} {escape(horizontal)}"
    parts.append(
        f'<text x="{_WIDTH - _MARGIN}" y="{_HEIGHT - 12}" text-anchor="end">{label}</text>'
    )
    return "\n".join([*parts, "</svg>", ""])


def _x(share: float) -> float:
    return _MARGIN + share * (_WIDTH - 2 * _MARGIN)


def _y(share: float) -> float:
    return _HEIGHT - 40 - share * (_HEIGHT - 80)
