"""Any text survives a bibliography and a table: round trips through independent readers."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.model.articles import Article
from search.model.dates import PartialDate
from search.model.facets import DEFAULT_FACETS
from search.result_formats.article_formats import ARTICLE_FORMATS, ArticleToShow
from search.result_formats.citations.names import Name, name_of
from search.result_formats.csv import safe
from search.result_formats.well_formed import encodable, one_line

TEXTS = st.text(max_size=40) | st.text("\\{}%&$#_~^\"'@=, ab-", max_size=40)
FORMATS = {each.name: each for each in ARTICLE_FORMATS}
SIGNS = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
    **{f"\\{sign}": sign for sign in "&%$#_"},
}


def written(name: str, article: Article) -> str:
    shown = ArticleToShow(article, "https://example.org/articles/a", DEFAULT_FACETS, "The Review")
    return FORMATS[name].text(shown)


def from_tex(text: str) -> str:
    """What TeX shows for the commands that are written."""
    found, at = "", 0
    while at < len(text):
        command = next((each for each in SIGNS if text.startswith(each, at)), text[at])
        found += SIGNS.get(command, command)
        at += len(command)
    return found


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
@example("half \ud800 a character", "\udfff", "")
def test_any_text_is_read_as_it_is(title: str, summary: str, theme: str) -> None:
    article = Article("a", title, summary=summary, facets={"theme": (theme,)} if theme else {})
    expected = encodable(one_line(title)) or "Untitled"
    (ris,) = rispy.loads(written("ris", article))
    assert " ".join(ris["title"].split()) == expected
    parser = BibTexParser(interpolate_strings=False)
    (bib,) = bibtexparser.loads(written("bib", article), parser).entries
    assert from_tex(bib["title"]) == expected
    assert from_tex(bib.get("abstract", "")) == encodable(one_line(summary))
    (csl,) = json.loads(written("csl.json", article))
    assert csl["title"] == expected
    assert json.loads(written("json", article))["title"] == encodable(title)


@pytest.mark.parametrize(
    "begin", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "\x1f", "＝", "＋", "－", "＠"]
)
def test_no_cell_is_a_formula(begin: str) -> None:
    cell = f'{begin}HYPERLINK("x")'
    assert safe(cell) == f"'{cell}".replace("\0", "\ufffd")
    line = io.StringIO()
    csv.writer(line).writerow([safe(cell)])
    assert next(csv.reader(io.StringIO(line.getvalue(), newline="")))[0][0] == "'"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Ada Byron", Name("Byron", "Ada")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", "Jr.")),
        ("Byron, Ada", Name("Byron", "Ada")),
        ("Dr. Mirela Stoica", Name("Stoica", "Mirela")),
        ("Prof. Dr Hans Müller", Name("Müller", "Hans")),
        ("Stoica, Dr. Mirela", Name("Stoica", "Mirela")),
        ("Dr. Stoica", Name("Stoica", "Dr.")),
        ("Dr. Research Institute", Name("Dr. Research Institute")),
        ("Voltaire", Name("Voltaire")),
        ("The Associated Press", Name("The Associated Press")),
        ("Reuters Staff", Name("Reuters Staff")),
        ("Smith & Sons", Name("Smith & Sons")),
        ("Ministry of Defence", Name("Ministry of Defence")),
        ("谷崎潤一郎", Name("谷崎潤一郎")),
    ],
)
def test_names_are_parted_only_where_they_are_persons(author: str, name: Name) -> None:
    assert name_of(author) == name


def test_dates_are_as_whole_as_they_are_known() -> None:
    article = Article("a", "T", published=PartialDate(1899, 12))
    assert "DA  - 1899/12\r\n" in written("ris", article)
    assert "date = {1899-12},\n  year = {1899},\n  month = dec" in written("bib", article)
    assert json.loads(written("csl.json", article))[0]["issued"] == {"date-parts": [[1899, 12]]}
    year = replace(article, published=PartialDate(1899))
    assert "month" not in written("bib", year)
    assert "DA  - 1899\r\n" in written("ris", year)
