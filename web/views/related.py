"""Related articles at the end of the page of an article, and the ways to more of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from search.model.related import RelatedArticle, RelatedArticles
from search.model.results import Hit
from web.directions import direction
from web.language import gettext as _
from web.links import Links
from web.url_templates import UrlTemplate
from web.views.hits import Day, Link, day, papers
from web.wording import UNTITLED, isolated_names

_TAG = re.compile("<[^<>]*>")
_MUCH = 120
_COPIES = 3


@dataclass(frozen=True, slots=True)
class NearArticle:
    """A related article: the words that it shares, some of its copies, and how many more there are."""

    title: str
    url: str
    direction: str
    byline: Markup
    papers: Markup
    published: Day | None
    shares: str
    copies: tuple[Link, ...]
    more_copies: int


@dataclass(frozen=True, slots=True)
class Near:
    """What related.html shows; `similar` is the search for more articles like this one, and
    `similar_passages` has those for articles like a passage."""

    articles: tuple[NearArticle, ...]
    similar: str
    similar_passages: UrlTemplate

    @staticmethod
    def has_much(html: str) -> bool:
        """Whether a passage has so much text that others can be like it."""
        return len(_TAG.sub("", html)) >= _MUCH


def related_view(found: RelatedArticles, links: Links, id: str) -> Near:
    articles = tuple(_near(each, links) for each in found.articles)
    return Near(articles, links.similar(id), links.similar_passages(id))


def _near(related: RelatedArticle, links: Links) -> NearArticle:
    hit = related.hit
    return NearArticle(
        title=hit.title or _(UNTITLED),
        url=links.article(hit.id),
        direction=direction(hit.title),
        byline=isolated_names(hit.authors),
        papers=papers(hit),
        published=day(hit.published),
        shares=_(", ").join(related.shares),
        copies=tuple(_copy(each, links) for each in related.copies[:_COPIES]),
        more_copies=len(related.copies[_COPIES:]) + related.more_copies,
    )


def _copy(hit: Hit, links: Links) -> Link:
    return Link(hit.title or _(UNTITLED), links.article(hit.id))
