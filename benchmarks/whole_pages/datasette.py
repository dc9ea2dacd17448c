"""Datasette: a table with full-text search, and facets over three of its columns."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from urllib.parse import quote

from benchmarks.peers.protocol import FACETS, read

_SCHEMA = """
    CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT, title TEXT, text TEXT, author TEXT,
        theme TEXT, source TEXT);
    CREATE VIRTUAL TABLE articles_fts USING fts5(title, text, author, content = articles,
        content_rowid = number, tokenize = "porter unicode61 remove_diacritics 2");
"""


def write(articles: Path, database: Path) -> None:
    """A database of a file of articles."""
    with sqlite3.connect(database) as opened:
        opened.executescript(_SCHEMA)
        opened.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (number, each.id, each.title, each.text, json.dumps(each.authors), each.theme,
                 each.source)
                for number, each in enumerate(read(articles))
            ),
        )  # fmt: skip
        opened.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    opened.close()


def path(text: str) -> str:
    """The address of a page of ten rows with some words."""
    facets = "".join(f"&_facet={each}" for each in FACETS)
    return f"/pages/articles?_search={quote(text)}&_size=10{facets}"
