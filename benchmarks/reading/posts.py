"""Posts of a static site in Markdown: whether all of them are read, with all fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from search.model.articles import Article
from search.reading import Record, Unreadable, read

_TAG = re.compile(r"\{\{|\{%")


@dataclass(frozen=True, slots=True)
class Posts:
    """How many posts there are, how many are read, and how many of these have each field, and template
    tags in their text."""

    posts: int
    read: int
    fields: dict[str, int]
    with_tags: int


def posts_read(posts: Iterable[tuple[str, bytes]]) -> Posts:
    count, articles = 0, []
    for name, data in posts:
        count += 1
        try:
            articles.append(read(Record(name, 0, data)).article)
        except Unreadable:
            continue
    return Posts(
        count,
        len(articles),
        {
            "title": sum(bool(each.title) for each in articles),
            "authors": sum(bool(each.authors) for each in articles),
            "date": sum(bool(each.published) for each in articles),
            "themes": sum(bool(each.values("theme")) for each in articles),
            "text": sum(bool(each.paragraphs) for each in articles),
        },
        sum(_has_tag(each) for each in articles),
    )


def _has_tag(article: Article) -> bool:
    return any(_TAG.search(each.text) for each in article.passages) or bool(
        _TAG.search(article.title)
    )
