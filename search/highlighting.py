"""Marks and passages: where the words of a query stand in an article, and which paragraphs show it best.

Engines find articles; this module shows why, from the text alone. A mark is set only on what the
query asks for: every form of a word, a phrase only where its words stand together, words within a
distance without those between them, patterns and the like only on words that match as written;
nothing for dates and for what is behind NOT.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from whoosh import query

from search import analysis, marking
from search.articles import Article, Paragraph, ParagraphKind
from search.marking import Finder, PlainFinder, Words, finder, needed, plain_finder
from search.query import ANY, leaves
from search.results import MarkedArticle, MarkedParagraph, Passage

EXCERPT = 360
_LEAD = 80


class Mark(NamedTuple):
    """Characters `start` to `end` of a text match leaf number `leaf`."""

    start: int
    end: int
    leaf: int


class Candidate(NamedTuple):
    """A paragraph that could be shown: its place, its kind, and the leaves that stand in it."""

    place: int
    kind: ParagraphKind
    leaves: frozenset[int]


class Sought(NamedTuple):
    """A leaf: what finds it among words, and in plain texts if it can be found there, what must
    stand in a plain text that holds it, and its number."""

    find: Finder
    find_plain: PlainFinder | None
    needed: tuple[str, ...]
    leaf: int


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the leaves of a query tree in text: stems of terms by look-up, `others` one by one.

    `weights` says how much a leaf that is found is worth to a passage; leaves are numbered over
    both. Leaves that are searched in other fields are not in it.
    """

    stems: Mapping[str, int]
    terms: Sequence[tuple[PlainFinder, int]]
    others: Sequence[Sought]
    weights: Sequence[float]

    def marks(self, text: str) -> list[Mark]:
        """All matches, by start; they may overlap."""
        if not self.weights:
            return []
        plain = marking.plain(text)
        return self.marks_in(Words.of(text)) if plain is None else self._marks_in_plain(text, plain)

    def marks_in(self, words: Words) -> list[Mark]:
        found = [
            Mark(token.start, token.end, self.stems[stem])
            for token, stem in zip(words.tokens, words.stems, strict=True)
            if stem in self.stems
        ]
        found += [Mark(*place, each.leaf) for each in self.others for place in each.find(words)]
        return sorted(found)

    def _marks_in_plain(self, text: str, plain: str) -> list[Mark]:
        found = [Mark(*place, leaf) for find, leaf in self.terms for place in find(plain)]
        words: Words | None = None
        for each in self.others:
            if not all(piece in plain for piece in each.needed):
                continue
            if each.find_plain:
                places = each.find_plain(plain)
            else:
                words = words or Words.of(text)
                places = each.find(words)
            found += [Mark(*place, each.leaf) for place in places]
        return sorted(found)


def marker(
    tree: query.Query | None, field: str, rarity: Mapping[str, float] | None = None
) -> Marker:
    """A marker for the text of `field`; `rarity` gives the weight of a folded word, 1 if absent."""
    rare = rarity or {}
    stems: dict[str, int] = {}
    terms: list[tuple[PlainFinder, int]] = []
    others: list[Sought] = []
    weights: list[float] = []
    for leaf in leaves(tree) if tree is not None else ():
        if leaf.fieldname not in (ANY, field):
            continue
        find_plain, stem = plain_finder(leaf), _stem_of(leaf)
        if not stem:
            others.append(Sought(finder(leaf), find_plain, needed(leaf), len(weights)))
        elif stem not in stems and find_plain:
            stems[stem] = len(weights)
            terms.append((find_plain, len(weights)))
        weights.append(leaf.boost * _worth(leaf, rare))
    return Marker(stems, terms, others, weights)


def marked(text: str, marks: Sequence[Mark]) -> str:
    """`text` as escaped HTML with the marked ranges, joined where they overlap, in <mark>."""
    parts = []
    done = 0
    for start, end in _joined(marks):
        parts += [escape(text[done:start], quote=False)]
        parts += ["<mark>", escape(text[start:end], quote=False), "</mark>"]
        done = end
    return "".join([*parts, escape(text[done:], quote=False)])


def best_passages(
    passages: Sequence[Paragraph], marker: Marker, places: Iterable[int], most: int
) -> tuple[Passage, ...]:
    """Up to `most` paragraphs of an article's, in order, that together show most of the query.

    Only those at `places` are looked at.
    """
    marks = {place: found for place in places if (found := marker.marks(passages[place].text))}
    candidates = [
        Candidate(place, passages[place].kind, frozenset(mark.leaf for mark in found))
        for place, found in marks.items()
    ]
    return tuple(
        passage(passages[place], place, marks[place])
        for place in covering(candidates, marker.weights, most)
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
    chosen: list[int] = []
    shown: set[int] = set()

    def gain(each: Candidate) -> tuple[float, float, int]:
        new = sum(weights[leaf] for leaf in each.leaves - shown)
        return new, sum(weights[leaf] for leaf in each.leaves), -each.place

    left = [each for each in found if each.kind != "heading"] or list(found)
    while left and len(chosen) < most:
        best = max(left, key=gain)
        chosen.append(best.place)
        shown |= best.leaves
        left.remove(best)
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


def marked_article(article: Article, title: Marker, text: Marker) -> MarkedArticle:
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


def _stem_of(leaf: query.Query) -> str:
    """The stem of a term; "" for other leaves."""
    return analysis.stem(leaf.text) if isinstance(leaf, query.Term) else ""


def _worth(leaf: query.Query, rare: Mapping[str, float]) -> float:
    if isinstance(leaf, query.Phrase):
        return 1.5 * sum(rare.get(word, 1.0) for word in leaf.words)
    return rare.get(leaf.text, 1.0) if isinstance(leaf, query.Term) else 1.0


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
    first = max(marks, key=lambda mark: _held(marks, mark.start), default=Mark(0, 0, 0)).start
    start = 0 if first <= _LEAD else _word_start(text, first - _LEAD)
    if len(text) - start <= EXCERPT:
        start = _word_start(text, len(text) - EXCERPT)
    return start, _word_end(text, start + EXCERPT)


def _held(marks: Sequence[Mark], start: int) -> tuple[int, int, int]:
    within = [m for m in marks if m.start >= start and m.end <= start + EXCERPT - _LEAD]
    return len({mark.leaf for mark in within}), len(within), -start


def _word_start(text: str, place: int) -> int:
    space = text.find(" ", place - 1, place + 40)
    return space + 1 if space >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - 40, place + 1)
    return space if space > 0 else place
