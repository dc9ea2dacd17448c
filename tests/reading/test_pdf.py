"""PDF: columns in their order, paragraphs over lines and pages, and reasons for what cannot be read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

import pytest

from search.reading import Reading, Record, Unreadable, read
from tests.reading.documents import Put, pdf

FIRST = (
    "The ferry across the Tarrow stopped in the year of the flood, and nobody in the town thought that it"
    " would ever cross the river again, since the landing on the far side had gone with the water."
)
SECOND = (
    "Ann Stone kept the boat in her barn for eleven years under a sheet that had been a sail, and"
    " oiled it each spring as if the season began next week, which her neighbours found odd."
)
THIRD = (
    "This May she put it back into the water. The council had built a landing, the school sent a choir,"
    " and the first passenger was a dog that had not asked. It went over and came back without a word."
)
LEFT, RIGHT = 60, 310
ENCRYPTED = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'00' * 32}>/U<{'01' * 32}>>>/ID[<00><00>]"
HEAD = "The Lantern Review"


def _set(text: str, width: int = 46) -> list[str]:
    """A paragraph as lines with an indent, where a long word at an end is cut in two."""
    return [
        "   " + line if not number else line
        for number, line in enumerate(textwrap.wrap(text, width))
    ]


def _column(x: float, lines: list[str]) -> Iterator[Put]:
    for number, line in enumerate(lines):
        indent = 12 if line.startswith(" ") else 0
        yield Put(x + indent, 640 - 12 * number, line.strip())


def _interleaved(left: list[str], right: list[str]) -> list[Put]:
    """Two columns, whose lines are written row by row, as some programs do."""
    rows = zip_longest(_column(LEFT, left), _column(RIGHT, right))
    return [put for row in rows for put in row if put]


def _magazine() -> bytes:
    """Two pages with two columns each, and one paragraph that goes over all ends."""
    lines = [line for text in (FIRST, SECOND, THIRD, FIRST, SECOND, THIRD) for line in _set(text)]
    lines[1:3] = [
        "would ever have crossed, said the ferry-",
        "man of the village, the river again, since",
    ]
    size = len(lines) // 4
    quarters = [lines[at * size : (at + 1) * size if at < 3 else None] for at in range(4)]
    heads = [
        [Put(60, 800, HEAD), Put(500, 800, "May 2019"), Put(290, 40, str(page))] for page in (7, 8)
    ]
    title = [
        Put(60, 740, "A boat comes back", 24),
        Put(60, 700, "By Ann Weaver"),
        Put(60, 680, "12 May 2019"),
    ]
    return pdf(
        [
            [*heads[0], *title, *_interleaved(quarters[0], quarters[1])],
            [*heads[1], *_interleaved(quarters[2], quarters[3])],
        ],
        {
            "Title": "Microsoft Word - boat.doc",
            "Author": "Windows User",
            "Keywords": "boats, rivers",
        },
    )


def _read(data: bytes) -> Reading:
    return read(Record("a.pdf", 0, data))


@pytest.fixture(scope="module")
def magazine() -> Reading:
    return _read(_magazine())


def test_two_columns_on_two_pages(magazine: Reading) -> None:
    article = magazine.article
    assert article.title == "A boat comes back"
    assert article.authors == ("Ann Weaver",)
    assert article.published is not None
    assert article.published.isoformat() == "2019-05-12"
    assert article.values("theme") == ("boats", "rivers")
    assert magazine.origins["theme"] == "properties: keywords"
    texts = [each.text for each in article.paragraphs]
    assert texts[1:3] == [SECOND, THIRD]
    assert texts[4:] == [SECOND, THIRD]
    assert "said the ferryman of the village" in texts[0]


def test_running_heads_are_left_out(magazine: Reading) -> None:
    text = " ".join(each.text for each in magazine.article.paragraphs)
    assert HEAD not in text
    assert not {"7", "8"} & {*text.split()}
    assert any(HEAD in each for each in magazine.left_out)


def test_the_title_of_the_properties_if_it_is_one() -> None:
    lines = textwrap.wrap(FIRST, 80)
    page = [
        Put(60, 740, "The Lantern", 30),
        *(Put(60, 700 - 12 * at, line) for at, line in enumerate(lines)),
    ]
    article = _read(pdf([page], {"Title": "A boat comes back"})).article
    assert article.title == "A boat comes back"
    assert [each.text for each in article.paragraphs] == ["The Lantern", FIRST]


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        ("Town", "Boats"),
        ("Ling", "4"),
        ("Harrow", "17"),
        ("Staithe", "9"),
        ("Mere", "2"),
        ("Oxley", "11"),
    ]
    puts = [
        Put(x, 700 - 12 * at, cell)
        for at, row in enumerate(rows)
        for x, cell in zip((60, 300), row, strict=True)
    ]
    text = " ".join(
        each.text
        for each in _read(pdf([[Put(60, 740, "How many boats", 20), *puts]])).article.paragraphs
    )
    assert "Ling 4 Harrow 17" in text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([[]]), "no text"),
        (
            pdf(
                [[Put(60, 700, "A")]],
                trailer=ENCRYPTED,
            ),
            "password",
        ),
        (b"%PDF-1.4\nnothing", "no PDF"),
        (b"", "no PDF"),
    ],
    ids=["scan", "encrypted", "cut", "empty"],
)
def test_reasons(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        _read(data)


def _lines(x: float, top: float, lines: list[str], size: float = 10) -> list[Put]:
    return [Put(x, top - 12 * at, line, size) for at, line in enumerate(lines)]


def test_a_footnote_does_not_part_the_text_that_goes_on_in_the_next_column() -> None:
    lines = [*textwrap.wrap(f"{FIRST} {SECOND}", 46), *textwrap.wrap(THIRD, 46)]
    notes = ["1 The records of 1911 say so, on page 40", "2 She said so herself."]
    page = [
        Put(60, 760, "A boat comes back", 20),
        *_lines(LEFT, 720, lines[:6]),
        *_lines(LEFT, 600, notes, size=7),
        *_lines(RIGHT, 720, lines[6:]),
    ]
    texts = [each.text for each in _read(pdf([page])).article.paragraphs]
    assert texts == [f"{FIRST} {SECOND}", THIRD, *notes]


def test_running_heads_that_differ_from_page_to_page_are_known_by_their_numbers() -> None:
    heads = [
        Put(60, 800, "12 The Lantern"),
        Put(400, 800, "Boats of the Tarrow 13"),
        Put(60, 800, "14 Ann Weaver"),
    ]
    texts = (FIRST, SECOND, THIRD)
    pages = [
        [head, *_lines(60, 740, textwrap.wrap(text, 80))]
        for head, text in zip(heads, texts, strict=True)
    ]
    reading = _read(pdf(pages))
    assert [each.text for each in reading.article.paragraphs] == [*texts]
    assert len(reading.left_out) == 3


def test_numbers_that_count_no_pages_stay() -> None:
    firsts = ("1911 was the year of the flood", "The ferry came back in 2019", "Boats of 1950")
    texts = (FIRST, SECOND, THIRD)
    pages = [
        [Put(60, 800, first), *_lines(60, 740, textwrap.wrap(text, 80))]
        for first, text in zip(firsts, texts, strict=True)
    ]
    article = _read(pdf(pages)).article
    text = " ".join([article.title, *(each.text for each in article.paragraphs)])
    assert all(first in text for first in firsts)


def test_numbered_headings_at_the_top_of_pages_stay() -> None:
    heads = ("1 Floods", "2 Ferries", "3 Landings")
    pages = [
        [Put(60, 800, head, 14), *_lines(60, 760, textwrap.wrap(text, 80))]
        for head, text in zip(heads, (FIRST, SECOND, THIRD), strict=True)
    ]
    article = _read(pdf(pages)).article
    texts = {article.title, *(each.text for each in article.paragraphs)}
    assert texts >= {*heads}


def test_hyphens_that_belong_to_words_and_numbers_stay() -> None:
    lines = [
        "There were twenty-",
        "five boats in the years 1914-",
        "1918, when Jean-",
        "Paul Weaver, a self-",
        "made man, sent an e-",
        "mail to www.lantern-",
        "review.example about the ferry-",
        "man of the village.",
    ]
    article = _read(pdf([[Put(60, 760, "A boat", 20), *_lines(60, 720, lines)]])).article
    assert article.paragraphs[0].text == (
        "There were twenty-five boats in the years 1914-1918, when Jean-Paul Weaver, a self-made man,"
        " sent an e-mail to www.lantern-review.example about the ferryman of the village."
    )


def _justified(x: float, top: float, lines: list[str]) -> list[Put]:
    """Lines that all end at the same place, 200 points farther."""
    puts = []
    for at, line in enumerate(lines):
        words, left = line.split(), x
        widths = [4.7 * len(word) for word in words]
        space = max((200 - sum(widths)) / max(len(words) - 1, 1), 2.5)
        for word, width in zip(words, widths, strict=True):
            puts.append(Put(round(left, 1), top - 12 * at, word))
            left += width + space
    return puts


def test_wide_spaces_below_each_other_are_no_gutter() -> None:
    left = textwrap.wrap(f"{FIRST} {SECOND}", 34)
    right = textwrap.wrap(f"{THIRD} {FIRST}", 34)
    page = [
        Put(60, 760, "A boat", 20),
        *_justified(60, 720, left),
        *_justified(290, 720, right),
    ]
    texts = [each.text for each in _read(pdf([page])).article.paragraphs]
    assert " ".join(texts) == " ".join([FIRST, SECOND, THIRD, FIRST])
