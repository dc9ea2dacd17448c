"""How well HTML pages are read: python -m benchmarks.extraction CORPORA

CORPORA is a folder with html-article-extraction.tar.gz (pages with the text of their article) and
html-readability.tar.gz (pages with their text, title, byline and date). Texts are compared by 4-grams
of words as the first of them does: the mean of the precisions of pages, the mean of the recalls, and F1
of these two means. What a reader takes for the body is compared; a second line adds the summary of
Backissue. The readers trafilatura, readability-lxml and newspaper4k are measured too if they are
installed. Times are those of the processor.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from bs4 import BeautifulSoup

from search.reading import Record, Unreadable, read
from search.reading.date_parsing import parse_day

Extract = Callable[[bytes], str]
_WORDS = 4


def main() -> None:
    corpora = Path(sys.argv[1])
    articles = list(_pages(corpora / "html-article-extraction.tar.gz"))
    others = list(_readability_pages(corpora / "html-readability.tar.gz"))
    for name, extract in _readers():
        _texts(f"{name}, articles", extract, articles)
        _texts(f"{name}, readability", extract, others)
    _fields(corpora / "html-readability.tar.gz")


def _texts(name: str, extract: Extract, pages: Sequence[tuple[bytes, str]]) -> None:
    began = time.process_time()
    found = [extract(page) for page, _ in pages]
    rate = len(pages) / (time.process_time() - began)
    precision, recall, f1 = scores(zip(found, (expected for _, expected in pages), strict=True))
    print(
        f"{name}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f},"
        f" {rate:.0f} pages per second of the processor"
    )


def _readers() -> Iterator[tuple[str, Extract]]:
    yield "backissue", lambda page: _backissue(page, with_summary=False)
    yield "backissue with summary", lambda page: _backissue(page, with_summary=True)
    for name, reader in (
        ("trafilatura", _trafilatura),
        ("readability-lxml", _readability),
        ("newspaper4k", _newspaper),
    ):
        try:
            yield from reader()
        except ImportError:
            print(f"{name} is not installed")


def _trafilatura() -> Iterator[tuple[str, Extract]]:
    import trafilatura

    yield "trafilatura", lambda page: trafilatura.extract(page, include_comments=False) or ""
    yield (
        "trafilatura fast",
        lambda page: trafilatura.extract(page, include_comments=False, fast=True) or "",
    )


def _readability() -> Iterator[tuple[str, Extract]]:
    from readability import Document

    def readable(page: bytes) -> str:
        try:
            summary = Document(page.decode(errors="replace")).summary()
        except Exception:  # it raises many kinds; a page that it cannot read has no text
            return ""
        return re.sub(r"<[^>]+>", " ", summary)

    yield "readability-lxml", readable


def _newspaper() -> Iterator[tuple[str, Extract]]:
    from newspaper import Article

    def text(page: bytes) -> str:
        article = Article("https://example.org/")
        article.download(input_html=page.decode(errors="replace"))
        article.parse()
        return str(article.text)

    yield "newspaper4k", text


def _backissue(page: bytes, *, with_summary: bool) -> str:
    try:
        article = read(Record("page.html", 0, page)).article
    except Unreadable:
        return ""
    paragraphs = article.passages if with_summary else article.paragraphs
    return "\n".join(paragraph.text for paragraph in paragraphs)


def _pages(corpus: Path) -> Iterator[tuple[bytes, str]]:
    with tarfile.open(corpus) as tar:
        truth = json.loads(_member(tar, "./ground-truth.json"))
        for name, expected in truth.items():
            yield gzip.decompress(_member(tar, f"./html/{name}.html.gz")), expected["articleBody"]


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    stream = tar.extractfile(name)
    assert stream
    return stream.read()


def _readability_pages(corpus: Path) -> Iterator[tuple[bytes, str]]:
    """Pages and the text of their article: without captions, which no reader takes for its body."""
    with tarfile.open(corpus) as tar:
        for member in tar.getnames():
            if member.endswith("/expected.html"):
                page = _member(tar, member.replace("expected.html", "source.html"))
                expected = BeautifulSoup(_member(tar, member), "lxml")
                for caption in expected.find_all("figcaption"):
                    caption.decompose()
                yield page, expected.get_text(" ")


def scores(texts: Iterable[tuple[str, str]]) -> tuple[float, float, float]:
    """The mean precision, the mean recall and F1 of both, for pairs of a text found and one expected.

    A page where nothing was found has no precision, one where nothing is expected has no recall.
    """
    precisions, recalls = [], []
    for found, expected in texts:
        ours, theirs = _shingles(found), _shingles(expected)
        common = (ours & theirs).total()
        precisions += [common / ours.total()] if ours else []
        recalls += [common / theirs.total()] if theirs else []
    precision, recall = (sum(each) / max(1, len(each)) for each in (precisions, recalls))
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    runs = (tuple(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1)))
    return Counter(filter(None, runs))


def _fields(corpus: Path) -> None:
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    with tarfile.open(corpus) as tar:
        for member in tar.getnames():
            if not member.endswith("/expected-metadata.json"):
                continue
            expected = json.loads(_member(tar, member))
            page = _member(tar, member.replace("expected-metadata.json", "source.html"))
            article = read(Record("page.html", 0, page)).article
            day = parse_day(expected.get("publishedTime") or "")
            for field, own, theirs in (
                ("title", article.title, expected.get("title") or ""),
                ("byline", " ".join(article.authors), expected.get("byline") or ""),
                ("date", article.published, day),
            ):
                if theirs:
                    given[field] += 1
                    right[field] += _plain(own) == _plain(theirs)
    for field, count in given.items():
        print(f"{field}: right in {right[field]} of {count} pages that have one")


def _plain(value: object) -> str:
    words = re.findall(r"\w+", str(value).casefold())
    return " ".join(word for word in words if word not in ("by", "and"))


if __name__ == "__main__":
    main()
