"""Makes hits: the stored head of an article, its title with marks, and its best passages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property

from search.engines.common import hits
from search.engines.whoosh.searching.duplicates import Duplicates
from search.engines.whoosh.searching.postings_highlighter import LeafPositions
from search.engines.whoosh.searching.segment_group import SegmentGroup
from search.engines.whoosh.searching.statistics import CollectionStatistics
from search.engines.whoosh.segments.doc_store import StoredBody, StoredHead
from search.engines.whoosh.segments.segment import Segment
from search.highlight import snippets
from search.highlight.covering import covering
from search.highlight.query_matcher import QueryMatcher, query_matcher
from search.model.deadline import Deadline
from search.model.results import MOST_COPIES, NO_COPIES, Copies, Hit, Passage
from search.model.schema import TEXT, TITLE, searched_fields
from search.query.languages import in_language
from search.query.tree import Query, positive_leaves, words_of
from search.text.stemming import bare

HeadReader = Callable[[Segment, int], StoredHead]
"""Reads the head of a document of a segment."""


def kept_head(segment: Segment, document: int) -> StoredHead:
    """A head that is kept for the next search."""
    return segment.head(document)


class HitFetcher:
    """Makes the hits of one search, each with at most `passages` passages. Hits that are made after the
    deadline have their first passage instead of the best, and `is_whole` is False then."""

    def __init__(
        self,
        tree: Query,
        statistics: CollectionStatistics,
        passages: int,
        deadline: Deadline,
        duplicates: Duplicates,
        head: HeadReader = kept_head,
    ) -> None:
        self.is_whole = True
        self._duplicates = duplicates
        self._deadline = deadline
        self._head = head
        self._has_passages = passages > 0
        self._in = cache(lambda language: _Fetcher(tree, language, statistics, passages))

    def hit(self, segment: Segment, document: int, score: float, paragraph: int | None) -> Hit:
        """The hit for a document of a segment, or for one of its paragraphs."""
        fetcher = self._in(segment.language(document))
        head = self._head(segment, document)
        if paragraph is None and self._has_passages and self._deadline.is_over:
            self.is_whole = False
            return fetcher.opened(segment, document, head, score)
        return fetcher.hit(segment, document, head, score, paragraph)

    def copies(self, group: SegmentGroup, document: int) -> Copies:
        """The articles with the same text as a document of a segment group."""
        return copies_of(self._duplicates, group, document, self._head)


def copies_of(
    duplicates: Duplicates, group: SegmentGroup, document: int, head: HeadReader
) -> Copies:
    """The other members of the group of duplicates that a document is in; `head` reads what is shown."""
    others = duplicates.others(group, document)
    heads = [head(*group.segment_of(own)) for group, own in others[:MOST_COPIES]]
    return Copies(tuple(map(hits.copy, heads)), len(others[MOST_COPIES:])) if heads else NO_COPIES


class _Fetcher:
    """Makes the hits of one search that are in one language."""

    def __init__(
        self, tree: Query, language: str, statistics: CollectionStatistics, passages: int
    ) -> None:
        self._tree = tree
        self._language = language
        self._statistics = statistics
        self._title = query_matcher(tree, TITLE, language=language)
        self._positions = LeafPositions(in_language(tree, language), TEXT)
        self._passages = passages

    def hit(
        self,
        segment: Segment,
        document: int,
        head: StoredHead,
        score: float,
        paragraph: int | None,
    ) -> Hit:
        """See `HitFetcher.hit`."""
        passages = self._hit_passages(segment, document, head.title, paragraph)
        return hits.hit(head, self._title, score, passages)

    def opened(self, segment: Segment, document: int, head: StoredHead, score: float) -> Hit:
        """The hit with the first passage of the article."""
        body = segment.body(document)
        return hits.hit(head, self._title, score, _opening(body))

    @cached_property
    def _text(self) -> QueryMatcher:
        rarity = _rarity(in_language(self._tree, self._language), self._statistics)
        return query_matcher(self._tree, TEXT, rarity, self._language)

    def _hit_passages(
        self, segment: Segment, document: int, title: str, paragraph: int | None
    ) -> tuple[Passage, ...]:
        if paragraph is not None:
            whole = segment.body(document).passage(paragraph)
            return (snippets.passage(whole, paragraph, self._text.marks(whole.text)),)
        if not self._passages:
            return ()
        body = segment.body(document)
        if self._positions.are_known:
            best = self._by_position(segment, document, title, body)
        else:
            best = snippets.best_passages(
                body.passages(), self._text, body.searched(), self._passages, title
            )
        return (
            best
            or hits.of_captions(
                body.captions, self._tree, self._language, self._passages, len(body.kinds)
            )
            or _opening(body)
        )

    def _by_position(
        self, segment: Segment, document: int, title: str, body: StoredBody
    ) -> tuple[Passage, ...]:
        found = self._positions.matches(segment, document)
        read = cache(body.passage)
        best = covering(
            found.leaves(),
            body.is_heading,
            lambda position: read(position).text,
            self._text.weights,
            self._passages,
            title,
        )
        return tuple(
            snippets.passage(paragraph, position, found.marks_in(position, paragraph.text))
            for position in best
            for paragraph in [read(position)]
        )


def _opening(body: StoredBody) -> tuple[Passage, ...]:
    return hits.opening(((each, body.kind(each)) for each in body.searched()), body.passage)


def _rarity(tree: Query, statistics: CollectionStatistics) -> dict[str, float]:
    """What each word of the query is worth in a passage: its weight in the ranking."""
    return {
        bare(word): statistics.weight(leaf.field, word)
        for leaf in positive_leaves(tree)
        if TEXT in searched_fields(leaf.field)
        for word in words_of(leaf)
    }
