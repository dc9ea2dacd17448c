"""What takes the articles of a reindex: every kind of index offers one to each process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from search.indexing.manifest import Claim
from search.model.articles import Article


class DocAddress(NamedTuple):
    """The segment that holds an article, and the number of the document in it."""

    segment: str
    document: int


class WrittenSegment(NamedTuple):
    """A complete segment, with the numbers of its documents and of its words."""

    name: str
    size: int
    words: int


class Rejection(NamedTuple):
    """A record whose article could not be written, and the reason."""

    claim: Claim
    reason: str


Written = WrittenSegment | Rejection
"""What a sink reports: a segment that is complete, or a record that has no place in any."""


class Sink(Protocol):
    """Takes articles, each with the record that it was read from."""

    def add(self, article: Article, claim: Claim) -> DocAddress: ...

    def completed(self) -> Sequence[Written]:
        """What was written completely, or rejected, since the last report.

        If the process ends, all other articles that it took are lost.
        """

    def finish(self) -> Sequence[Written]:
        """Write what is still in memory; then report the rest."""


@dataclass(slots=True)
class NullSink:
    """Takes articles and keeps none: for a dry run."""

    def add(self, article: Article, claim: Claim) -> DocAddress:
        return DocAddress("", 0)

    def completed(self) -> Sequence[Written]:
        return []

    def finish(self) -> Sequence[Written]:
        return []
