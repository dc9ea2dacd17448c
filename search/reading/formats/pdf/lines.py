"""Words as lines, in the order in which columns are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from search.reading.formats.pdf.words import Word

_SAME_ROW = 0.45
"""Parts of a letter's height that the baselines of words beside each other differ by."""
_INITIAL = 1.9
_GUTTER = 0.9
"""Parts of a letter's height that the space between columns has at least."""
_LEAST_ROWS = 4
_LEAST_WORDS = 2.5
"""Words in a line of a column, in the middle; cells of tables have fewer."""
_MOST_CUTS = 12
_LEAST_WIDTH = 8
"""Heights of letters. Wide spaces that lie below each other by chance, as where a narrow column has
straight sides, part less."""

Row = tuple[Word, ...]


class Line(NamedTuple):
    """A line of a column: its text, where it begins and ends, its baseline and height, and the first and
    last x of its column. `first` is how long its first word is."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    first: float
    column: tuple[float, float]


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Words side by side, from top to bottom; each row from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(_with_initials(words), key=lambda word: -word.base):
        row = rows[-1] if rows else None
        if row and row[0].base - word.base <= _SAME_ROW * min(row[0].size, word.size):
            row.append(word)
        else:
            rows.append([word])
    return [tuple(sorted(row, key=lambda word: word.left)) for row in rows]


def lines_of(rows: Sequence[Row]) -> Iterator[Line]:
    """The lines of a page in the order of reading: columns one after the other."""
    for block in _ordered(rows, 0):
        left = min((row[0].left for row in block), default=0.0)
        right = max((row[-1].right for row in block), default=0.0)
        for row in block:
            yield _line(row, (left, right))


def _line(row: Row, column: tuple[float, float]) -> Line:
    sizes = [word.size for word in row]
    size = median(sizes)
    return Line(
        _text(row),
        row[0].left,
        row[-1].right,
        median(word.base for word in row),
        size,
        sum(word.is_bold for word in row) * 2 > len(row),
        row[0].right - row[0].left,
        column,
    )


def _text(row: Row) -> str:
    """The words of a row, where an initial and its word are one."""
    text = row[0].text
    for before, word in pairwise(row):
        is_initial = len(before.text) == 1 and before.size > _INITIAL * word.size
        text += word.text if is_initial and before.text.isupper() else f" {word.text}"
    return text


def _with_initials(words: Sequence[Word]) -> Iterator[Word]:
    """The words; a large initial that reaches over several lines stands in the first of them."""
    usual = median(word.size for word in words) if words else 0.0
    for word in words:
        is_large = len(word.text) == 1 and word.text.isalpha() and word.size > _INITIAL * usual
        beside = [each.base for each in words if _is_beside(each, word, usual)] if is_large else []
        yield word._replace(base=max(beside)) if len(beside) > 1 else word


def _is_beside(word: Word, initial: Word, usual: float) -> bool:
    """Whether a word begins a line beside an initial."""
    return (
        word.size < 1.5 * usual
        and initial.right - usual < word.left < initial.right + 2 * usual
        and initial.base - 0.5 * usual < word.base < initial.base + initial.size
    )


def _ordered(rows: Sequence[Row], cuts: int) -> Iterator[Sequence[Row]]:
    """Blocks of rows in the order of reading: where a gutter runs through rows, what is left of it comes
    before what is right of it."""
    gutter = _gutter(rows) if cuts < _MOST_CUTS else None
    if gutter is None:
        if rows:
            yield rows
        return
    for run, is_split in _runs(rows, gutter):
        if not is_split:
            yield from _ordered(run, cuts + 1)
            continue
        yield from _ordered(_part(run, gutter, is_left=True), cuts + 1)
        yield from _ordered(_part(run, gutter, is_left=False), cuts + 1)


def _gutter(rows: Sequence[Row]) -> float | None:
    """The place that lies in a wide space between words in most rows, None if there is no gutter."""
    edges: list[tuple[float, int]] = []
    for row in rows:
        for before, word in pairwise(row):
            if word.left - before.right > _GUTTER * min(before.size, word.size):
                edges += [(before.right, 1), (word.left, -1)]
    depth = 0
    places: list[tuple[int, float]] = []
    for (x, step), (after, _) in pairwise(sorted(edges)):
        depth += step
        if depth >= _LEAST_ROWS:
            places.append((depth, (x + after) / 2))
    for _, x in sorted(places, reverse=True)[:_MOST_CUTS]:
        if any(is_split for _, is_split in _runs(rows, x)):
            return x
    return None


def _runs(rows: Sequence[Row], x: float) -> list[tuple[Sequence[Row], bool]]:
    """Runs of rows that a gutter at `x` splits into columns, and runs of others between them."""
    runs: list[tuple[list[Row], bool]] = []
    for row in rows:
        is_free = not any(word.left < x < word.right for word in row) and not _is_close(row, x)
        if runs and runs[-1][1] == is_free:
            runs[-1][0].append(row)
        else:
            runs.append(([row], is_free))
    return [(run, is_free and _are_columns(run, x)) for run, is_free in runs]


def _is_close(row: Row, x: float) -> bool:
    """Whether the words on both sides of `x` stand as close as in a sentence."""
    left = [word for word in row if word.right <= x]
    right = [word for word in row if word.left >= x]
    return bool(left and right) and right[0].left - left[-1].right < 0.6 * min(
        left[-1].size, right[0].size
    )


def _are_columns(run: Sequence[Row], x: float) -> bool:
    """Whether both sides are columns of text, and not the cells of a table."""
    sides = [_part(run, x, is_left=True), _part(run, x, is_left=False)]
    if min(map(len, sides)) < _LEAST_ROWS - 1:
        return False
    return all(
        median(len(row) for row in side) >= _LEAST_WORDS and _width(side) >= _LEAST_WIDTH
        for side in sides
    )


def _width(rows: Sequence[Row]) -> float:
    """How wide a column is, in heights of its letters."""
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    return (right - left) / median(row[0].size for row in rows)


def _part(run: Sequence[Row], x: float, *, is_left: bool) -> list[Row]:
    parts = (tuple(word for word in row if (word.left < x) == is_left) for row in run)
    return [part for part in parts if part]
