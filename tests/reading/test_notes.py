"""Markdown as programs for notes, for clipping and for documentation write it."""

from __future__ import annotations

from datetime import date

import pytest

from search.model.articles import Article
from search.reading import Record, read

_TEXT = "The ferry left at dawn, as it had for forty years.\n"


def _article(text: str, name: str = "a.md") -> Article:
    return read(Record(name, 0, text.encode())).article


def _texts(text: str) -> list[str]:
    return [each.text for each in _article(f"# The ferry\n\n{text}").paragraphs]


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("See [[Fog|the fog]] and [[Lemons]].", "See the fog and Lemons."),
        ("The ![[pier.png]]pier ==left== us.", "The pier left us."),
        ("> [!note] Mind the gap\n> It is wide.", "Mind the gap It is wide."),
        ("- [x] count *lemons*", "count lemons"),
        ("## The pier {#pier .wide}", "The pier"),
        ("It cost ~~two~~ three.", "It cost two three."),
        (":::note\n\nIt is wide.\n\n:::", "It is wide."),
        ("```\nif [[ -f x ]]; then [[nodiscard]]\n```", "if [[ -f x ]]; then [[nodiscard]]\n"),
        ("Type `[[Fog]]` here.", "Type [[Fog]] here."),
        ("Where a == b and c == d.", "Where a == b and c == d."),
        ("[TOC]\n\nIt is wide.", "It is wide."),
        ("It is wide. ^1a2b3c", "It is wide."),
        ("It is wide. ^the-pier", "It is wide."),
        ("It is x ^2 wide and x ^2", "It is x ^2 wide and x ^2"),
    ],
)
def test_marks_are_shown_as_their_words(marked: str, shown: str) -> None:
    assert _texts(marked) == [shown.rstrip("\n")]


def test_components_of_mdx_are_no_text() -> None:
    mdx = f"import Tabs from '@theme/Tabs';\n\n<Tabs>\n\n{_TEXT}\n</Tabs>\n"
    assert _texts(mdx) == [_TEXT.strip()]
    assert "<Tabs>" in "".join(_texts(f"<Tabs>\n\n{_TEXT}"))


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: The ferry\nauthor:\n  - "[[Ada Quill]]"\npublished: 2017-07-06\n---\n',
        "---\ntitle: The ferry\nauthor: [[Ada Quill]]\ndate: 2017-07-06\n---\n",
        "% The ferry\n% Ada Quill\n% July 6, 2017\n\n",
        "# The ferry\n\n**Author:** Ada Quill  \n**Date:** 6 July 2017\n\n",
        "# The ferry\n\nAuthor: Ada Quill\nCreated: July 6, 2017 9:30 AM\nStatus: Done\n\n",
        "# The ferry\n\n## Metadata\n- Author: [[Ada Quill]]\n- Kind: #articles\n- Date: 2017-07-06\n\n",
        "# The ferry\n\n*July 6, 2017 by Ada Quill*\n\n",
        "# The ferry\n\n*By Ada Quill*\n\n*July 6, 2017*\n\n",
        "# The ferry\n\nPosted by Ada Quill on July 6, 2017\n\n",
        "# The ferry\n\nPosted on July 6, 2017 by Ada Quill\n\n",
        "# The ferry\n\nVeröffentlicht am 6. Juli 2017 von Ada Quill\n\n",
        "# The ferry\n\nVon Ada Quill\n\n6. Juli 2017\n\n",
        "# The ferry\n\nPar Ada Quill, le 6 juillet 2017\n\n",
        "# The ferry\n\nPor Ada Quill\n6 de julio de 2017\n\n",
        "# The ferry\n\nhttps://lake.example/ferry\n\nBy Ada Quill, 6 July 2017\n\n",
        "title:: The ferry\nauthor:: Ada Quill\ndate:: 2017-07-06\n\n",
        "---\nTitel: The ferry\nAutor: Ada Quill\nDatum: 06.07.2017\n---\n",
    ],
)
def test_fields_before_the_text(head: str) -> None:
    article = _article(head + _TEXT)
    assert (article.title, article.authors) == ("The ferry", ("Ada Quill",))
    assert article.published == date(2017, 7, 6)
    assert [each.text for each in article.paragraphs] == [_TEXT.strip()]


def test_lines_with_a_colon_that_are_text() -> None:
    lines = "Author: the one who pays, as they say on the quay of the town.\nAnd more."
    assert _texts(lines) == [" ".join(lines.split())]


def test_sentences_that_begin_as_bylines_are_text() -> None:
    for sentence in ("Von hier aus sah man den See.", "Par temps clair", "Di notte si dorme"):
        assert _texts(sentence) == [sentence]


def test_two_authors_of_a_title_block() -> None:
    assert _article(f"% The ferry\n% Ada Quill; Bo Other\n\n{_TEXT}").authors == (
        "Ada Quill",
        "Bo Other",
    )


def test_categories_of_jekyll_are_parted_by_spaces() -> None:
    front = "---\ntitle: The ferry\nlayout: post\ncategories: sea wind\n---\n"
    assert _article(front + _TEXT).values("theme") == ("sea", "wind")
    assert _article(front.replace("layout", "kind") + _TEXT).values("theme") == ("sea wind",)


def test_a_title_that_begins_with_brackets() -> None:
    front = "---\ntitle: [Interview] The ferry\n---\n"
    assert _article(front + _TEXT).title == "[Interview] The ferry"


def test_a_day_without_hyphens_in_a_name() -> None:
    article = _article(_TEXT, "posts/20170706_the_ferry.md")
    assert (article.title, article.published) == ("The ferry", date(2017, 7, 6))
    assert _article(_TEXT, "posts/20179906_the_ferry.md").published is None
