"""How well HTML pages are read: python -m benchmarks.extraction CORPORA

CORPORA is a folder with html-article-extraction.tar.gz (pages with the text of their article) and
html-readability.tar.gz (pages with title, byline and date). Text is compared by 4-grams of words, as
that benchmark does: precision, recall and F1, the mean over all pages. The readers trafilatura and
readability-lxml are measured too if they are installed.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from search.reading import Record, Unreadable, read
from search.reading.date_parsing import parse_date

Extract = Callable[[bytes], str]


def main() -> None:
    corpora = Path(sys.argv[1])
    pages = list(_pages(corpora / "html-article-extraction.tar.gz"))
    for name, extract in _readers():
        began = time.perf_counter()
        scores = [_score(extract(page), expected) for page, expected in pages]
        rate = len(pages) / (time.perf_counter() - began)
        precision, recall, f1 = (sum(column) / len(scores) for column in zip(*scores, strict=True))
        print(
            f"{name}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}, {rate:.0f} pages/s"
        )
    _fields(corpora / "html-readability.tar.gz")


def _readers() -> Iterator[tuple[str, Extract]]:
    yield "backissue", _backissue
    try:
        import trafilatura

        yield "trafilatura", lambda page: trafilatura.extract(page, include_comments=False) or ""
    except ImportError:
        print("trafilatura is not installed")
    try:
        from readability import Document

        def readable(page: bytes) -> str:
            summary = Document(page.decode(errors="replace")).summary()
            return re.sub(r"<[^>]+>", " ", summary)

        yield "readability-lxml", readable
    except ImportError:
        print("readability-lxml is not installed")


def _backissue(page: bytes) -> str:
    try:
        article = read(Record("page.html", 0, page)).article
    except Unreadable:
        return ""
    return "\n".join(paragraph.text for paragraph in article.passages)


def _pages(corpus: Path) -> Iterator[tuple[bytes, str]]:
    with tarfile.open(corpus) as tar:
        truth = json.loads(_member(tar, "./ground-truth.json"))
        for name, expected in truth.items():
            yield gzip.decompress(_member(tar, f"./html/{name}.html.gz")), expected["articleBody"]


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    stream = tar.extractfile(name)
    assert stream
    return stream.read()


def _score(found: str, expected: str) -> tuple[float, float, float]:
    ours, theirs = _shingles(found), _shingles(expected)
    common = sum((ours & theirs).values())
    if not ours and not theirs:
        return 1.0, 1.0, 1.0
    precision = common / max(1, sum(ours.values()))
    recall = common / max(1, sum(theirs.values()))
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    size = min(4, len(words)) or 1
    return Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


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
            day = parse_date(expected.get("publishedTime") or "")
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
