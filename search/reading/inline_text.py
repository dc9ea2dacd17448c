"""A text with spans that are opened and closed as it grows, as marks and tags in a file do."""

from __future__ import annotations

from search.model.articles import Span, SpanKind

_MAX_OPEN = 40
SPANS: dict[str, SpanKind] = {
    "a": "link",
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "emphasis"),
    "sup": "superscript",
    "sub": "subscript",
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
"""The elements of HTML that say what a part of a line is."""


class InlineText:
    """A text under construction. A span inside another one of its kind says nothing more, and is none."""

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._open: list[tuple[int, SpanKind, str]] = []
        self._spans: list[Span] = []

    def add(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def open(self, kind: SpanKind, target: str = "") -> None:
        if len(self._open) < _MAX_OPEN:
            self._open.append((self.length, kind, target))

    def close(self, kind: SpanKind) -> None:
        """Close the last span of a kind, if one is open."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][1] == kind:
                self._end(*self._open.pop(at))
                return

    def code(self, text: str) -> None:
        self.open("code")
        self.add(text)
        self.close("code")

    def place(self) -> int:
        """A place in the text, for `since`."""
        return len(self._parts)

    def since(self, place: int) -> str:
        return "".join(self._parts[place:])

    def text(self) -> str:
        return "".join(self._parts)

    def spans(self) -> tuple[Span, ...]:
        """The spans, those that are still open included, in the order in which they begin, outer ones
        first."""
        while self._open:
            self._end(*self._open.pop())
        return tuple(sorted(self._spans, key=lambda span: (span.start, -span.end)))

    def _end(self, start: int, kind: SpanKind, target: str) -> None:
        is_inside = any(each[1] == kind for each in self._open)
        if not is_inside and start < self.length:
            self._spans.append(Span(start, self.length, kind, target))
