"""The articles with the same text as another one: beside a hit, and on the page of an article."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from search.model.results import Copies, Copy
from web.language import gettext as _
from web.links import Links
from web.wording import UNTITLED, isolated, long_date


@dataclass(frozen=True, slots=True)
class CopyView:
    """A copy: its title, and the paper and day of it, "" if neither is known."""

    title: str
    url: str
    credit: Markup


@dataclass(frozen=True, slots=True)
class CopiesView:
    """Some copies of an article, and how many more there are."""

    listed: tuple[CopyView, ...]
    more: int


def copies_view(copies: Copies, links: Links, most: int) -> CopiesView:
    """At most `most` copies."""
    listed = tuple(_copy(each, links) for each in copies.listed[:most])
    return CopiesView(listed, len(copies.listed) - len(listed) + copies.more)


def _copy(copy: Copy, links: Links) -> CopyView:
    source = isolated(copy.source) if copy.source else Markup()
    day = isolated(long_date(copy.published)) if copy.published else Markup()
    return CopyView(
        copy.title or _(UNTITLED),
        links.article(copy.id),
        Markup(_(", ")).join(filter(None, (source, day))),
    )
