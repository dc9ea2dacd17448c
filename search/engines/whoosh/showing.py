"""Making hits: the stored head of an article, its title with marks, and its best passages.

Which paragraphs hold words of the query is read off the positions of the postings; only those are
looked at.
"""

from __future__ import annotations

from whoosh import query

from search import highlighting
from search.engines.whoosh.passages import matching_paragraphs
from search.engines.whoosh.schema import TITLE, searched_fields
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.statistics import Statistics, indexed_term
from search.highlighting import marker
from search.query import leaves
from search.results import Hit, Passage


class Shown:
    """How the hits of one search are shown: at most `passages` passages each."""

    def __init__(self, tree: query.Query, statistics: Statistics, passages: int) -> None:
        rarity = _rarity(tree, statistics)
        self._tree = tree
        self._title = marker(tree, "title", rarity)
        self._text = marker(tree, "text", rarity)
        self._passages = passages
        self._title_terms = _title_terms(tree)

    def hit(self, segment: Segment, document: int, score: float, paragraph: int | None) -> Hit:
        """The hit for a document of a segment, or for one of its paragraphs."""
        head = segment.head(document)
        return Hit(
            id=segment.id(document),
            title=head.title,
            title_html=self._marked_title(segment, document, head.title),
            authors=head.authors,
            publisher=head.publisher,
            published=head.published,
            regions=head.regions,
            themes=head.themes,
            reports=head.reports,
            source=head.source,
            score=round(score, 4),
            passages=self._shown(segment, document, paragraph),
        )

    def _marked_title(self, segment: Segment, document: int, title: str) -> str:
        is_marked = self._title_terms is None or any(
            segment.field(TITLE).holds(term, document) for term in self._title_terms
        )
        return highlighting.marked(title, self._title.marks(title) if is_marked else [])

    def _shown(self, segment: Segment, document: int, paragraph: int | None) -> tuple[Passage, ...]:
        if paragraph is not None:
            whole = segment.body(document).passage(paragraph)
            return (highlighting.passage(whole, paragraph, self._text.marks(whole.text)),)
        if not self._passages:
            return ()
        places = matching_paragraphs(segment, document, self._tree)
        return highlighting.best_passages(
            segment.body(document).passages(), self._text, places, self._passages
        )


def _title_terms(tree: query.Query) -> frozenset[str] | None:
    """The terms without which a title shows no mark; None if they cannot be told from the tree."""
    found = [leaf for leaf in leaves(tree) if TITLE in searched_fields(leaf.fieldname)]
    if not all(type(leaf) in (query.Term, query.Phrase) for leaf in found):
        return None
    words = (leaf.words if isinstance(leaf, query.Phrase) else [leaf.text] for leaf in found)
    return frozenset(indexed_term(TITLE, word) for each in words for word in each)


def _rarity(tree: query.Query, statistics: Statistics) -> dict[str, float]:
    """What each word of the query is worth in a passage: its weight in the text."""
    words = {
        word
        for leaf in leaves(tree)
        if type(leaf) in (query.Term, query.Phrase) and "text" in searched_fields(leaf.fieldname)
        for word in (leaf.words if isinstance(leaf, query.Phrase) else [leaf.text])
    }
    return {word: statistics.idf("text", indexed_term("text", word)) for word in words}
