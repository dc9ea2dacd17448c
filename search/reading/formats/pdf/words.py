"""The words on the pages of a PDF, with their places, as PDFium finds them."""

from __future__ import annotations

import ctypes
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from math import pi
from typing import Any, NamedTuple

from pypdfium2 import raw

_HYPHENS = (0x02, 0xFFFE)
"""What PDFium makes of a hyphen at the end of a line."""
_LIGATURES = {0xFB00 + at: text for at, text in enumerate("ff fi fl ffi ffl st st".split())}
_SPACES = frozenset((0, 9, 10, 13, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000))
_BOLD = 600
_MOST_IN_WORD = 500


class Word(NamedTuple):
    """A word on a page. Distances are points from the lower left corner, `base` is that of its baseline,
    `size` the height of its letters with room above and below."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool = False


class Page(NamedTuple):
    """The words of a page, and those that stand along another side of it. `is_marked` if there is
    anything on it, such as a picture; `unknown` is the number of letters that its fonts do not name,
    `letters` that of all."""

    words: tuple[Word, ...]
    aside: str
    is_marked: bool
    letters: int
    unknown: int


def page_of(page: Any) -> Page:
    """What is on a page of PDFium, seen from the side along which most words stand."""
    text = page.get_textpage()
    try:
        return _page(text.raw, raw.FPDFPage_CountObjects(page.raw) > 0)
    finally:
        text.close()


def _page(text: Any, is_marked: bool) -> Page:
    codes = _codes(text)
    places = _Places(text)
    words = [places.word(codes, *span) for span in _spans(codes)]
    sides: Counter[int] = Counter()
    for turns, word in words:
        sides[turns] += len(word.text) if word else 0
    main = max(sides, key=lambda turns: sides[turns], default=0)
    own = tuple(word for turns, word in words if word and turns == main)
    aside = " ".join(word.text for turns, word in words if word and turns != main)
    letters = sum(code not in _SPACES for code in codes)
    unknown = sum(code == 0xFFFD or 0xE000 <= code <= 0xF8FF for code in codes)
    return Page(own, aside, is_marked, letters, unknown)


def _codes(text: Any) -> Sequence[int]:
    """The character at each place. PDFium gives all at once, but for those that need two code units."""
    count = max(raw.FPDFText_CountChars(text), 0)
    units = array("H", bytes(2 * count + 2))
    into = (ctypes.c_ushort * len(units)).from_buffer(units)
    if raw.FPDFText_GetText(text, 0, count, into) == count + 1 and not _has_pairs(units):
        return units[:count]
    return [raw.FPDFText_GetUnicode(text, at) for at in range(count)]


def _has_pairs(units: Sequence[int]) -> bool:
    return max(units) >= 0xD800 and any(0xD800 <= unit <= 0xDFFF for unit in units)


def _spans(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where words begin and end. After a hyphen at the end of a line the next line follows at once."""
    start = 0
    for at, code in enumerate((*codes, 0)):
        is_hyphen = code in _HYPHENS
        if is_hyphen or code in _SPACES or at - start >= _MOST_IN_WORD:
            if at + is_hyphen > start:
                yield start, at + is_hyphen
            start = at + (is_hyphen or code in _SPACES)


class _Places:
    """Asks PDFium where letters are, with one room for its answers."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._box = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def word(self, codes: Sequence[int], start: int, end: int) -> tuple[int, Word | None]:
        """A word as it is read from its own side of the page, and how many quarters that is turned."""
        letters = "".join(map(_letter, codes[start:end]))
        if not letters:
            return 0, None
        turns = round(max(raw.FPDFText_GetCharAngle(self._text, start), 0.0) / (pi / 2)) % 4
        corners = [_turned(each, turns) for at in {start, end - 1} for each in self._corners(at)]
        lefts, heights = [x for x, _ in corners], [y for _, y in corners]
        size = max(heights) - min(heights)
        if size <= 0:
            return turns, None
        raw.FPDFText_GetCharOrigin(self._text, start, self._x, self._y)
        base = _turned((self._x.value, self._y.value), turns)[1]
        is_bold = raw.FPDFText_GetFontWeight(self._text, start) >= _BOLD
        return turns, Word(letters, min(lefts), max(lefts), base, size, is_bold)

    def _corners(self, at: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """Two corners of a letter with the room that its font gives to all."""
        box = self._box
        raw.FPDFText_GetLooseCharBox(self._text, at, box)
        return (box.left, box.bottom), (box.right, box.top)


def _turned(place: tuple[float, float], turns: int) -> tuple[float, float]:
    """A place after quarter turns that make the text upright."""
    x, y = place
    return place if not turns else ((y, -x), (-x, -y), (-y, x))[turns - 1]


def _letter(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code in _LIGATURES:
        return _LIGATURES[code]
    return "" if code < 32 or 0xD800 <= code <= 0xDFFF else chr(code)
