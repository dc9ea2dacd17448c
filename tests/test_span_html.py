"""Spans and matches as HTML: balanced, escaped, and with all of the text, however they overlap."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from search.highlight.span_html import marked, paragraph_html
from search.model.articles import Form, Paragraph, Span

TEXT = "a <b> & river\"'rose é"
_ends = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(
    lambda ends: (min(ends), max(ends))
)
_spans = st.lists(
    st.builds(
        lambda ends, kind, target: Span(ends[0], ends[1], kind, target),
        _ends,
        st.sampled_from(["link", "strong", "emphasis", "superscript", "code"]),
        st.sampled_from(
            ["", "https://example.org/?a=1&b='2'", "javascript:alert(1)", '"><script>']
        ),
    ),
    max_size=6,
).map(lambda spans: tuple(sorted(spans, key=lambda span: (span.start, -span.end))))
_marks: st.SearchStrategy[list[tuple[int, int]]] = st.sets(
    st.integers(0, len(TEXT)), max_size=6
).map(lambda ends: list(zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False)))


class _Checked(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.open = "", list[str]()
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("a", "strong", "em", "sup", "code", "mark")
        assert all(not (value or "").startswith("javascript") for _, value in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@given(_spans, _marks)
def test_any_spans_and_marks(spans: tuple[Span, ...], marks: list[tuple[int, int]]) -> None:
    html = paragraph_html(Paragraph("p", TEXT, form=Form(spans)), marks)
    assert _Checked(html).text == TEXT
    assert html.count("<mark>") == len(marks)


@given(_marks)
def test_a_paragraph_without_spans_is_marked_text(marks: list[tuple[int, int]]) -> None:
    assert paragraph_html(Paragraph("p", TEXT), marks) == marked(TEXT, marks)
