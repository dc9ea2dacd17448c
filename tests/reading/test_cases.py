"""Small files that were once read wrongly: each folder of `cases/` has a file and what is right.

`expected.json` has any of the keys `title`, `published` (an ISO day or null), `authors` (exactly these),
`authors_include`, `authors_lack`, `authors_count`, `themes_include`, `regions_include`, `text_has` and
`text_lacks` (in the texts of the summary and the paragraphs), and `articles`, their number (1). All but
the last are of the first article. The path of a file below its folder is its path in the archive.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from search.config.archive_toml import FILE_NAME, archive_config
from search.model.articles import Article
from search.reading.inspection import Inspection, inspect
from tests import corpora

CASES = Path(__file__).parent / "cases"
SHARED_CASES = corpora.SHARED / "cases" / "reading"
EXPECTED = "expected.json"


def _folders(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.is_dir())


@pytest.mark.parametrize("folder", _folders(CASES), ids=lambda folder: folder.name)
def test_a_file_that_was_once_read_wrongly(folder: Path) -> None:
    assert list(_faults(folder)) == []


@pytest.mark.corpus
def test_the_shared_cases() -> None:
    folders = _folders(corpora.needed(SHARED_CASES))
    faults = {folder.name: found for folder in folders if (found := _faults_or_error(folder))}
    assert faults == {}


def _faults_or_error(folder: Path) -> list[str]:
    try:
        return list(_faults(folder))
    except Warning as warning:  # pytest raises what a user sees among the lines of a reindex
        return [str(warning)]


def _faults(folder: Path) -> Iterator[str]:
    """What differs from what is expected."""
    expected = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    count = expected.pop("articles", 1)
    inspection = _inspection(folder)
    articles = [reading.article for reading in inspection.readings]
    if len(articles) != count:
        yield f"{len(articles)} articles, not {count}: {inspection.failures}"
    elif articles:
        for key, value in expected.items():
            if not _CHECKS[key](articles[0], value):
                yield f"{key} {value!r}: {articles[0]}"


def _inspection(folder: Path) -> Inspection:
    (file,) = (
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (EXPECTED, FILE_NAME)
    )
    return inspect(file, folder.resolve(), archive_config(folder))


def _text(article: Article) -> str:
    return "\n".join(passage.text for passage in article.passages)


_CHECKS: dict[str, Callable[[Article, Any], bool]] = {
    "title": lambda article, title: article.title == title,
    "published": lambda article, day: (
        (article.published.isoformat() if article.published else None) == day
    ),
    "authors": lambda article, names: list(article.authors) == names,
    "authors_include": lambda article, names: {*names} <= {*article.authors},
    "authors_lack": lambda article, names: (
        not any(name in "\n".join(article.authors) for name in names)
    ),
    "authors_count": lambda article, count: len(article.authors) == count,
    "themes_include": lambda article, values: {*values} <= {*article.values("theme")},
    "regions_include": lambda article, values: {*values} <= {*article.values("region")},
    "text_has": lambda article, texts: all(text in _text(article) for text in texts),
    "text_lacks": lambda article, texts: not any(text in _text(article) for text in texts),
}
