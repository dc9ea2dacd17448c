"""Where the articles of a reindex into a cluster go: documents are made of some dozens at once, and
sent while the next are being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from search.engines.opensearch.address import Address
from search.engines.opensearch.client import Client, Patience
from search.engines.opensearch.documents import Writer
from search.engines.opensearch.names import is_article
from search.engines.opensearch.writing.bulk import Bulk, Refusal, written
from search.indexing.manifest import Claim
from search.indexing.sink import DocAddress, Rejection, Written
from search.model.articles import Article
from search.model.facets import FacetName

_AT_ONCE = 64
_CHARACTERS = 500_000


@dataclass(slots=True)
class DocumentSink:
    """Implements `search.indexing.tasks.Sink`; what is sent to another process opens its own
    connections there, so it must be sent before it is used."""

    address: Address
    index: str
    patience: Patience
    facets: tuple[FacetName, ...]
    _bulk: Bulk[Claim] | None = None
    _writer: Writer | None = None
    _waiting: list[tuple[Article, Claim]] = field(default_factory=list)
    _size: int = 0

    def __reduce__(
        self,
    ) -> tuple[type[DocumentSink], tuple[Address, str, Patience, tuple[FacetName, ...]]]:
        return DocumentSink, (self.address, self.index, self.patience, self.facets)

    def add(self, article: Article, claim: Claim) -> DocAddress:
        self._waiting.append((article, claim))
        self._size += sum(len(paragraph.text) for paragraph in article.paragraphs)
        if len(self._waiting) >= _AT_ONCE or self._size >= _CHARACTERS:
            self._write()
        return DocAddress("", 0)

    def finish(self) -> Sequence[Written]:
        self._write()
        refused = self._bulk.finish() if self._bulk else []
        return _rejections(refused)

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
        of_articles = iter(claims)
        claim = claims[0]
        for document in documents:
            if is_article(document.id):
                claim = next(of_articles)
            self._bulk.add([written(document, claim)])
        self._waiting, self._size = [], 0


def _record(claim: Claim) -> dict[str, Any]:
    """What has to be known to see that an article is there already, and unchanged."""
    entry = claim.entry
    record: dict[str, Any] = {"path": claim.path.encode("utf-8", "surrogatepass").hex()}
    record |= {"line": entry.line, "hash": entry.hash, "paragraphs": entry.paragraphs}
    return {**record, "warnings": entry.warnings} if entry.warnings else record


def _rejections(refused: Sequence[Refusal[Claim]]) -> list[Rejection]:
    """One for each article of which something was refused."""
    reasons = {each.of.place: each for each in reversed(refused)}
    return [
        Rejection(each.of, f"was not taken by the cluster ({each.reason[:300]}): run it again")
        for each in reasons.values()
    ]
