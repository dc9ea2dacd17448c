"""benchmarks/READING.md as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.reading.folders import Indexed
from benchmarks.reading.posts import Posts
from benchmarks.reading.readers import Known
from benchmarks.reading.scores import Given, Score
from benchmarks.tables import table


@dataclass(frozen=True, slots=True)
class Row:
    """What a reader got: on articles, on the other pages, of the fields of these, and on pages of several
    kinds, if there are any."""

    reader: Known
    articles: Score
    others: Score
    fields: dict[str, Given]
    kinds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder: the number of its pages, their size in bytes, and how each program indexed it."""

    pages: int
    size: int
    indexed: Sequence[Indexed]


def line(row: Row) -> str:
    return f"{row.reader.name}: F1 {row.articles.f1:.3f}, {row.articles.rate:.0f} pages a second"


def page(rows: Sequence[Row], posts: Posts, folder: Folder, measured: str) -> str:
    versions = dict.fromkeys(f"{row.reader.package} {row.reader.version}".strip() for row in rows)
    return "\n\n".join((
        "<!-- Written by `make bench-reading`; run it again instead of changing this file. -->",
        "# Backissue as a reader of saved pages",
        f"{measured}, in one run: {', '.join(versions)}.",
        "## The text of an article",
        "91 pages of html-article-extraction by the method of scrapinghub/article-extraction-benchmark:"
        " texts are compared by 4-grams of words, and F1 is that of the mean precision and the mean"
        " recall of pages. What Backissue takes for a summary is no part of its text; a line adds it."
        " Speed is in pages per second of one processor, fields included where a reader gives them.",
        _texts([(row.reader.name, row.articles) for row in rows]),
        "65 pages of html-readability, whose expected text has no captions:",
        _texts([(row.reader.name, row.others) for row in rows]),
        *_kinds(rows),
        "## Title, byline and date",
        "Of the pages of html-readability that have one: right; right or in agreement with what is"
        " expected; in parentheses, given but neither. A value is right if it has the same words,"
        " whatever their case and the marks between them; “by”, “and”, “avec” and “et” do not count."
        " It agrees if it is what is expected without what follows a bar or, in a byline, a bracket, a"
        " digit or a new line: some titles are expected with the name of the site, and some bylines"
        " with dates and roles, which Backissue leaves out. Readability-lxml gives titles only.",
        _fields(rows),
        "## Posts in Markdown",
        f"{posts.read} of {posts.posts} posts of 18f-posts are read;"
        f" {', '.join(f'{count} have {name}' for name, count in posts.fields.items())}. {posts.with_tags}"
        " have `{{` or `{%` in their title or text.",
        "## A folder of saved pages",
        f"The pages of html-article-extraction again and again, {folder.pages} files of"
        f" {folder.size / 1e6:.0f} MB, indexed from nothing: the median of three runs in turns, start"
        " included, and the most memory of all processes together.",
        _indexed(folder),
    )) + "\n"  # fmt: skip


def _texts(scores: Sequence[tuple[str, Score]]) -> str:
    rows = [
        [name, f"{each.f1:.3f}", f"{each.precision:.3f}", f"{each.recall:.3f}", f"{each.rate:.0f}"]
        for name, each in scores
    ]
    return table(["", "F1", "precision", "recall", "pages a second"], rows)


def _kinds(rows: Sequence[Row]) -> tuple[str, ...]:
    names = list(rows[0].kinds)
    if not names:
        return ()
    cells = [[row.reader.name, *(f"{row.kinds[name]:.3f}" for name in names)] for row in rows]
    return (
        "The test set of the web content extraction benchmark, whose pages had no part in making the"
        " rules of Backissue: the mean F1 of the words of each page, by kind, with the number of pages.",
        table(["", *names], cells),
    )


def _fields(rows: Sequence[Row]) -> str:
    names = {"title": "title", "byline": "byline", "published": "date"}
    cells = [
        [row.reader.name, *(_cell(row.fields[name]) for name in names)]
        for row in rows
        if row.fields
    ]
    return table(["", *names.values()], cells)


def _cell(field: Given) -> str:
    if not field.given:
        return "–"
    wrong = field.given - field.agreeing
    return f"{field.right}; {field.agreeing} of {field.known} ({wrong})"


def _indexed(folder: Folder) -> str:
    cells = [[each.name, f"{each.seconds:.1f}", f"{each.peak:.0f}"] for each in folder.indexed]
    found = table(["", "seconds", "MB"], cells)
    if len(folder.indexed) > 1:
        return found
    return f"{found}\n\nPagefind was not measured: npm, which installs it, was not found."
