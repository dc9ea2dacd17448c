"""Markdown articles in the layout of the first archive, and everything that varies in it."""

from __future__ import annotations

from datetime import date

import pytest

from search import SearchRequest, open_engine
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.model.articles import Article, Source
from search.reading import Record, read
from tests import corpora

_WHOLE = """# The Weir at Night

By [Ann River](#), [Bo Banks](#) and [Prof. Cy Dell](#)

The Lantern, October 07 2018

[Delta Times](https://delta.example/weir) 4  October 2018

Region: [North & South](#), [Japan, Korea and Taiwan](#)

Theme: [Rivers & Floods](#)

In-depth Report: [LIVING WITH WATER](#)

*The keeper has not slept.*

All Lantern articles can be read in 51 languages by pressing a button.

The first paragraph has [a link](https://x.example) and *emphasis* and `code`.

This paragraph is cut by a page break somewhere in the middle of

its only sentence.

The keeper of the old weir said that he had never before been visited by

Professor Dell of the university.

## A crosshead

- one item
- another item

> A quotation.

The last words.

\\*

Note to readers: press the buttons.

The original source of this article is [Delta Times](https://delta.example/weir)
Copyright © [Ann River](#), Delta Times, 2018

---

**Disclaimer:** Nobody is liable for anything

that was cut here. "Fair use" applies.
"""


def _read(text: str, path: str = "a.md") -> Article:
    return read(Record(path, 0, text.encode())).article


def test_the_whole_layout() -> None:
    article = _read(_WHOLE, "2018/the weir.md")
    assert article.id == "2018/the-weir"
    assert article.title == "The Weir at Night"
    assert article.authors == ("Ann River", "Bo Banks", "Prof. Cy Dell")
    assert (article.publisher, article.published) == ("The Lantern", date(2018, 10, 7))
    assert article.source == Source("Delta Times", date(2018, 10, 4), "https://delta.example/weir")
    assert article.values("region") == ("North & South", "Japan, Korea and Taiwan")
    assert article.values("theme") == ("Rivers & Floods",)
    assert article.values("report") == ("LIVING WITH WATER",)
    assert article.summary == "The keeper has not slept."
    assert article.rights == "Ann River, Delta Times, 2018"
    assert [(each.kind, each.text) for each in article.paragraphs] == [
        ("text", "The first paragraph has a link and emphasis and code."),
        (
            "text",
            "This paragraph is cut by a page break somewhere in the middle of its only sentence.",
        ),
        (
            "text",
            "The keeper of the old weir said that he had never before been visited by Professor Dell"
            " of the university.",
        ),
        ("heading", "A crosshead"),
        ("item", "one item"),
        ("item", "another item"),
        ("quote", "A quotation."),
        ("text", "The last words."),
    ]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann River and Bo Banks", ("Ann River", "Bo Banks")),
        (
            "By Ann River, Bo Banks, Cy Dell, and Prof. Di Ede",
            ("Ann River", "Bo Banks", "Cy Dell", "Prof. Di Ede"),
        ),
        ("By Dr Ann River", ("Dr Ann River",)),
        ("By Martin King, Jr. and Ann River", ("Martin King, Jr.", "Ann River")),
        ("By [The Data Desk, Ltd](#)", ("The Data Desk, Ltd",)),
        ("By [A & B Institute](#) and [Ann River](#)", ("A & B Institute", "Ann River")),
        ("by Ann River", ("Ann River",)),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...]) -> None:
    assert _read(f"# T\n\n{line}\n\nSome text follows here.").authors == authors


def test_the_house_as_author_gives_way_to_the_one_in_the_text() -> None:
    text = (
        "# T\n\nBy [The Lantern News](#)\n\nThe Lantern, July 21st, 2023\n\nby Ann River\n\nText."
    )
    article = _read(text)
    assert article.authors == ("Ann River",)
    assert [each.text for each in article.paragraphs] == ["Text."]


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    article = _read("# T\n\nBy the time the river rose, nobody was left.\n\nMore text.")
    assert article.authors == ()
    assert len(article.paragraphs) == 2


@pytest.mark.parametrize(
    "line",
    [
        "First published on March 4, 2003",
        "First published March 4th, 2003",
        "March 4, 2003",
        "4 March 2003",
    ],
)
def test_dates_on_their_own(line: str) -> None:
    article = _read(f"# T\n\nBy Ann River\n\n{line}\n\nSome text.")
    assert article.published == date(2003, 3, 4)
    assert [each.text for each in article.paragraphs] == ["Some text."]


def test_the_address_line() -> None:
    article = _read("# T\n\nUrl of this article: https://x.example/a\n\nSome text.")
    assert article.address == "https://x.example/a"
    assert len(article.paragraphs) == 1


def test_what_a_file_does_not_say_stays_empty() -> None:
    assert _read("Only a paragraph of text.") == Article(
        "a", "", paragraphs=_read("Only a paragraph of text.").paragraphs
    )


@pytest.mark.parametrize("mark", ["***", "* * *", "\\*", "*", "---"])
def test_a_mark_between_sections_ends_nothing(mark: str) -> None:
    article = _read(f"# T\n\nFirst part.\n\n{mark}\n\nSecond part.")
    assert [each.text for each in article.paragraphs] == ["First part.", "Second part."]


@pytest.mark.parametrize("mark", ["***", "* * *", "\\*", "*"])
def test_a_mark_before_notes_ends_the_text(mark: str) -> None:
    article = _read(f"# T\n\nText.\n\n{mark}\n\nNote to readers: share.\n\nOther words.")
    assert [each.text for each in article.paragraphs] == ["Text."]


def test_a_tail_without_a_mark_is_kept_out_too() -> None:
    text = "# T\n\nText one.\n\nText two.\n\nCopyright © Ann, 2019\n\nDisclaimer: nothing is true."
    article = _read(text)
    assert [each.text for each in article.paragraphs] == ["Text one.", "Text two."]
    assert article.rights == "Ann, 2019"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A whole sentence that is quite long and ends as a sentence should.", "another begins"),
        ("A short line", "Another short line"),
        ("He said that this is how it was, and there was silence in the room:", "Nothing."),
    ],
)
def test_whole_paragraphs_stay_apart(first: str, second: str) -> None:
    assert len(_read(f"# T\n\n{first}\n\n{second}").paragraphs) == 2


def test_front_matter_gives_fields_and_goes_first() -> None:
    text = (
        "---\ntitle: 'Given: title'\nauthors:\n- ann\n- bo\ndate: 2014-03-27\n"
        "tags: [rivers, floods]\nexcerpt: Short.\n---\n\nText of it.\n"
    )
    article = _read(text)
    assert (article.title, article.authors) == ("Given: title", ("ann", "bo"))
    assert (article.published, article.summary) == (date(2014, 3, 27), "Short.")
    assert article.values("theme") == ("rivers", "floods")
    assert [each.text for each in article.paragraphs] == ["Text of it."]


def test_any_number_of_paragraphs_that_do_not_end_are_joined() -> None:
    text = "\n\n".join(f"part {number} of a text that goes on and" for number in range(20_000))
    _, *paragraphs = _read(f"# T\n\nIt begins.\n\n{text}").paragraphs
    assert " ".join(each.text for each in paragraphs) == text.replace("\n\n", " ")
    assert len(paragraphs) < 20


def test_broken_front_matter_loses_nothing_of_the_text() -> None:
    reading = read(Record("a.md", 0, b"---\ntitle: [\n---\n\nText of it.\n"))
    assert "front matter" in reading.warnings[0]
    assert [each.text for each in reading.article.paragraphs] == ["Text of it."]


def test_html_in_markdown_is_text() -> None:
    article = _read(
        "# T\n\nA <b>bold</b> word.\n\n<script>alert(1)</script>\n\n<div>Kept text.</div>"
    )
    assert [each.text for each in article.paragraphs] == ["A bold word.", "Kept text."]


def test_the_sample_of_the_first_archive() -> None:
    (file,) = corpora.needed(corpora.SAMPLES).iterdir()
    article = read(Record(file.name, 0, file.read_bytes())).article
    assert article.authors == ("Tom Luongo",)
    assert (article.publisher, article.published) == ("Global Research", date(2019, 9, 2))
    assert article.source == Source("Gold Goats 'n Guns", date(2019, 8, 31))
    assert article.values("region") == ("Middle East & North Africa", "Russia and FSU")
    assert article.values("theme") == ("Intelligence", "Terrorism")
    assert article.values("report") == ("SYRIA",)
    texts = [each.text for each in article.paragraphs]
    assert any("stop acting through Turkey's proxy." in text for text in texts)
    assert any("the only way forward that puts Israel's" in text for text in texts)
    assert texts[-1] == "The fate of tens of millions of people hangs in the balance."


def test_searching_the_sample(tmp_path_factory: pytest.TempPathFactory) -> None:
    samples = corpora.needed(corpora.SAMPLES)
    index = tmp_path_factory.mktemp("sample")
    reindex(Options(samples, 1), open_target(index), Silent())
    with open_engine(index) as engine:
        for text in ('"fair use"', "publications", "cross-post"):
            assert engine.search(SearchRequest(text=text, match="all")).total == 0
        (hit,) = engine.search(SearchRequest(text='"Khan Sheikoun"')).hits
    assert all("<mark>Khan Sheikoun</mark>" in passage.html for passage in hit.passages)
