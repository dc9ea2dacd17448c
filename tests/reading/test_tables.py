"""CSV and TSV: every row with a text is an article, whatever the dialect and the encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.reading import PASSED_OVER
from tests.reading.inspected import inspected, texts

HEADER = "Title,Author,Published at,Tags,Link,Content\n"
ROW = (
    '"The ferry, again","Ada Quill; Bo Banks",2019-05-04,sea|wind,https://x.example/1,'
    '"One ""quoted"".\nTwo."\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_table(tmp_path: Path, encoding: str, separator: str, ending: str) -> None:
    cells = [
        '"Élan, again"',
        '"Ada Quill|Bo Banks"',
        "2019-05-04",
        '"[""sea"", ""wind""]"',
        "",
        '"Un.\nDéux."',
    ]
    lines = [
        HEADER.strip().replace(",", separator),
        separator.join(cells),
        "",
        separator.join(cells),
    ]
    content = (ending.join(lines).replace("\r\n", "\n").replace("\n", ending)).encode(encoding)
    found = inspected(tmp_path, "a.csv", content)
    article = found.readings[0].article
    assert (article.title, article.authors) == ("Élan, again", ("Ada Quill", "Bo Banks"))
    assert (str(article.published), article.values("theme")) == ("2019-05-04", ("sea", "wind"))
    assert texts(found) == ["Un.", "Déux."]
    assert found.readings[0].origins["published"] == "column: published_at"
    assert len(found.failures) == 1  # the last row has the text, and so the id, of the first
    assert "belongs to record 1" in found.failures[0]


def test_quoted_cells(tmp_path: Path) -> None:
    found = inspected(tmp_path, "a.csv", HEADER + ROW)
    article = found.readings[0].article
    assert (article.title, article.authors) == ("The ferry, again", ("Ada Quill", "Bo Banks"))
    assert (article.values("theme"), texts(found)) == (("sea", "wind"), ['One "quoted".', "Two."])
    assert article.address == "https://x.example/1"


def test_a_line_of_excel_and_a_long_cell(tmp_path: Path) -> None:
    long = "word " * 40_000
    found = inspected(tmp_path, "a.csv", f"sep=;\nid;content\na;{long}\nb;x\n")
    assert [reading.article.id for reading in found.readings] == ["a", "b"]
    assert sum(len(text) for text in texts(found)) > 190_000


def test_html_in_a_cell_and_a_lone_sign(tmp_path: Path) -> None:
    rows = ["a,<p>One</p><ul><li>Two</li></ul>", "b,3 < 4 and 5 > 4", "c,One.<br>Two &amp; three"]
    found = inspected(tmp_path, "a.csv", "\n".join(["id,content", *rows]))
    assert [texts(found, number) for number in range(3)] == [
        ["One", "Two"], ["3 < 4 and 5 > 4"], ["One. Two & three"],
    ]  # fmt: skip


def test_rows_without_text_have_a_reason(tmp_path: Path) -> None:
    found = inspected(tmp_path, "a.csv", "title,content,summary\nA,,\nB,,Short.\nC,Text.,\n")
    assert [reading.article.title for reading in found.readings] == ["B", "C"]
    assert found.failures == (
        "record 1: has no text in its row: fill a column such as content, or remove the row",
    )


def test_too_many_cells_lose_no_word(tmp_path: Path) -> None:
    found = inspected(tmp_path, "a.csv", "title,content\nA,one, two, three\n")
    assert texts(found) == ["one, two, three"]
    assert found.warnings == (
        "record 1: has 4 cells for 2 columns: put those with commas in quotes",
    )


def test_a_quotation_without_an_end(tmp_path: Path) -> None:
    found = inspected(tmp_path, "a.csv", 'id,content\na,one 5" disk\nb,"two\nc,three\n')
    assert [reading.article.id for reading in found.readings] == ["a"]
    assert found.failures == ("has a quotation without an end: the rows from there were not read",)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("title,url,time_added,tags,status\nA,https://x.example/1,1,,unread\n", "lists of links"),
        ("Title,URL,ID,Document tags,Saved date\nA,https://x.example/1,1,,\n", "lists of links"),
        ("year,tons\n1899,3\n", "tables without texts"),
    ],
)
def test_tables_without_texts_are_passed_over(tmp_path: Path, content: str, kind: str) -> None:
    found = inspected(tmp_path, "a.csv", content)
    assert (found.failures, [PASSED_OVER[each] for each in found.warnings]) == ((), [kind])


def test_an_empty_table(tmp_path: Path) -> None:
    assert inspected(tmp_path, "a.csv", "\n").failures == (
        "is empty: add some text, or remove the file",
    )
