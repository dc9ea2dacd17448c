"""Readers of pages: each gives the text and, if it has them, the fields of an article."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from search.model.dates import AnyDate
from search.reading import Record, Unreadable, read
from search.reading.date_parsing import parse_day


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader finds in a page; a field is None if it never gives it."""

    text: str
    title: str | None = None
    byline: str | None = None
    published: AnyDate | None = None


Reader = Callable[[bytes], Found]


@dataclass(frozen=True, slots=True)
class Known:
    """A reader: its name, the package that it is in, and how it is loaded, which may fail."""

    name: str
    package: str
    load: Callable[[], Reader]
    has_fields: bool = True

    @property
    def version(self) -> str:
        try:
            return version(self.package)
        except PackageNotFoundError:
            return ""


def _backissue() -> Reader:
    def found(page: bytes) -> Found:
        try:
            article = read(Record("page.html", 0, page)).article
        except Unreadable:
            return Found("")
        text = "\n".join(paragraph.text for paragraph in article.paragraphs)
        return Found(text, article.title, " ".join(article.authors), article.published)

    return found


def _backissue_with_summary() -> Reader:
    def found(page: bytes) -> Found:
        try:
            article = read(Record("page.html", 0, page)).article
        except Unreadable:
            return Found("")
        return Found("\n".join(paragraph.text for paragraph in article.passages))

    return found


def _trafilatura(fast: bool) -> Callable[[], Reader]:
    def load() -> Reader:
        import trafilatura

        def found(page: bytes) -> Found:
            document = trafilatura.bare_extraction(
                page, include_comments=False, fast=fast, with_metadata=True
            )
            if document is None:
                return Found("")
            return Found(
                document.text or "",
                document.title or "",
                document.author or "",
                parse_day(document.date or ""),
            )

        return found

    return load


def _readability() -> Reader:
    from readability import Document

    def found(page: bytes) -> Found:
        try:
            document = Document(page.decode(errors="replace"))
            return Found(re.sub(r"<[^>]+>", " ", document.summary()), document.short_title())
        except Exception:  # it raises many kinds; a page that it cannot read has no text
            return Found("")

    return found


def _newspaper() -> Reader:
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False  # or it looks for them on the network

    def found(page: bytes) -> Found:
        article = Article("https://example.org/", config=config)
        article.download(input_html=page.decode(errors="replace"))
        try:
            article.parse()
        except ImportError:  # some languages need packages of their own
            return Found("")
        day = article.publish_date
        return Found(
            str(article.text),
            article.title or "",
            " ".join(article.authors),
            day.date() if hasattr(day, "date") else None,
        )

    return found


READERS = (
    Known("Backissue", "backissue", _backissue),
    Known("Backissue, summary included", "backissue", _backissue_with_summary, has_fields=False),
    Known("trafilatura", "trafilatura", _trafilatura(fast=False)),
    Known("trafilatura, fast", "trafilatura", _trafilatura(fast=True)),
    Known("readability-lxml", "readability-lxml", _readability),
    Known("newspaper4k", "newspaper4k", _newspaper),
)
