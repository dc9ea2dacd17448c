"""The files that are damaged: real ones, and their articles written in every other format."""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from search.model.articles import Article
from search.reading import Record, Unreadable, is_readable, read

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
_FOLDERS = ("examples/archive", "tests/reading/cases")
_ARCHIVES = ("html-readability", "html-article-extraction", "18f-posts")
_LARGEST = 300_000
"""Bytes of a file that is worth damaging: larger ones only cost time."""


class Seed(NamedTuple):
    """A file: its name, whose suffixes tell how it is read, and its content."""

    name: str
    data: bytes


def seeds(corpora: Path | None = None) -> list[Seed]:
    """The project's own files and those of the corpora in a folder, then the same articles in other
    formats, several of them in files of many."""
    files = [*_of_project(), *(_of_corpora(corpora) if corpora else ())]
    articles = list(filter(None, map(_article, files)))
    others = [
        Seed(f"{name}-{number}{suffix}", write(article).encode())
        for number, article in enumerate(articles)
        for name, suffix, write in [_FORMS[number % len(_FORMS)]]
    ]
    return [*files, *others, *_collections(articles)]


def _of_project() -> Iterator[Seed]:
    for folder in _FOLDERS:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.name != "expected.json" and is_readable(file.name):
                yield Seed(file.name, file.read_bytes())


def _of_corpora(folder: Path) -> Iterator[Seed]:
    for name in _ARCHIVES:
        file = folder / f"{name}.tar.gz"
        if not file.exists():
            continue
        with tarfile.open(file) as tar:
            for member in sorted(tar.getmembers(), key=lambda each: each.name):
                stream = tar.extractfile(member)
                if stream and is_readable(member.name) and member.size <= _LARGEST:
                    yield _unpacked(Path(member.name).name, stream.read())


def _unpacked(name: str, data: bytes) -> Seed:
    if name.endswith(".gz"):
        return Seed(name.removesuffix(".gz"), gzip.decompress(data))
    return Seed(name, data)


def _article(file: Seed) -> Article | None:
    try:
        return read(Record(file.name, 0, file.data)).article
    except Unreadable:
        return None


def _collections(articles: list[Article]) -> Iterator[Seed]:
    for start in range(0, len(articles), 20):
        values = [_values(each) for each in articles[start : start + 20]]
        lines = "\n".join(map(json.dumps, values))
        yield Seed(f"lines-{start}.jsonl", lines.encode())
        yield Seed(f"array-{start}.json", json.dumps(values, indent=1).encode())
        yield Seed(f"items-{start}.json", json.dumps({"items": values}).encode())


def _values(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "date": str(article.published or "2019-05-04"),
        "authors": list(article.authors),
        "tags": list(article.values("theme")),
        "summary": article.summary,
        "text": [paragraph.text for paragraph in article.paragraphs],
    }


def _with_front(
    fence: str, write: Callable[[dict[str, Any]], str], end: str
) -> Callable[[Article], str]:
    def whole(article: Article) -> str:
        fields = _values(article)
        text = "\n\n".join(fields.pop("text"))
        return f"{fence}{write(fields)}{end}\n{text}\n"

    return whole


def _toml(fields: dict[str, Any]) -> str:
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in fields.items())


def _yaml(fields: dict[str, Any]) -> str:
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())


def _header(fields: dict[str, Any]) -> str:
    values = {
        name: ", ".join(value) if isinstance(value, list) else value
        for name, value in fields.items()
    }
    return "".join(f"{name.title()}: {value}\n" for name, value in values.items())


def _page(article: Article) -> str:
    fields = _values(article)
    text = "".join(f"<p>{each}</p>" for each in fields.pop("text"))
    ld = json.dumps({"@type": "NewsArticle", "headline": article.title, **fields})
    return (
        f"<!doctype html><html><head><title>{article.title}</title>"
        f'<script type="application/ld+json">{ld}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{article.title}</h1>{text}</article></body>"
    )


def _plain(article: Article) -> str:
    return "\n\n".join((article.title, *(paragraph.text for paragraph in article.paragraphs)))


_FORMS: tuple[tuple[str, str, Callable[[Article], str]], ...] = (
    ("toml", ".md", _with_front("+++\n", _toml, "+++\n")),
    ("yaml", ".markdown", _with_front("---\n", _yaml, "---\n")),
    ("json", ".md", _with_front("", lambda fields: json.dumps(fields, indent=1), "\n")),
    ("header", ".txt", _with_front("", _header, "\n")),
    ("front", ".html", _with_front("---\n", _yaml, "---\n<p>")),
    ("page", ".htm", _page),
    ("plain", ".txt", _plain),
    ("object", ".json", lambda article: json.dumps(_values(article), ensure_ascii=False)),
)
