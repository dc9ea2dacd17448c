"""Marks and passages: where the words of a query stand in an article, and which paragraphs show it best.

Engines find articles; this module shows why, from the text alone. A mark is set only on what the
query asks for: every form of a word, a phrase only where its words stand together, words within a
distance without those between them, patterns and the like only on words that match as written;
nothing for dates and for what is behind NOT.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import takewhile
from typing import NamedTuple

from search.highlight.query_matcher import Mark, QueryMatcher
from search.model.articles import Article, Paragraph, ParagraphKind
from search.model.results import MarkedArticle, MarkedParagraph, Passage

EXCERPT = 360
_LEAD = 80
MOST_SEARCHED = 200_000
"""Characters of an article that are looked through for passages: some 40,000 words."""
_SPECIAL = re.compile("[&<>]")


class Candidate(NamedTuple):
    """A paragraph that could be shown: its place, its kind, and the leaves that stand in it."""

    place: int
    kind: ParagraphKind
    leaves: frozenset[int]


def marked(text: str, marks: Sequence[Mark]) -> str:
    """`text` as escaped HTML with the marked ranges, joined where they overlap, in <mark>."""
    escaped = _escaped if _SPECIAL.search(text) else str
    parts = []
    done = 0
    for start, end in _joined(marks):
        parts += [escaped(text[done:start]), "<mark>", escaped(text[start:end]), "</mark>"]
        done = end
    return "".join([*parts, escaped(text[done:])])


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def best_passages(
    passages: Sequence[Paragraph], query_matcher: QueryMatcher, places: Iterable[int], most: int
) -> tuple[Passage, ...]:
    """Up to `most` paragraphs of an article's, in order, that together show most of the query.

    Only those at `places` are looked at, and of a very long article only the beginning.
    """
    looked_at = list(places)
    marks: dict[int, list[Mark]] = {}
    searched = 0
    for number, found in query_matcher.marks_in_each([passages[place].text for place in looked_at]):
        place = looked_at[number]
        searched += len(passages[place].text)
        if found:
            marks[place] = found
        if searched > MOST_SEARCHED:
            break
    candidates = [
        Candidate(place, passages[place].kind, frozenset(mark.leaf for mark in found))
        for place, found in marks.items()
    ]
    return tuple(
        passage(passages[place], place, marks[place])
        for place in covering(candidates, query_matcher.weights, most)
    )


def opening(passages: Sequence[Paragraph]) -> tuple[Passage, ...]:
    """The first paragraph that is no heading, unmarked: for an article that matches elsewhere."""
    for place, each in enumerate(passages):
        if each.kind != "heading":
            return (passage(each, place, ()),)
    return ()


def covering(found: Sequence[Candidate], weights: Sequence[float], most: int) -> list[int]:
    """The places of up to `most` paragraphs, rising: each next one adds the most not yet shown.

    Headings are taken only if there is nothing else.
    """
    left = [each for each in found if each.kind != "heading"] or list(found)
    if len(left) <= most:
        return sorted(each.place for each in left)
    worth = {each: sum(weights[leaf] for leaf in each.leaves) for each in left}
    left.sort(key=lambda each: (-worth[each], each.place))
    chosen: list[int] = []
    shown: set[int] = set()
    for _ in range(most):
        best = left[0]
        if any(not each.leaves <= shown for each in left):
            best = max(left, key=lambda each: sum(weights[leaf] for leaf in each.leaves - shown))
        left.remove(best)
        chosen.append(best.place)
        shown |= best.leaves
    return sorted(chosen)


def passage(paragraph: Paragraph, place: int, marks: Sequence[Mark]) -> Passage:
    """The paragraph as a passage; a long one is cut to the stretch with most of the marks."""
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
    return Passage(paragraph.anchor, place, html, before + text + after)


def marked_article(article: Article, title: QueryMatcher, text: QueryMatcher) -> MarkedArticle:
    """The whole article with its matches marked."""
    paragraphs = []
    for paragraph in article.paragraphs:
        marks = text.marks(paragraph.text)
        html = marked(paragraph.text, marks)
        paragraphs.append(
            MarkedParagraph(paragraph.anchor, paragraph.kind, html, len(_joined(marks)))
        )
    summary = text.marks(article.summary)
    return MarkedArticle(
        article=article,
        title_html=marked(article.title, title.marks(article.title)),
        summary_html=marked(article.summary, summary),
        paragraphs=tuple(paragraphs),
        matches=len(_joined(summary)) + sum(each.matches for each in paragraphs),
    )


def _joined(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The ranges of marks that are sorted by start, overlapping ones made one."""
    ranges: list[tuple[int, int]] = []
    for mark in marks:
        if ranges and mark.start < ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], mark.end))
        else:
            ranges.append((mark.start, mark.end))
    return ranges


def _stretch(text: str, marks: Sequence[Mark]) -> tuple[int, int]:
    """Where to cut a text: about EXCERPT characters, whole words, with the most different leaves."""
    if len(text) <= EXCERPT + _LEAD:
        return 0, len(text)
    best = max(range(len(marks)), key=lambda number: _held(marks, number), default=-1)
    first = marks[best].start if marks else 0
    start = 0 if first <= _LEAD else _word_start(text, first - _LEAD)
    if len(text) - start <= EXCERPT:
        start = _word_start(text, len(text) - EXCERPT)
    return start, _word_end(text, start + EXCERPT)


def _held(marks: Sequence[Mark], first: int) -> tuple[int, int, int]:
    """How many leaves and how many marks stand in a stretch that begins with a mark, given by its
    number; of equal stretches the first is the largest."""
    end = marks[first].start + EXCERPT - _LEAD
    following = map(marks.__getitem__, range(first, len(marks)))
    near = takewhile(lambda mark: mark.start < end, following)
    within = [mark for mark in near if mark.end <= end]
    return len({mark.leaf for mark in within}), len(within), -first


def _word_start(text: str, place: int) -> int:
    space = text.find(" ", place - 1, place + 40)
    return space + 1 if space >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - 40, place + 1)
    return space if space > 0 else place
