"""How an article is stored: a head, read for every hit, and a compressed body with the texts.

The head is JSON: title, publisher, day, the name of the source, authors, regions, themes, reports.
The body is a Zstandard frame around the length of a JSON record (uint32), the record, and the texts
of all passages in UTF-8, one behind the other; so one passage is read without decoding the others.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from datetime import date

from search.articles import SUMMARY_ANCHOR, Article, Paragraph, ParagraphKind, Source
from search.engines.whoosh.compression import compressed, decompressed

_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Head:
    """What a list of hits shows of an article."""

    title: str
    publisher: str
    published: date | None
    source: str
    authors: tuple[str, ...]
    regions: tuple[str, ...]
    themes: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The rest of an article: its passages, and what only its own page shows."""

    language: str
    address: str
    rights: str
    source_published: date | None
    source_address: str
    _kinds: list[tuple[str, ParagraphKind, int]]
    _texts: bytes

    def passage(self, number: int) -> Paragraph:
        """Passage `number` as `Article.passages` counts them."""
        start = sum(size for _, _, size in self._kinds[:number])
        anchor, kind, size = self._kinds[number]
        return Paragraph(anchor, _text(self._texts[start : start + size]), kind)

    def kind(self, number: int) -> ParagraphKind:
        return self._kinds[number][1]

    def __len__(self) -> int:
        """The number of passages."""
        return len(self._kinds)

    def passages(self) -> list[Paragraph]:
        found = []
        start = 0
        for anchor, kind, size in self._kinds:
            found.append(Paragraph(anchor, _text(self._texts[start : start + size]), kind))
            start += size
        return found


def head_of(article: Article) -> bytes:
    return _json(
        [
            article.title,
            article.publisher,
            _iso(article.published),
            article.source.name,
            article.authors,
            article.regions,
            article.themes,
            article.reports,
        ]
    )


def body_of(article: Article) -> bytes:
    source = article.source
    passages = article.passages
    texts = [each.text.encode(errors="surrogatepass") for each in passages]
    record = _json(
        [
            article.language,
            article.address,
            article.rights,
            _iso(source.published),
            source.address,
            [
                (each.anchor, each.kind, len(text))
                for each, text in zip(passages, texts, strict=True)
            ],
        ]
    )
    return compressed(b"".join([_LENGTH.pack(len(record)), record, *texts]))


def read_head(data: bytes) -> Head:
    """The inverse of `head_of`."""
    title, publisher, published, source, *values = json.loads(_text(data))
    authors, regions, themes, reports = map(tuple, values)
    return Head(title, publisher, _date(published), source, authors, regions, themes, reports)


def read_body(data: bytes) -> Body:
    """The inverse of `body_of`."""
    plain = decompressed(data)
    start = _LENGTH.size + _LENGTH.unpack_from(plain)[0]
    language, address, rights, published, source, kinds = json.loads(
        _text(plain[_LENGTH.size : start])
    )
    return Body(language, address, rights, _date(published), source, kinds, plain[start:])


def whole(id: str, head: Head, body: Body) -> Article:
    """The article as it was stored."""
    passages = body.passages()
    has_summary = bool(passages) and passages[0].anchor == SUMMARY_ANCHOR
    return Article(
        id=id,
        title=head.title,
        authors=head.authors,
        publisher=head.publisher,
        published=head.published,
        source=Source(head.source, body.source_published, body.source_address),
        regions=head.regions,
        themes=head.themes,
        reports=head.reports,
        summary=passages[0].text if has_summary else "",
        paragraphs=tuple(passages[has_summary:]),
        language=body.language,
        address=body.address,
        rights=body.rights,
    )


def _json(record: list[object]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="surrogatepass")


def _text(data: bytes) -> str:
    return data.decode(errors="surrogatepass")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
