"""Articles as documents of the cluster, and back: every article is one document, and so is each of
its passages.

What is searched is made of words as `search.text.analyzer` has them; what is shown is under `stored`, as
it was read, except that lone surrogates, which cannot be sent, become U+FFFD.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from typing import Any, NamedTuple

from search.engines.opensearch import names
from search.engines.opensearch.mapping import ARTICLE, PARAGRAPH
from search.model.articles import SUMMARY_ANCHOR, Article, Paragraph, Source
from search.model.facets import FacetName
from search.model.schema import STEMMED, TEXT, TITLE, texts_of
from search.text import analyzer
from search.text.bulk_tokenizer import Vocabulary

Json = dict[str, Any]

_STRINGS = ("title", "publisher", "summary", "language", "address", "rights")
_HEAD_STRINGS = ("title", "publisher")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_WORDS = 1_000_000
"""Words that are remembered; with more of them all are forgotten, so that memory is bounded."""


class Document(NamedTuple):
    """A document to be written, as JSON; `key` is what it is routed by."""

    id: str
    key: str
    json: str

    @property
    def source(self) -> Json:
        source: Json = json.loads(self.json)
        return source


@dataclass(frozen=True, slots=True)
class _Cut:
    """Texts cut into words: the numbers of all words in a row, where each text ends among them, and
    the word and the stem that a number stands for."""

    numbers: list[int]
    spans: list[tuple[int, int]]
    words: Sequence[str]
    stems: Sequence[str]

    def stemmed(self, texts: slice) -> list[str]:
        """The stems of each of some texts, with single spaces between them."""
        return self._joined(texts, self.stems)

    def folded(self, texts: slice) -> list[str]:
        """The words of each of some texts, likewise."""
        return self._joined(texts, self.words)

    def distinct(self, texts: slice) -> str:
        """Each word of some texts in a row once."""
        spans = self.spans[texts]
        if not spans:
            return ""
        numbers = dict.fromkeys(self.numbers[spans[0][0] : spans[-1][1]])
        return " ".join(map(self.words.__getitem__, numbers))

    def _joined(self, texts: slice, names: Sequence[str]) -> list[str]:
        name_of, numbers = names.__getitem__, self.numbers
        return [" ".join(map(name_of, numbers[first:end])) for first, end in self.spans[texts]]


class Writer:
    """Makes documents of articles, many at a time; it remembers the words that it met."""

    def __init__(self, facets: Sequence[FacetName]) -> None:
        self._facets = facets
        self._vocabulary = Vocabulary()
        self._stems: list[str] = []

    def documents(self, articles: Sequence[Article], records: Sequence[Json]) -> Iterator[Document]:
        """The documents of each article, the article itself being the first of its own; the record
        of an article says where it stands in the archive."""
        texts = [texts_of(article, self._facets) for article in articles]
        cut = self._cut([text for each in texts for text in chain.from_iterable(each.values())])
        place = 0
        for article, record, each in zip(articles, records, texts, strict=True):
            fields: dict[str, slice] = {}
            for name, parts in each.items():
                fields[name] = slice(place, place + len(parts))
                place += len(parts)
            yield from _documents(article, record, cut, fields)

    def _cut(self, texts: Sequence[str]) -> _Cut:
        if len(self._stems) > _MOST_WORDS:
            self._vocabulary, self._stems = Vocabulary(), []
        numbers, counts = self._vocabulary.number(texts)
        words = self._vocabulary.words
        self._stems += analyzer.stems(words[len(self._stems) :])
        ends = [0, *counts.cumsum().tolist()]
        return _Cut(numbers.tolist(), list(pairwise(ends)), words, self._stems)


def _documents(
    article: Article, record: Json, cut: _Cut, fields: Mapping[str, slice]
) -> Iterator[Document]:
    key, common = names.key(article.id), _common(article)
    named: Json = {
        name: words
        for name, texts in fields.items()
        if name not in STEMMED and (words := cut.folded(texts))
    }
    title, title_words = cut.stemmed(fields[TITLE]), cut.distinct(fields[TITLE])
    text = cut.stemmed(fields[TEXT])
    source: Json = {
        "kind": ARTICLE,
        **common,
        "title": title,
        "title_words": title_words,
        "text": text,
        "text_words": cut.distinct(fields[TEXT]),
        **named,
        "stored": stored_article(article),
        "record": record,
    }
    yield Document(names.article(article.id), key, _encoded(source))
    head = _members(stored_head(article))
    of_article: Json = {
        "kind": PARAGRAPH,
        **common,
        "of_title": title,
        "of_title_words": title_words,
        **{f"of_{name}": words for name, words in named.items()},
    }
    shared, first = _members(of_article), fields[TEXT].start
    for position, passage in enumerate(article.passages):
        part_words = cut.distinct(slice(first + position, first + position + 1))
        own = _members({"position": position, "part": text[position], "part_words": part_words})
        shown = _members(_stored_paragraph(passage))
        encoded = f'{{{shared},{own},"stored":{{{head},{shown}}}}}'
        yield Document(names.paragraph(article.id, position), key, encoded)


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _members(values: Json) -> str:
    """What stands between the braces: what many documents have in common is encoded once."""
    return _encoded(values)[1:-1]


def _common(article: Article) -> Json:
    day = article.published
    dated = {"month": day.year * 12 + day.month - 1} if day else {}
    return {
        "id": sent(article.id),
        "day": day.toordinal() if day else 0,
        **dated,
        "facets": _stored_facets(article),
    }


def sent(text: str) -> str:
    """`text` as it can be sent: with U+FFFD for lone surrogates."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def stored_article(article: Article) -> Json:
    """All of an article as JSON; what is empty is left out."""
    stored: Json = {name: sent(getattr(article, name)) for name in ("id", *_STRINGS)}
    stored["facets"] = _stored_facets(article)
    stored["published"] = _iso(article.published)
    source = article.source
    stored["source"] = _filled(
        name=sent(source.name), published=_iso(source.published), address=sent(source.address)
    )
    stored["paragraphs"] = [_stored_paragraph(each) for each in article.paragraphs]
    return _filled(**stored)


def article_from(stored: Mapping[str, Any]) -> Article:
    """The article that `stored_article` made JSON of."""
    return Article(
        id=stored.get("id", ""),
        published=_date(stored.get("published")),
        source=_source(stored.get("source", {})),
        paragraphs=tuple(map(paragraph_from, stored.get("paragraphs", ()))),
        facets=facets_from(stored),
        **{name: stored.get(name, "") for name in _STRINGS},
    )


def facets_from(stored: Mapping[str, Any]) -> dict[FacetName, tuple[str, ...]]:
    """The values of facets in `stored` of a document."""
    return {name: tuple(values) for name, values in stored.get("facets", {}).items()}


def passages_from(stored: Mapping[str, Any]) -> list[Paragraph]:
    """`Article.passages` of the article that `stored_article` made JSON of."""
    summary = stored.get("summary", "")
    found = [Paragraph(SUMMARY_ANCHOR, summary)] if summary else []
    found += map(paragraph_from, stored.get("paragraphs", ()))
    return found


def stored_head(article: Article) -> Json:
    """What a hit shows of an article beside its text."""
    strings = {name: sent(getattr(article, name)) for name in ("id", *_HEAD_STRINGS)}
    published = _iso(article.published)
    return _filled(**strings, facets=_stored_facets(article), published=published)


def paragraph_from(stored: Mapping[str, Any]) -> Paragraph:
    """The paragraph in `stored` of a document or of the paragraphs of an article. `article_from`
    makes of a paragraph's document the head of its article, without any text."""
    return Paragraph(stored["anchor"], stored.get("text", ""), stored.get("kind", "text"))


def _stored_paragraph(paragraph: Paragraph) -> Json:
    stored = {"anchor": paragraph.anchor, "text": sent(paragraph.text)}
    return stored if paragraph.kind == "text" else {**stored, "kind": paragraph.kind}


def _stored_facets(article: Article) -> Json:
    return {name: list(map(sent, values)) for name, values in article.facets.items()}


def _filled(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value}


def _source(stored: Mapping[str, Any]) -> Source:
    published = _date(stored.get("published"))
    return Source(stored.get("name", ""), published, stored.get("address", ""))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
