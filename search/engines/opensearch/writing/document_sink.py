"""The sink of a reindex into a cluster.

It makes the documents of some dozens of articles at once, and sends them while the next ones are read.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from search.engines.opensearch.address import Address
from search.engines.opensearch.client import Client, Patience
from search.engines.opensearch.documents import Writer
from search.engines.opensearch.index_names import is_article
from search.engines.opensearch.writing.bulk import Bulk, Refusal, index_action
from search.indexing.manifest import Claim
from search.indexing.sink import DocAddress, Rejection, Written, WrittenSegment
from search.model.articles import Article
from search.model.facets import FacetName

_AT_ONCE = 64
_CHARACTERS = 500_000
_SETTLED = 5_000
"""Articles after which the sink waits until the cluster has all: no more are lost with the process."""


@dataclass(slots=True)
class DocumentSink:
    """Implements `search.indexing.sink.Sink`.

    A copy in another process opens connections of its own; copies must be made before the first use.

    What would be a segment in a folder is here the articles that the cluster is known to have: of
    those that were sent since then it may have some.
    """

    address: Address
    index: str
    patience: Patience
    facets: tuple[FacetName, ...]
    _bulk: Bulk[Claim] | None = None
    _writer: Writer | None = None
    _waiting: list[tuple[Article, Claim]] = field(default_factory=list)
    _size: int = 0
    _segment: str = field(default_factory=lambda: secrets.token_hex(8))
    _count: int = 0
    _completed: list[Written] = field(default_factory=list)

    def __reduce__(
        self,
    ) -> tuple[type[DocumentSink], tuple[Address, str, Patience, tuple[FacetName, ...]]]:
        return DocumentSink, (self.address, self.index, self.patience, self.facets)

    def add(self, article: Article, claim: Claim) -> DocAddress:
        self._waiting.append((article, claim))
        self._size += sum(len(paragraph.text) for paragraph in article.paragraphs)
        if len(self._waiting) >= _AT_ONCE or self._size >= _CHARACTERS:
            self._write()
        self._count += 1
        address = DocAddress(self._segment, self._count - 1)
        if self._count == _SETTLED:
            self._settle()
        return address

    def completed(self) -> Sequence[Written]:
        completed, self._completed = self._completed, []
        return completed

    def finish(self) -> Sequence[Written]:
        self._settle()
        return self.completed()

    def _settle(self) -> None:
        """Wait until the cluster has taken or refused all articles."""
        self._write()
        refused = self._bulk.finish() if self._bulk else []
        self._completed += [WrittenSegment(self._segment, self._count, 0), *_rejections(refused)]
        self._segment, self._count = secrets.token_hex(8), 0

    def _write(self) -> None:
        if not self._waiting:
            return
        if self._bulk is None:
            client = Client(self.address, self.patience)
            self._bulk = Bulk(client, self.index, self.patience)
        if self._writer is None:
            self._writer = Writer(self.facets)
        articles, claims = zip(*self._waiting, strict=True)
        documents = self._writer.documents(articles, [_record(claim) for claim in claims])
        remaining = iter(claims)
        claim = claims[0]
        for document in documents:
            if is_article(document.id):
                claim = next(remaining)
            self._bulk.add([index_action(document, claim)])
        self._waiting, self._size = [], 0


def _record(claim: Claim) -> dict[str, Any]:
    """The manifest entry of an article, which the next reindex compares if this one is interrupted."""
    entry = claim.entry
    record: dict[str, Any] = {"path": claim.path.encode("utf-8", "surrogatepass").hex()}
    record |= {"line": entry.line, "hash": entry.hash, "paragraphs": entry.paragraphs}
    seldom = {"warnings": entry.warnings, "place": entry.place, "edition": entry.edition}
    return record | {name: value for name, value in seldom.items() if value}


def _rejections(refused: Sequence[Refusal[Claim]]) -> list[Rejection]:
    """One for each article with a refused document."""
    reasons = {each.owner.location: each for each in reversed(refused)}
    return [
        Rejection(each.owner, f"was refused by the cluster ({each.reason[:300]}): run it again")
        for each in reasons.values()
    ]
