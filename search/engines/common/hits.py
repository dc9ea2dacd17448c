"""Hits and marked articles from stored fields, however an engine stores them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from search.engines.common.modes import Forms
from search.highlight import snippets
from search.highlight.leaf_matcher import words_of_title
from search.highlight.query_matcher import QueryMatcher, query_matcher
from search.model.articles import Article, Caption, Paragraph, ParagraphKind
from search.model.dates import AnyDate
from search.model.deadline import NEVER, Deadline
from search.model.facets import AUTHOR, SOURCE, FacetName
from search.model.results import Copy, Hit, MarkedArticle, Passage
from search.model.schema import CAPTION, TEXT, TITLE
from search.query.tree import Every, Query
from search.text.languages import language_of


class StoredFields(Protocol):
    """The stored fields of an article that a hit shows."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def publisher(self) -> str: ...

    @property
    def published(self) -> AnyDate | None: ...

    @property
    def facets(self) -> Mapping[FacetName, tuple[str, ...]]: ...


def hit(
    stored: StoredFields, title: QueryMatcher, score: float, passages: tuple[Passage, ...]
) -> Hit:
    """The hit for an article; `title` finds the matches in its title."""
    marks = title.marks(stored.title, words_of_title)
    return Hit(
        id=stored.id,
        title=stored.title,
        title_html=snippets.marked(stored.title, marks),
        publisher=stored.publisher,
        published=stored.published,
        facets=stored.facets,
        score=round(score, 4),
        passages=passages,
    )


def copy(stored: StoredFields) -> Copy:
    """What is said of an article beside the hit for another one with the same text."""
    source = next(iter(stored.facets.get(SOURCE, ())), "")
    return Copy(stored.id, stored.title, source or stored.publisher, stored.published)


def opening(
    kinds: Iterable[tuple[int, ParagraphKind]], passage: Callable[[int], Paragraph]
) -> tuple[Passage, ...]:
    """The first passage that is not a heading, unmarked: for an article that matches elsewhere.

    `kinds` are those of the passages of an article that are searched, each with its number; `passage`
    reads one of them, by its number.
    """
    for position, kind in kinds:
        if kind != "heading":
            return (snippets.passage(passage(position), position, ()),)
    return ()


def of_captions(
    captions: Sequence[Caption], tree: Query, language: str, most: int, first: int
) -> tuple[Passage, ...]:
    """The captions that match, for an article whose text does not; their positions follow those of the
    text, which has `first` passages."""
    if not captions:
        return ()
    paragraphs = [each.paragraph for each in captions]
    matcher = query_matcher(tree, CAPTION, language=language)
    found = snippets.best_passages(paragraphs, matcher, range(len(paragraphs)), most)
    return tuple(each._replace(position=first + each.position) for each in found)


def marked_article(article: Article, forms: Forms, deadline: Deadline) -> MarkedArticle:
    """The article with the matches of a query in these forms marked.

    Where it does not match as the query was read, neither its texts nor its authors, words that hyphens
    join are marked by themselves; words near to a misspelt one are always marked.
    """
    if isinstance(forms.tree, Every):
        return _marked(article, None, NEVER)
    if forms.near:
        return _marked(article, forms.shown, deadline)
    found = _marked(article, forms.tree, deadline)
    if found.matches or not found.is_whole or forms.loose == forms.tree:
        return found
    by_author = query_matcher(forms.tree, AUTHOR)
    if any(map(by_author.marks, article.authors)):
        return found
    return _marked(article, forms.loose, deadline)


def _marked(article: Article, tree: Query | None, deadline: Deadline) -> MarkedArticle:
    language = language_of(article)
    matchers = [query_matcher(tree, each, language=language) for each in (TITLE, TEXT, CAPTION)]
    return snippets.marked_article(article, *matchers, deadline=deadline)
