"""How an article is stored: a head, read for every hit, and a compressed body with its texts.

The head is JSON: id, title, publisher, date, the name of the source, the values of facets.
The body is a Zstandard frame of the length of a JSON record (uint32), the record, and the texts of
all passages in UTF-8, concatenated, so that one passage is decoded without the others. The record has
what only the page of an article shows, and the anchors, kinds (a letter each, a capital if the passage is
repeated) and ends of the passages; then, if there are any, the forms of passages by number, and the
captions.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from search.model.articles import (
    PLAIN,
    SUMMARY_ANCHOR,
    Article,
    Caption,
    Form,
    Paragraph,
    ParagraphKind,
    Source,
    Span,
)
from search.model.dates import AnyDate, from_iso
from search.storage.compression import compressed, decompressed

_LENGTH = struct.Struct("<I")
_LETTER_OF: dict[ParagraphKind, str] = {
    "text": "t",
    "heading": "h",
    "quote": "q",
    "item": "i",
    "preformatted": "p",
    "table": "b",
    "caption": "c",
}
_HEADING = "hH"
_KIND_OF = {letter: kind for kind, letter in _LETTER_OF.items()}
_ENCODED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_DECODED = json.JSONDecoder().raw_decode


class StoredHead(NamedTuple):
    """What a list of hits shows of an article, apart from passages."""

    id: str
    title: str
    publisher: str
    published: AnyDate | None
    source: str
    facets: Mapping[str, tuple[str, ...]]


class StoredBody(NamedTuple):
    """The rest of an article: what only its own page shows, and its passages: their anchors, the
    letters of their kinds, where their texts end (bytes), and the texts, concatenated."""

    language: str
    address: str
    rights: str
    source_published: AnyDate | None
    source_address: str
    anchors: list[str]
    kinds: str
    ends: list[int]
    forms: Mapping[str, list[Any]]
    captions: tuple[Caption, ...]
    texts: bytes

    def passage(self, number: int) -> Paragraph:
        """Passage `number`, counted from 0 as in `Article.passages`."""
        start = self.ends[number - 1] if number else 0
        text = _text(self.texts[start : self.ends[number]])
        form = self.forms.get(str(number))
        kind, is_repeated = self.kind(number), self.is_repeated(number)
        if form is None:
            return Paragraph(self.anchors[number], text, kind, is_repeated=is_repeated)
        return Paragraph(self.anchors[number], text, kind, _form(*form), is_repeated)

    def kind(self, number: int) -> ParagraphKind:
        return _KIND_OF[self.kinds[number].lower()]

    def is_heading(self, number: int) -> bool:
        return self.kinds[number] in _HEADING

    def is_repeated(self, number: int) -> bool:
        return self.kinds[number].isupper()

    def searched(self) -> list[int]:
        """The numbers of the passages that are not repeated."""
        return [number for number, letter in enumerate(self.kinds) if letter.islower()]

    def passages(self) -> list[Paragraph]:
        return [self.passage(number) for number in range(len(self.kinds))]


def head_of(article: Article) -> bytes:
    return _json(
        [
            article.id,
            article.title,
            article.publisher,
            _iso(article.published),
            article.source.name,
            article.facets,
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
            " ".join([each.anchor for each in passages]),
            _letters(passages),
            list(accumulate(map(len, texts))),
            *_extras(article.captions, passages),
        ]
    )
    return compressed(b"".join([_LENGTH.pack(len(record)), record, *texts]))


def read_head(data: bytes) -> StoredHead:
    """The inverse of `head_of`."""
    id, title, publisher, published, source, values = _DECODED(_text(data))[0]
    facets = {name: tuple(each) for name, each in values.items()}
    return StoredHead(id, title, publisher, _date(published), source, facets)


def id_of(data: bytes) -> str:
    """The id in a head; the rest is not read."""
    id: str = _DECODED(_text(data), 1)[0]
    return id


def read_body(data: bytes) -> StoredBody:
    """The inverse of `body_of`."""
    plain = decompressed(data)
    start = _LENGTH.size + _LENGTH.unpack_from(plain)[0]
    record = _DECODED(_text(plain[_LENGTH.size : start]))[0]
    language, address, rights, published, source, anchors, kinds, ends, *extras = record
    forms, captions = extras or ({}, ())
    return StoredBody(
        language,
        address,
        rights,
        _date(published),
        source,
        anchors.split(" "),
        kinds,
        ends,
        forms,
        tuple(Caption(*each) for each in captions),
        plain[start:],
    )


def whole(head: StoredHead, body: StoredBody) -> Article:
    """The article as it was stored."""
    passages = body.passages()
    has_summary = bool(passages) and passages[0].anchor == SUMMARY_ANCHOR
    return Article(
        id=head.id,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        source=Source(head.source, body.source_published, body.source_address),
        facets=head.facets,
        summary=passages[0].text if has_summary else "",
        paragraphs=tuple(passages[has_summary:]),
        captions=body.captions,
        language=body.language,
        address=body.address,
        rights=body.rights,
    )


def _extras(captions: Sequence[Caption], passages: Sequence[Paragraph]) -> list[object]:
    """The forms and the captions, if there are any: most articles have only text."""
    forms = {
        number: [passage.form.spans, *_numbers(passage.form)]
        for number, passage in enumerate(passages)
        if passage.form is not PLAIN and passage.form != PLAIN
    }
    held = [[each.anchor, each.text, each.after] for each in captions]
    return [forms, held] if forms or held else []


def _numbers(form: Form) -> tuple[int, ...]:
    """What a form has besides spans, if anything."""
    numbers = (form.level, form.number, int(form.is_ordered))
    return numbers if any(numbers) else ()


def _form(spans: list[list[Any]], level: int = 0, number: int = 0, is_ordered: int = 0) -> Form:
    return Form(tuple(Span(*span) for span in spans), level, number, bool(is_ordered))


def _letters(passages: Sequence[Paragraph]) -> str:
    return "".join(
        [
            _LETTER_OF[each.kind].upper() if each.is_repeated else _LETTER_OF[each.kind]
            for each in passages
        ]
    )


def _json(record: list[object]) -> bytes:
    return _ENCODED(record).encode(errors="surrogatepass")


def _text(data: bytes) -> str:
    return data.decode(errors="surrogatepass")


def _iso(day: AnyDate | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> AnyDate | None:
    return from_iso(text) if text else None
