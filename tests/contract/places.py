"""Where the tests of the contract put an index: a folder, or a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Protocol

from search.engines.opensearch import indices, state
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import WRITING, Client
from search.engines.opensearch.documents import Writer
from search.engines.opensearch.index_names import Names
from search.engines.opensearch.state import Published, State
from search.engines.opensearch.writing import inventory
from search.engines.opensearch.writing.bulk import Bulk, index_action
from search.model.articles import Article
from search.model.facets import DEFAULT_NAMES, LANGUAGE
from tests.support import publish


class Place(Protocol):
    """Takes articles and publishes an index of exactly these."""

    @property
    def index(self) -> str | Path:
        """What `open_engine` and a reindex are given."""

    def publish(self, articles: Sequence[Article]) -> None: ...


@dataclass(frozen=True)
class Folder:
    index: Path

    def publish(self, articles: Sequence[Article]) -> None:
        """In two segments."""
        middle = len(articles) // 2
        publish(self.index, articles[:middle], articles[middle:])


@dataclass(frozen=True)
class InCluster:
    """Indices with so many shards, one for each time that something is published."""

    index: str
    shards: int = 1
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def publish(self, articles: Sequence[Article]) -> None:
        address = Address.parse(self.index)
        names, client = Names(address.prefix), Client(address, WRITING)
        name = names.index(next(self._numbers))
        indices.create(client, name, self.shards, 0, DEFAULT_NAMES)
        write(client, name, articles)
        indices.point(client, names, name)
        paragraphs = sum(len(each.passages) for each in articles)
        published = Published(
            name,
            0,
            count=1,
            articles=len(articles),
            paragraphs=paragraphs,
            sparse=[LANGUAGE],
            languages=inventory.languages(client, name),
        )
        state.create(client, names)
        state.write(client, names, State(published=published))
        client.close()


def write(client: Client, name: str, articles: Sequence[Article]) -> None:
    """Write articles into an index and let searches see them."""
    bulk: Bulk[None] = Bulk(client, name, WRITING)
    bulk.add(
        [
            index_action(each, None)
            for each in Writer(DEFAULT_NAMES).documents(articles, [{}] * len(articles))
        ]
    )
    assert not bulk.finish()
    indices.refresh(client, name)
