"""SQLite: an FTS5 table, and tables of facet values that GROUP BY counts."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from benchmarks.peers.protocol import (
    BOOSTS,
    FACET_VALUES,
    FACETS,
    HITS,
    Answer,
    Query,
    read,
    serve,
)

SCHEMA = """
    CREATE VIRTUAL TABLE words USING fts5(
        title, text, author, tokenize = "porter unicode61 remove_diacritics 2");
    CREATE TABLE facet_values (number INTEGER PRIMARY KEY, facet TEXT, value TEXT,
        UNIQUE (facet, value));
    CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT, day INTEGER, theme INTEGER,
        source INTEGER);
    CREATE TABLE authors (article INTEGER, author INTEGER, PRIMARY KEY (article, author))
        WITHOUT ROWID;
    CREATE INDEX articles_of_author ON authors (author, article);
"""
TUNING = """
    PRAGMA mmap_size = 8589934592;
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = memory;
    CREATE TEMP TABLE found (article INTEGER PRIMARY KEY, score REAL, theme INTEGER, source INTEGER);
"""
WEIGHTS = ", ".join(str(weight) for weight in BOOSTS.values())
FIND = f"""INSERT INTO found SELECT number, bm25(words, {WEIGHTS}), theme, source
    FROM words CROSS JOIN articles ON articles.number = words.rowid WHERE words MATCH ?"""
NUMBERS = "SELECT number FROM facet_values WHERE facet = ? AND value IN ({})"
CHOSEN = {
    "theme": f" AND +theme IN ({NUMBERS})",
    "source": f" AND +source IN ({NUMBERS})",
    "author": f" AND +words.rowid IN (SELECT article FROM authors WHERE author IN ({NUMBERS}))",
}
"""`+` and CROSS JOIN have SQLite go through the matches, where its own plans are slower."""
BEST = f"""SELECT article, id, title FROM
    (SELECT article, score FROM found ORDER BY score LIMIT {HITS}) AS best
    CROSS JOIN articles ON articles.number = best.article
    CROSS JOIN words ON words.rowid = best.article
    ORDER BY best.score"""
RANK = f"""SELECT id FROM
    (SELECT rowid AS number, bm25(words, {WEIGHTS}) AS score FROM words WHERE words MATCH ?
        ORDER BY score LIMIT ?) AS best
    CROSS JOIN articles USING (number)
    ORDER BY score"""
GROUPED = {
    "theme": "SELECT theme AS value, count(*) AS hits FROM found WHERE theme NOT NULL",
    "source": "SELECT source AS value, count(*) AS hits FROM found WHERE source NOT NULL",
    "author": "SELECT author AS value, count(*) AS hits FROM found CROSS JOIN authors USING (article)",
}
COUNT = {
    facet: f"""SELECT facet_values.value, hits FROM
        ({grouped} GROUP BY 1 ORDER BY hits DESC LIMIT {FACET_VALUES}) AS counted
        CROSS JOIN facet_values ON facet_values.number = counted.value"""
    for facet, grouped in GROUPED.items()
}
EXCERPT = """SELECT snippet(words, 1, '<mark>', '</mark>', '…', 32)
    FROM words WHERE words MATCH ? AND rowid = ?"""


class SQLite:
    _database: sqlite3.Connection

    def version(self) -> str:
        return sqlite3.sqlite_version

    def index(self, articles: Path, folder: Path, processes: int) -> None:
        database = _connected(folder)
        database.executescript("PRAGMA journal_mode = off; PRAGMA synchronous = off;")
        database.executescript(SCHEMA)
        _write(database, articles, 1)
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.commit()

    def add(self, articles: Path, folder: Path) -> None:
        database = _connected(folder)
        (last,) = database.execute("SELECT max(number) FROM articles").fetchone()
        _write(database, articles, last + 1)
        database.commit()

    def open(self, folder: Path) -> None:
        self._database = _connected(folder)
        self._database.executescript(TUNING)

    def rank(self, text: str, depth: int) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"[^\W_]+", text))
        return [id for (id,) in self._database.execute(RANK, (words, depth))] if words else []

    def search(self, query: Query) -> Answer:
        words = _words(query)
        database = self._database
        database.execute("DELETE FROM found")
        total = database.execute(*_found(words, query.selected)).rowcount
        best = database.execute(BEST).fetchall()
        facets = {facet: dict(database.execute(COUNT[facet])) for facet in FACETS}
        numbers = [number for number, _, _ in best] if query.passages else []
        excerpts = [database.execute(EXCERPT, (words, each)).fetchone()[0] for each in numbers]
        return Answer(total, [(id, title) for _, id, title in best], facets, excerpts)


def _connected(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "articles.db")


def _words(query: Query) -> str:
    if query.operator == "phrase":
        return '"' + " ".join(query.words) + '"'
    operator = " AND " if query.operator == "and" else " OR "
    return operator.join(f'"{word}"' for word in query.words)


def _found(words: str, selected: dict[str, list[str]]) -> tuple[str, list[str]]:
    statement, given = FIND, [words]
    for facet, values in selected.items():
        statement += CHOSEN[facet].format(", ".join("?" * len(values)))
        given += [facet, *values]
    return statement, given


def _write(database: sqlite3.Connection, articles: Path, first: int) -> None:
    numbers = _Numbers(database)
    for number, article in enumerate(read(articles), first):
        database.execute(
            "INSERT INTO words (rowid, title, text, author) VALUES (?, ?, ?, ?)",
            (number, article.title, article.text, "\n".join(article.authors)),
        )
        theme, source = (
            next((numbers.of(facet, value) for value in article.values(facet)), None)
            for facet in ("theme", "source")
        )
        row = (number, article.id, article.day, theme, source)
        database.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", row)
        authors = [(number, numbers.of("author", value)) for value in article.authors]
        database.executemany("INSERT OR IGNORE INTO authors VALUES (?, ?)", authors)


class _Numbers:
    """The numbers of facet values, given out as values come."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        rows = database.execute("SELECT facet, value, number FROM facet_values")
        self._known = {(facet, value): number for facet, value, number in rows}

    def of(self, facet: str, value: str) -> int:
        number = self._known.get((facet, value))
        if number is None:
            number = self._known[facet, value] = len(self._known) + 1
            row = (number, facet, value)
            self._database.execute("INSERT INTO facet_values VALUES (?, ?, ?)", row)
        return number


if __name__ == "__main__":
    serve(SQLite())
