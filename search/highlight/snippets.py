"""Marks and passages: where the words of a query occur in an article, and its best paragraphs.

Engines find articles; this module shows why they match, from the text alone. It marks only what the
query asks for: every form of a word; a phrase only where its words are adjacent; words within a
distance without the words between them; for patterns and the like only words that match as written;
nothing for dates and for what is below NOT.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from search.highlight import span_html
from search.highlight.covering import bits_of, covering
from search.highlight.leaf_matcher import Span
from search.highlight.query_matcher import Mark, QueryMatcher
from search.model.articles import Article, Paragraph
from search.model.deadline import NEVER, Deadline
from search.model.results import MarkedArticle, MarkedParagraph, Passage

EXCERPT = 360
_LEAD = 80
MOST_SEARCHED = 200_000
"""Characters of an article that are searched for passages: about 40,000 words."""


def marked(text: str, marks: Sequence[Mark]) -> str:
    """`text` as escaped HTML with its marks in <mark>; overlapping marks are joined."""
    return span_html.marked(text, _joined(marks))


def best_passages(
    passages: Sequence[Paragraph],
    query_matcher: QueryMatcher,
    positions: Iterable[int],
    most: int,
    title: str = "",
) -> tuple[Passage, ...]:
    """Up to `most` passages of an article, in order, that together show most of the query, besides its
    title.

    Only the passages at `positions` are searched, and only the beginning of a very long article.
    """
    marks = _marks(passages, query_matcher, list(positions))
    leaves = {at: bits_of(mark.leaf for mark in found) for at, found in marks.items()}
    best = covering(
        leaves,
        lambda at: passages[at].kind == "heading",
        lambda at: passages[at].text,
        query_matcher.weights,
        most,
        title,
    )
    return tuple(passage(passages[at], at, marks[at]) for at in best)


def _marks(
    passages: Sequence[Paragraph], query_matcher: QueryMatcher, positions: Sequence[int]
) -> dict[int, list[Mark]]:
    """The marks of each passage that has any, by position, until MOST_SEARCHED is reached."""
    marks: dict[int, list[Mark]] = {}
    searched = 0
    texts = [passages[position].text for position in positions]
    for index, found in query_matcher.marks_in_each(texts):
        searched += len(texts[index])
        if found:
            marks[positions[index]] = found
        if searched > MOST_SEARCHED:
            break
    return marks


def passage(paragraph: Paragraph, position: int, marks: Sequence[Mark]) -> Passage:
    """The paragraph as a passage; a long one is cut to the stretch that shows most of the query."""
    start, end = _stretch(paragraph.text, marks)
    before = "… " if start else ""
    after = " …" if end < len(paragraph.text) else ""
    text = paragraph.text[start:end]
    kept = [
        Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.leaf)
        for mark in marks
        if mark.start >= start and mark.end <= end
    ]
    html = before + marked(text, kept) + after
    return Passage(paragraph.anchor, position, html, before + text + after)


def marked_article(
    article: Article,
    title: QueryMatcher,
    text: QueryMatcher,
    caption: QueryMatcher,
    *,
    deadline: Deadline = NEVER,
) -> MarkedArticle:
    """The whole article with its matches marked: those of each field by the matcher of the field. What
    comes after the deadline is left unmarked, and so is what is repeated."""
    paragraphs = [_marked_paragraph(each, text, deadline) for each in article.paragraphs]
    captions = [_marked_paragraph(each.paragraph, caption, deadline) for each in article.captions]
    summary = text.marks(article.summary)
    return MarkedArticle(
        article=article,
        title_html=marked(article.title, title.marks(article.title)),
        summary_html=marked(article.summary, summary),
        paragraphs=tuple(paragraphs),
        captions=tuple(captions),
        is_whole=not deadline.is_over,
        matches=len(_joined(summary)) + sum(each.matches for each in (*paragraphs, *captions)),
    )


def _marked_paragraph(
    paragraph: Paragraph, matcher: QueryMatcher, deadline: Deadline
) -> MarkedParagraph:
    is_left = paragraph.is_repeated or deadline.is_over
    marks = [] if is_left else _joined(matcher.marks(paragraph.text))
    html = span_html.paragraph_html(paragraph, marks)
    return MarkedParagraph(
        paragraph.anchor, paragraph.kind, html, len(marks), paragraph.form, paragraph.is_repeated
    )


def _joined(marks: Sequence[Mark]) -> list[Span]:
    """The spans of marks that are sorted by start; overlapping spans are joined."""
    spans: list[Span] = []
    for mark in marks:
        if spans and mark.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], mark.end))
        else:
            spans.append((mark.start, mark.end))
    return spans


def _stretch(text: str, marks: Sequence[Mark]) -> Span:
    """Where to cut a text: about EXCERPT characters, whole words, with the most different leaves."""
    if len(text) <= EXCERPT + _LEAD:
        return 0, len(text)
    best = max(range(len(marks)), key=lambda index: _coverage(marks, index), default=-1)
    first = marks[best].start if marks else 0
    start = 0 if first <= _LEAD else _word_start(text, first - _LEAD)
    if len(text) - start <= EXCERPT:
        start = _word_start(text, len(text) - EXCERPT)
    return start, _word_end(text, start + EXCERPT)


def _coverage(marks: Sequence[Mark], first: int) -> tuple[int, int, int]:
    """How many leaves and how many marks a stretch has that starts with the mark of index `first`.

    Of equal stretches the first is the greatest.
    """
    end = marks[first].start + EXCERPT - _LEAD
    following = map(marks.__getitem__, range(first, len(marks)))
    near = takewhile(lambda mark: mark.start < end, following)
    within = [mark for mark in near if mark.end <= end]
    return len({mark.leaf for mark in within}), len(within), -first


def _word_start(text: str, offset: int) -> int:
    space = text.find(" ", offset - 1, offset + 40)
    return space + 1 if space >= 0 else offset


def _word_end(text: str, offset: int) -> int:
    if offset >= len(text):
        return len(text)
    space = text.rfind(" ", offset - 40, offset + 1)
    return space if space > 0 else offset
