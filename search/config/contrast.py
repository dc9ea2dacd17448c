"""Whether a colour can be read on the pages: the contrast of WCAG 2.2 (success criterion 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterable

LEAST = 4.5
"""The ratio that texts of any size need."""
LIGHT = ("#faf7f0", "#f2ecdf", "#f4ead2")
DARK = ("#171613", "#211f1b", "#262219")
"""The backgrounds that the accent stands on, in each theme: those of static/style.css."""


def weakest(colour: str, backgrounds: Iterable[str]) -> tuple[float, str]:
    """The lowest contrast of a colour with some backgrounds, and the background that has it."""
    return min((contrast(colour, each), each) for each in backgrounds)


def contrast(one: str, other: str) -> float:
    """The ratio of the luminances of two colours such as #a02020, from 1.0 to 21.0."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
