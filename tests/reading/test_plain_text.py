"""Plain text files, and Markdown in files that are named as these."""

from __future__ import annotations

from datetime import date

import pytest

from search.model.articles import Article
from search.reading import Record, read

_TEXT = "The ferry left at dawn, as it had for forty years."


def _read(text: str) -> Article:
    return read(Record("a.txt", 0, text.encode())).article


@pytest.mark.parametrize(
    "head",
    [
        "The ferry\n\nBy Ada Quill\n4 May 2019\n\n",
        "The ferry\n=========\n\nby Ada Quill, May 4, 2019\n\n",
        "The ferry\nBy Ada Quill\n2019-05-04\n\n",
        "# The ferry\n\nBy [Ada Quill](#)\n\nMay 4, 2019\n\n",
        "The ferry\nPosted on May 4, 2019 by Ada Quill\n\n",
        "The ferry\nVon Ada Quill\n4. Mai 2019\n\n",
    ],
)
def test_the_head_of_a_text(head: str) -> None:
    article = _read(f"{head}{_TEXT}\n")
    assert (article.title, article.published) == ("The ferry", date(2019, 5, 4))
    assert article.authors == ("Ada Quill",)
    assert [each.text for each in article.paragraphs] == [_TEXT]


@pytest.mark.parametrize(
    "first",
    [
        "A sentence.",
        "Dear Ada,",
        "and so on",
        "By the time we left",
        "One line\nand another",
        "x" * 200,
    ],
)
def test_a_first_line_that_is_no_title(first: str) -> None:
    assert _read(f"{first}\n\n{_TEXT}").title == ""
    assert _read(_TEXT).title == ""


def test_marks_are_characters_of_plain_text() -> None:
    text = "The key is sea_wind_north * 4 * 5 <dollars> &amp; <b> {{ x }}."
    assert [each.text for each in _read(f"The ferry\n\n{text}").paragraphs] == [text]


def test_lines_and_items() -> None:
    article = _read(
        f"The ferry\n\nA short line\nof a paragraph.\n\n- one\n- two\n\n{_TEXT * 3}\n{_TEXT}"
    )
    assert [(each.kind, each.text) for each in article.paragraphs] == [
        ("text", "A short line of a paragraph."),
        ("item", "one"),
        ("item", "two"),
        ("text", _TEXT * 3),
        ("text", _TEXT),
    ]


def test_lines_with_labels_before_a_book() -> None:
    text = (
        "The Archive's EBook of The Ferry, by Ada Quill\n\nTitle: The Ferry\n\nAuthor: Ada Quill\n\n"
        "Release Date: July 6, 2017 [EBook #9]\n\nThe ferry left at dawn.\n"
    )
    article = read(Record("a.txt", 0, text.encode())).article
    assert (article.title, article.authors) == ("The Ferry", ("Ada Quill",))
    assert str(article.published) == "2017-07-06"
    assert [each.text for each in article.paragraphs] == ["The ferry left at dawn."]


@pytest.mark.parametrize("before", ["July 6, 2017", "https://lake.example/ferry"])
def test_a_date_or_an_address_may_stand_before_the_title(before: str) -> None:
    text = f"{before}\n\nThe ferry\n\nBy Ada Quill\n\nThe ferry left at dawn.\n"
    article = read(Record("a.txt", 0, text.encode())).article
    assert (article.title, article.authors) == ("The ferry", ("Ada Quill",))
    assert [each.text for each in article.paragraphs] == ["The ferry left at dawn."]


def test_a_subtitle_before_a_byline() -> None:
    head = "The ferry\nA boat leaves at dawn\n\nBy Ada Quill\nMay 4, 2019\n\n"
    article = _read(f"{head}{_TEXT}\n")
    assert (article.title, article.published) == ("The ferry", date(2019, 5, 4))
    assert [each.text for each in article.paragraphs] == ["A boat leaves at dawn", _TEXT]


def test_two_lines_of_a_poem_are_no_title() -> None:
    poem = "The ferry left at dawn\nIt took a crate of lemons\n\nThe wind had turned."
    assert _read(poem).title == ""


def test_a_name_and_a_date_below_a_title() -> None:
    article = _read("岬の灯台\n山田花子\n2016年3月8日\n\n岬の灯台がまた灯った。\n")
    assert (article.title, article.published) == ("岬の灯台", date(2016, 3, 8))


@pytest.mark.parametrize("indent", ["    ", "\t", "\u3000"])
def test_paragraphs_that_begin_with_an_indent(indent: str) -> None:
    first = "The ferry left at dawn, as it had for forty years,\nwith a crate of lemons."
    second = "The wind turned, and nobody on the pier would say\nwhen it might open again."
    article = _read(f"The ferry\n\n{indent}{first}\n{indent}{second}\n")
    found = [each.text for each in article.paragraphs]
    assert found == [first.replace("\n", " "), second.replace("\n", " ")]
