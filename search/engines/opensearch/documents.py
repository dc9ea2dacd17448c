"""Articles as documents of the cluster. An article is one document, and so is each of its
passages.

The searched fields hold the words that `search.text.analyzer` makes. The field `stored` holds the text
as it was read, except that lone surrogates, which cannot be sent, become U+FFFD.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any, NamedTuple

from search.engines.common.timeline import period_number
from search.engines.opensearch import index_names
from search.engines.opensearch.mapping import ARTICLE, PARAGRAPH
from search.engines.opensearch.stored_articles import (
    sent,
    stored_article,
    stored_facets,
    stored_head,
    stored_paragraph,
)
from search.model.articles import Article
from search.model.dates import AnyDate, PartialDate
from search.model.facets import FacetName
from search.model.schema import CAPTION, STEMMED, TEXT, TITLE, texts_of
from search.text import analyzer
from search.text.bulk_compounds import NO_WORD
from search.text.bulk_tokenizer import Vocabulary
from search.text.compounds import GAP
from search.text.languages import language_of
from search.text.stemming import tagged

Json = dict[str, Any]

_MOST_WORDS = 1_000_000
"""Words in the cache, which is emptied when it has more, so that memory is bounded."""


class Document(NamedTuple):
    """A document to write, as JSON; `key` is its routing."""

    id: str
    key: str
    json: str

    @property
    def source(self) -> Json:
        source: Json = json.loads(self.json)
        return source


@dataclass(frozen=True, slots=True)
class _TokenizedTexts:
    """Texts as words: `numbers` of all words, text by text; `spans` of each text in them; and `words`
    and `stems` by number. An empty position is NO_WORD."""

    numbers: list[int]
    spans: list[tuple[int, int]]
    words: Sequence[str]
    stems: Sequence[str]

    def stemmed(self, texts: slice, language: str) -> list[str]:
        """For each of some texts its stems in a language, separated by single spaces; GAP is an empty
        position."""
        return [
            " ".join([self._stem(each, language) for each in self.numbers[first:end]])
            for first, end in self.spans[texts]
        ]

    def _stem(self, number: int, language: str) -> str:
        if number == NO_WORD:
            return GAP
        if language:
            return analyzer.stem(tagged(self.words[number], language))
        return self.stems[number]

    def folded(self, texts: slice) -> list[str]:
        """For each of some texts its words, separated by single spaces, and then each joined form: the
        words of a field that has no other for patterns, so that a GAP would be found by them."""
        return [
            part
            for first, end in self.spans[texts]
            for part in self._between_gaps(self.numbers[first:end])
        ]

    def written(self, texts: slice) -> list[str]:
        """For each of some texts its words, as `stemmed` has its stems."""
        return [
            " ".join([self._word(each) for each in self.numbers[first:end]])
            for first, end in self.spans[texts]
        ]

    def _word(self, number: int) -> str:
        return GAP if number == NO_WORD else self.words[number]

    def _between_gaps(self, numbers: Sequence[int]) -> Iterator[str]:
        """The words between empty positions, separated by single spaces."""
        words: list[str] = []
        for number in numbers:
            if number == NO_WORD:
                yield " ".join(words)
                words = []
            else:
                words.append(self.words[number])
        yield " ".join(words)


class Writer:
    """Makes documents of articles, many at a time, with a cache of words and stems."""

    def __init__(self, facets: Sequence[FacetName]) -> None:
        self._facets = facets
        self._vocabulary = Vocabulary()
        self._stems: list[str] = []

    def documents(self, articles: Sequence[Article], records: Sequence[Json]) -> Iterator[Document]:
        """The documents of each article: first its own, then those of its passages.

        `records` give the location of each article in the archive, see `document_sink`.
        """
        texts = [texts_of(article, self._facets) for article in articles]
        values = [text for each in texts for text in chain.from_iterable(each.values())]
        tokenized = self._tokenized(values)
        first = 0
        for article, record, each in zip(articles, records, texts, strict=True):
            fields: dict[str, slice] = {}
            for name, own in each.items():
                fields[name] = slice(first, first + len(own))
                first += len(own)
            yield from _documents(article, record, tokenized, fields)

    def _tokenized(self, texts: Sequence[str]) -> _TokenizedTexts:
        if len(self._stems) > _MOST_WORDS:
            self._vocabulary, self._stems = Vocabulary(), []
        numbers, counts = self._vocabulary.number(texts)
        words = self._vocabulary.words
        self._stems += analyzer.stems(words[len(self._stems) :])
        ends = [0, *counts.cumsum().tolist()]
        return _TokenizedTexts(numbers.tolist(), list(pairwise(ends)), words, self._stems)


def _documents(
    article: Article, record: Json, tokenized: _TokenizedTexts, fields: Mapping[str, slice]
) -> Iterator[Document]:
    language = language_of(article)
    key, common = index_names.key(article.id), _common(article) | {"words_in": language}
    named: Json = {
        name: words
        for name, texts in fields.items()
        if name not in STEMMED and (words := tokenized.folded(texts))
    }
    title = tokenized.stemmed(fields[TITLE], language)
    title_words = tokenized.written(fields[TITLE])
    text = tokenized.stemmed(fields[TEXT], language)
    text_words = tokenized.written(fields[TEXT])
    captions = _captions(tokenized, fields[CAPTION], language)
    source: Json = {
        "kind": ARTICLE,
        **common,
        "title": title,
        "title_words": title_words,
        "text": text,
        "text_words": text_words,
        **captions,
        **named,
        "stored": stored_article(article),
        "record": record,
    }
    yield Document(index_names.article(article.id), key, _encoded(source))
    of_article: Json = {
        "kind": PARAGRAPH,
        **common,
        "article_title": title,
        "article_title_words": title_words,
        **{f"article_{name}": words for name, words in (captions | named).items()},
    }
    shared = _members(of_article)
    yield from _paragraphs(article, key, shared, text, text_words)


def _paragraphs(
    article: Article,
    key: str,
    shared: str,
    text: Sequence[str],
    text_words: Sequence[str],
) -> Iterator[Document]:
    """One document per paragraph; `shared` are the members that it has in common with its article."""
    head = _members(stored_head(article))
    for position, passage in enumerate(article.passages):
        own = _members(
            {
                "position": position,
                "paragraph_text": text[position],
                "paragraph_text_words": text_words[position],
            }
        )
        shown = _members(stored_paragraph(passage))
        encoded = f'{{{shared},{own},"stored":{{{head},{shown}}}}}'
        yield Document(index_names.paragraph(article.id, position), key, encoded)


def _captions(tokenized: _TokenizedTexts, texts: slice, language: str) -> Json:
    """The searched fields of the captions, if there are any."""
    stems = tokenized.stemmed(texts, language)
    return {CAPTION: stems, f"{CAPTION}_words": tokenized.written(texts)} if stems else {}


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _members(values: Json) -> str:
    """The JSON of the members without the braces, so that shared members are encoded once."""
    return _encoded(values)[1:-1]


def _common(article: Article) -> Json:
    dated = _dated(article.published) if article.published else {}
    return {"id": sent(article.id), **dated, "facets": stored_facets(article)}


def _dated(published: AnyDate) -> Json:
    """What searches find a date by; `last_day` is only for partial ones."""
    period = {"period": period_number(published)}
    if not isinstance(published, PartialDate):
        return {"day": published.toordinal(), **period}
    first, last = published.span
    return {"day": first.toordinal(), "last_day": last.toordinal(), **period}
