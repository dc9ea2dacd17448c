"""Spans stay on the same characters, however a text is cleaned."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.model.articles import Span
from search.reading.clean_text import clean, clean_lines, squeezed
from search.reading.spans import moved

_pieces = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            " ",
            "  ",
            "\n",
            "\t",
            "\xad",
            "\x07",
            "e\u0301",
            "é",
            "東",
            "\xa0",
            "ﬁ",
        ]
    ),
    max_size=14,
)


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, Span]:
    """A text and a span of it, which begins and ends between pieces."""
    before, inside, after = draw(_pieces), draw(_pieces), draw(_pieces)
    start = len("".join(before))
    end = start + len("".join(inside))
    return "".join((*before, *inside, *after)), Span(start, end, "strong")


@given(_marked())
def test_a_span_marks_the_same_characters(marked: tuple[str, Span]) -> None:
    text, span = marked
    for cleaned in (clean(text), clean_lines(text)):
        expected = squeezed(text[span.start : span.end])
        found = moved([span], text, cleaned, squeezed)
        marks = [cleaned[each.start : each.end] for each in found]
        assert [squeezed(mark) for mark in marks] == [expected] * bool(expected)
        assert all(mark == mark.strip() for mark in marks)


@given(_marked(), st.integers(0, 3), st.integers(0, 3))
def test_an_empty_cell_stays_between_its_neighbours(
    marked: tuple[str, Span], before: int, after: int
) -> None:
    text, span = marked
    cells = [Span(span.start, span.start, "cell"), span._replace(kind="cell")]
    found = moved(cells, text, clean(text), squeezed)
    assert len(found) == 2
    assert 0 <= found[0].start == found[0].end <= found[1].start <= found[1].end <= len(clean(text))


def test_a_mark_goes_with_its_letter() -> None:
    text = "cafe\u0301  noir"
    found = moved([Span(3, 4, "strong"), Span(4, 5, "emphasis")], text, clean(text), squeezed)
    assert found == (Span(3, 4, "strong"),)
