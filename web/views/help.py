"""How to search: the query language by examples, each with how this archive reads it."""

from __future__ import annotations

from dataclasses import dataclass

from search.config.archive import ArchiveConfig
from search.model.schema import indexed_fields
from search.query.examples import TOPICS, Example
from search.query.formatting import describe
from search.query.parser import tree_of
from web.language import gettext as _
from web.links import Links
from web.readings import worth_saying
from web.url_templates import quoted

MOST_SYNONYMS = 100
"""Groups of synonyms that are listed."""


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A query that can be tried; `read` is "" where it is read as it is typed. Every second part of the
    `meaning` is a query."""

    typed: str
    url: str
    read: str
    meaning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    id: str
    name: str
    examples: tuple[ExampleView, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """What help.html shows. `fields` can be named in a query; each of `synonyms` is a group of texts."""

    topics: tuple[TopicView, ...]
    fields: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]


def help_page(config: ArchiveConfig, links: Links) -> HelpPage:
    topics = tuple(
        TopicView(
            quoted(topic.name.lower().replace(" ", "-")),
            _(topic.name),
            tuple(
                _example(each, config, links)
                for each in topic.examples
                if not each.facet or each.facet in config.facets
            ),
        )
        for topic in TOPICS
    )
    synonyms = config.synonyms[:MOST_SYNONYMS]
    return HelpPage(topics, (*indexed_fields(config.facets.names), "date"), synonyms)


def _example(example: Example, config: ArchiveConfig, links: Links) -> ExampleView:
    read = worth_saying(example.typed, describe(tree_of(example.typed, config)))
    return ExampleView(
        example.typed, links.search_for(example.typed), read, tuple(_(example.meaning).split("`"))
    )
