"""How an article is stored in the index: as JSON, compressed."""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import Any

from search.articles import Article, Paragraph, Source

_PLAIN = (
    "id",
    "title",
    "authors",
    "publisher",
    "regions",
    "themes",
    "reports",
    "summary",
    "language",
    "address",
    "rights",
)


def to_bytes(article: Article) -> bytes:
    source = article.source
    record = {
        **{name: getattr(article, name) for name in _PLAIN},
        "published": _iso(article.published),
        "source": [source.name, _iso(source.published), source.address],
        "paragraphs": [[each.anchor, each.text, each.kind] for each in article.paragraphs],
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(errors="surrogatepass"), 6)


def from_bytes(data: bytes) -> Article:
    """The inverse of `to_bytes`."""
    record = json.loads(zlib.decompress(data).decode(errors="surrogatepass"))
    name, published, address = record.pop("source")
    paragraphs = tuple(Paragraph(*each) for each in record.pop("paragraphs"))
    dated = _date(record.pop("published"))
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in record.items()
    }
    return Article(
        **values,
        published=dated,
        source=Source(name, _date(published), address),
        paragraphs=paragraphs,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
