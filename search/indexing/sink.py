"""Where the articles of a reindex go: what every kind of index offers each process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from search.indexing.manifest import Claim
from search.model.articles import Article


class DocAddress(NamedTuple):
    """Where an article stands in the index."""

    segment: str
    document: int


class WrittenSegment(NamedTuple):
    """A segment that is complete, and the number of its documents and of its words."""

    name: str
    size: int
    words: int


class Rejection(NamedTuple):
    """A record whose article could not be written, and why."""

    claim: Claim
    reason: str


Written = WrittenSegment | Rejection
"""What a sink tells in the end."""


class Sink(Protocol):
    """Takes articles, each with the record that it was read from."""

    def add(self, article: Article, claim: Claim) -> DocAddress: ...

    def finish(self) -> Sequence[Written]:
        """Write what is left; what there is to tell of all that was written."""


@dataclass(slots=True)
class NullSink:
    """Takes articles and keeps none: for a dry run."""

    def add(self, article: Article, claim: Claim) -> DocAddress:
        return DocAddress("", 0)

    def finish(self) -> Sequence[Written]:
        return []
