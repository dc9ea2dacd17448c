"""Spans of a text, when the text changes around them: cleaned, cut, or joined with another."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from search.model.articles import Span

_WORD = re.compile(r"\S+")
STRUCTURE = ("row", "header", "cell")
"""The kinds of spans that may be empty: a table has empty cells."""


def moved(
    spans: Sequence[Span], before: str, after: str, squeezed: Callable[[str], str]
) -> tuple[Span, ...]:
    """The spans of the text `before` in the text `after`, which has other white space and lacks some
    characters. `squeezed` gives what is left of a part of `before` without any white space.

    Spans mark the same words, and no white space at their ends; those that mark no words are left out.
    """
    if before.strip() == after:
        start = len(before) - len(before.lstrip())
        return tuple(_bare(spans, start, after))
    return tuple(_moved(spans, _counts(spans, before, squeezed), _Places(after)))


def _bare(spans: Iterable[Span], cut: int, text: str) -> Iterator[Span]:
    """The spans of a text that lost `cut` characters at its beginning, and maybe some at its end, without
    white space at their ends."""
    for span in spans:
        first = min(max(span.start - cut, 0), len(text))
        marked = text[first : max(span.end - cut, 0)]
        start, end = first + len(marked) - len(marked.lstrip()), first + len(marked.rstrip())
        if start < end:
            yield span._replace(start=start, end=end)
        elif span.kind in STRUCTURE:
            yield span._replace(start=first, end=first)


def _moved(spans: Sequence[Span], counts: Mapping[int, int], places: _Places) -> Iterator[Span]:
    for span in spans:
        start, end = places.of_next(counts[span.start]), places.of_end(counts[span.end])
        if start < end:
            yield span._replace(start=start, end=end)
        elif span.kind in STRUCTURE:
            yield span._replace(start=start, end=start)


class _Places:
    """Where characters of a text are by their numbers, white space not counted."""

    def __init__(self, text: str) -> None:
        words = text.split()
        self._ends = [*accumulate(map(len, words))]
        self._size = len(text)
        has_single_spaces = len(text) == sum(map(len, words)) + len(words) - 1
        self._starts = (
            None if has_single_spaces else [word.start() for word in _WORD.finditer(text)]
        )

    def of_next(self, count: int) -> int:
        """Where the character is that follows so many."""
        word = bisect_right(self._ends, count)
        if word == len(self._ends):
            return self._size
        if self._starts is None:
            return count + word
        return self._starts[word] + count - (self._ends[word - 1] if word else 0)

    def of_end(self, count: int) -> int:
        """Where the last of so many characters ends."""
        most = min(count, self._ends[-1]) if self._ends else 0
        return self.of_next(most - 1) + 1 if most else 0


def _counts(spans: Sequence[Span], text: str, squeezed: Callable[[str], str]) -> dict[int, int]:
    """How many characters are left before each end of a span."""
    counts = {}
    done = count = 0
    for bound in sorted({end for span in spans for end in (span.start, span.end)}):
        end = _before_character(text, bound)
        count += len(squeezed(text[done:end]))
        counts[bound] = count
        done = max(done, end)
    return counts


def _before_character(text: str, offset: int) -> int:
    """`offset`, or the next one where no character is cut from a mark that belongs to it."""
    while offset < len(text) and _is_joined(text[offset]):
        offset += 1
    return offset


def _is_joined(character: str) -> bool:
    """Whether a character may be composed with the one before it (Unicode Standard, 3.11)."""
    if character.isascii():
        return False
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"


def cut(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """The spans of the part of a text from `start` to `end`."""
    return tuple(
        span._replace(start=max(span.start, start) - start, end=min(span.end, end) - start)
        for span in spans
        if (span.start < end and span.end > start) or start <= span.start == span.end <= end
    )


def parted(spans: Iterable[Span], texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """The spans of each of the texts that stand one after the other, with one character between them."""
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    found: list[list[Span]] = [[] for _ in texts]
    for span in spans:
        number = bisect_right(starts, span.start) - 1
        while starts[number] < span.end:
            found[number] += cut([span], starts[number], starts[number + 1] - 1)
            number += 1
    return list(map(tuple, found))


def shifted(spans: Iterable[Span], by: int) -> Iterator[Span]:
    """The spans of a text to which `by` characters were added at its beginning."""
    return (span._replace(start=span.start + by, end=span.end + by) for span in spans)
