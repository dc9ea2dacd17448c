"""The page of an article: its text in blocks, matches numbered, its fields as links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from markupsafe import Markup

from search.model.articles import SUMMARY_ANCHOR, Article
from search.model.facets import AUTHOR, SOURCE, FacetName
from search.model.request import SearchRequest
from search.model.results import MOST_COPIES, MarkedArticle, MarkedParagraph
from search.text.languages import language_of
from web.directions import direction, direction_of_html
from web.language import gettext as _
from web.links import Links, is_web_address
from web.neighbours import Neighbours
from web.views.copies import CopiesView, copies_view
from web.views.hits import Day, Link, day, language_tag
from web.views.minimap import MiniMap, mini_map
from web.views.text_blocks import Block, TextView, blocks, numbered, with_captions
from web.views.way import Way, way
from web.wording import (
    FIRST_NAMES,
    MOST_NAMES,
    UNTITLED,
    joined,
    listed,
    long_date,
    quoted_text,
    value_name,
)

DESCRIBED = 200

_TELLING = 5


@dataclass(frozen=True, slots=True)
class Jump:
    """A paragraph with matches, and the numbers of its matches in the article ("3" or "3–5")."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """A facet of the article with its values, each a link to a search."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """The paper the article first appeared in; `address` is empty unless it is safe to link to."""

    name: str
    url: str
    published: Day | None
    address: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What article.html shows."""

    title: Markup
    plain_title: str
    description: str
    canonical: str
    language: str
    direction: str
    standfirst: TextView | None
    authors: tuple[Link, ...]
    more_authors: tuple[Link, ...]
    publisher: str
    published: Day | None
    source: SourceView | None
    address: str
    rights: str
    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    text: str
    matches: int
    is_whole: bool
    jumps: tuple[Jump, ...]
    map: MiniMap | None
    way: Way | None
    copies: CopiesView
    citation: str


def article_page(
    marked: MarkedArticle, request: SearchRequest, links: Links, found: Neighbours | None = None
) -> ArticlePage:
    """`request` is the search whose matches are marked, and `found` where the article stands in it."""
    article = marked.article
    way_of_text = direction(" ".join((article.title, *_beginning(article))))
    numbers = count(1)
    standfirst = _standfirst(marked, numbers)
    texts = [
        (each, replace(_text(each, numbers, way_of_text), number=number))
        for number, each in enumerate(with_captions(marked), 1)
    ]
    authors = _searches(AUTHOR, article.authors, links)
    shown = len(authors) if len(authors) <= MOST_NAMES else FIRST_NAMES
    all_texts = ([standfirst] if standfirst else []) + [text for _, text in texts]
    return ArticlePage(
        title=Markup(marked.title_html) or Markup(_(UNTITLED)),
        plain_title=article.title or _(UNTITLED),
        description=_description(article),
        canonical=links.article(article.id),
        language=language_tag(article.language) or language_of(article),
        direction=way_of_text,
        standfirst=standfirst,
        authors=authors[:shown],
        more_authors=authors[shown:],
        publisher=article.publisher,
        published=day(article.published),
        source=_source(article, links),
        address=article.address if is_web_address(article.address) else "",
        rights=article.rights,
        rows=tuple(_rows(article, links)),
        blocks=tuple(blocks(texts)),
        text=request.text,
        matches=marked.matches,
        is_whole=marked.is_whole,
        jumps=tuple(_jumps(all_texts)),
        map=mini_map(each.html for each in all_texts),
        way=way(request, found, links),
        copies=copies_view(marked.copies, links, MOST_COPIES),
        citation=_citation(article),
    )


def _standfirst(marked: MarkedArticle, numbers: Iterator[int]) -> TextView | None:
    if not marked.summary_html:
        return None
    matches = marked.summary_html.count("<mark>")
    return TextView(SUMMARY_ANCHOR, numbered(marked.summary_html, numbers), matches)


def _text(paragraph: MarkedParagraph, numbers: Iterator[int], around: str) -> TextView:
    """The view of a paragraph in an article whose direction is `around`."""
    own = direction_of_html(paragraph.html)
    is_other = own != around and "rtl" in (own, around)
    html = numbered(paragraph.html, numbers)
    own = own if is_other else ""
    return TextView(
        paragraph.anchor, html, paragraph.matches, own, is_repeated=paragraph.is_repeated
    )


def _beginning(article: Article) -> Iterator[str]:
    """Text enough to tell in which direction an article is written."""
    yield article.summary
    yield from (each.text for each in article.paragraphs[:_TELLING])


def _jumps(texts: Iterable[TextView]) -> Iterator[Jump]:
    first = 1
    for text in texts:
        last = first + text.matches - 1
        if text.matches:
            yield Jump(text.anchor, f"{first}" if last == first else f"{first}–{last}")
        first = last + 1


def _rows(article: Article, links: Links) -> Iterator[Row]:
    """A row for each facet, except those in the head of the article."""
    for facet in links.facets:
        values = article.values(facet.name)
        if values and facet.name not in (AUTHOR, SOURCE):
            label = facet.label if len(values) == 1 else facet.labels
            yield Row(label, _searches(facet.name, values, links))


def _searches(facet: FacetName, values: Iterable[str], links: Links) -> tuple[Link, ...]:
    """Links to the articles with each value; their addresses are empty if the facet is not offered."""
    return tuple(Link(value_name(facet, value), _search(facet, value, links)) for value in values)


def _search(facet: FacetName, value: str, links: Links) -> str:
    if facet not in links.facets or not value:
        return ""
    return links.search(SearchRequest().with_value(facet, value))


def _source(article: Article, links: Links) -> SourceView | None:
    source = article.source
    if not (source.name or source.published or is_web_address(source.address)):
        return None
    return SourceView(
        name=source.name,
        url=_search(SOURCE, source.name, links),
        published=day(source.published),
        address=source.address if is_web_address(source.address) else "",
    )


def _description(article: Article) -> str:
    text = article.summary or next(
        (each.text for each in article.paragraphs if not each.is_repeated), ""
    )
    if len(text) <= DESCRIBED:
        return text
    return f"{text[:DESCRIBED].rsplit(' ', 1)[0]} …"


def _citation(article: Article) -> str:
    """Authors, title, publisher and date, as far as they are known."""
    title = quoted_text(article.title or _(UNTITLED))
    parts = (joined(article.authors), title, article.publisher, long_date(article.published))
    return f"{listed(parts)}."
