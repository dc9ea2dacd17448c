"""What paragraphs are besides their text: links, emphasis, lists, tables, preformatted text; captions."""

from __future__ import annotations

import json

import pytest

from search.model.articles import Article, Paragraph
from search.reading import Record, read

_FIRST = "The river rose in the night, and nobody on the bank had expected it to."
_LAST = "By morning the water stood at the second step of the church, as in 1953."


def _read(name: str, text: str) -> Article:
    return read(Record(name, 0, text.encode())).article


def _page(body: str, head: str = "") -> Article:
    link = "<link rel=canonical href='https://example.org/2019/floods/'>"
    return _read("a.html", f"<html><head><title>T</title>{link}{head}</head><body>{body}</body>")


def _markdown(text: str) -> Article:
    return _read("a.md", f"---\ntitle: T\nurl: https://example.org/2019/floods/\n---\n{text}")


def _json(content: object) -> Article:
    record = {"title": "T", "url": "https://example.org/2019/floods/", "content": content}
    return _read("a.json", json.dumps(record))


def _spans(paragraph: Paragraph) -> list[tuple[str, ...]]:
    """Each span as its words, its kind, and its target if it has one."""
    text = paragraph.text
    return [
        tuple(filter(None, (text[each.start : each.end], each.kind, each.target)))
        for each in paragraph.form.spans
    ]


_HTML = (
    "The <a href='/here'>river <em>rose</em></a>, <b> 3</b>&times;10<sup>2</sup> m<sub>a</sub>"
    "\n of <code>x = 1</code>, <span>they</span> said, and nobody had expected it to rise again."
)
_MARKDOWN = (
    "The [river *rose*](/here), **3**×10<sup>2</sup> m<sub>a</sub>\nof `x = 1`, they said, and nobody"
    " had expected it to rise again."
)


@pytest.mark.parametrize(
    "article",
    [_page(f"<p>{_HTML}</p><p>{_LAST}</p>"), _markdown(f"{_MARKDOWN}\n"), _json(f"<p>{_HTML}</p>")],
    ids=["html", "markdown", "json"],
)
def test_links_and_emphasis(article: Article) -> None:
    paragraph = article.paragraphs[0]
    assert paragraph.text.startswith(
        "The river rose, 3×10² m".replace("²", "2") + "a of x = 1, they"
    )
    assert _spans(paragraph) == [
        ("river rose", "link", "https://example.org/here"),
        ("rose", "emphasis"),
        ("3", "strong"),
        ("2", "superscript"),
        ("a", "subscript"),
        ("x = 1", "code"),
    ]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("https://other.example/a?b=1&amp;c", ["https://other.example/a?b=1&c"]),
        ("//other.example/a", ["https://other.example/a"]),
        ("b#c", ["https://example.org/2019/floods/b#c"]),
        ("mailto:ann@example.org", ["mailto:ann@example.org"]),
        ("#", [""]),
        ("javascript:alert(1)", []),
        ("java\tscript:alert(1)", []),
        (" JavaScript:alert(1)", []),
        ("data:text/html,a", []),
        ("ftp://example.org/", []),
        ("https://exa mple.org\\@evil/", []),
        ("http://[broken/", []),
    ],
)
def test_only_safe_absolute_addresses(target: str, found: list[str]) -> None:
    for article in (
        _page(f"<p>The <a href='{target}'>river</a> rose, and nobody had expected it.</p>"),
        _json(f"<p>The <a href='{target}'>river</a> rose, and nobody had expected it.</p>"),
    ):
        assert article.paragraphs[0].text.startswith("The river rose")
        assert [each.target for each in article.paragraphs[0].form.spans] == found


def test_links_are_relative_to_the_base_of_a_page() -> None:
    article = _page("<p>The <a href=b>river</a> rose.</p>", "<base target=_top href='/all/'>")
    assert _spans(article.paragraphs[0]) == [("river", "link", "https://example.org/all/b")]


def test_a_relative_link_in_an_article_without_an_address_is_text() -> None:
    paragraph = _read("a.md", "The [river](b.html) and [the bank](#) rose.").paragraphs[0]
    assert paragraph.text == "The river and the bank rose."
    assert _spans(paragraph) == [("the bank", "link")]


def test_spans_of_text_that_is_cleaned_stay_on_their_words() -> None:
    text = "A\xadb\u200b  <b>cafe\u0301\n  noir</b>\x07 <i>  </i><a href='/x'>\xad e</a>nd of it."
    paragraph = _page(f"<p>{text}</p>").paragraphs[0]
    assert ("e", "link", "https://example.org/x") in _spans(paragraph)
    assert "café" in paragraph.text
    assert [each for each in _spans(paragraph) if each[1] == "emphasis"] == []


def test_headings_have_levels() -> None:
    for article in (
        _page(f"<p>{_FIRST}</p><h3>Later</h3><p>{_LAST}</p>"),
        _markdown(f"{_FIRST}\n\n### Later\n\n{_LAST}"),
        _json(f"<p>{_FIRST}</p><h3>Later</h3><p>{_LAST}</p>"),
    ):
        heading = article.paragraphs[1]
        assert (heading.kind, heading.text, heading.form.level) == ("heading", "Later", 3)


_LIST = (
    f"<p>{_FIRST}</p><ol start=3><li><p>three</p><p>more of three</p></li>"
    f"<li>four<ul><li>inner</li></ul></li><li>five</li></ol><p>{_LAST}</p>"
)


def test_lists_have_depth_order_and_numbers() -> None:
    markdown = "3. three\n\n   more of three\n4. four\n   - inner\n5. five\n"
    for article in (_page(_LIST), _markdown(f"{_FIRST}\n\n{markdown}\n{_LAST}"), _json(_LIST)):
        items = [each for each in article.paragraphs if each.kind == "item"]
        assert [
            (each.text, each.form.level, each.form.number, each.form.is_ordered) for each in items
        ] == [
            ("three", 1, 3, True),
            ("more of three", 1, 3, True),
            ("four", 1, 4, True),
            ("inner", 2, 1, False),
            ("five", 1, 5, True),
        ]


_TABLE = (
    f"<p>{_FIRST}</p><table><tr><th>Town<th>Level</tr><tr><td>Aln <i>Bridge</i><td>4.2 m</tr>"
    f"<tr><td><td><a href='/d'>Dry</a></tr></table><p>{_LAST}</p>"
)


def test_a_table_is_one_paragraph_with_rows_and_cells() -> None:
    markdown = "| Town | Level |\n|---|---|\n| Aln *Bridge* | 4.2 m |\n| | [Dry](/d) |\n"
    for article in (_page(_TABLE), _markdown(f"{_FIRST}\n\n{markdown}\n{_LAST}"), _json(_TABLE)):
        table = article.paragraphs[1]
        assert table.kind == "table"
        assert table.text == "Town | Level\nAln Bridge | 4.2 m\n | Dry"
        assert _spans(table) == [
            ("Town | Level", "row"),
            ("Town", "header"),
            ("Level", "header"),
            ("Aln Bridge | 4.2 m", "row"),
            ("Aln Bridge", "cell"),
            ("Bridge", "emphasis"),
            ("4.2 m", "cell"),
            (" | Dry", "row"),
            ("cell",),
            ("Dry", "cell"),
            ("Dry", "link", "https://example.org/d"),
        ]


def test_preformatted_text_keeps_its_lines() -> None:
    code = "if a:\n    b = 1\n\n\tc"
    for article in (
        _page(f"<p>{_FIRST}</p><pre>\n{code}\n</pre><p>{_LAST}</p>"),
        _markdown(f"{_FIRST}\n\n```\n{code}\n```\n\n{_LAST}"),
        _json(f"<p>{_FIRST}</p><pre>{code}</pre><p>{_LAST}</p>"),
    ):
        assert article.paragraphs[1].kind == "preformatted"
        assert article.paragraphs[1].text == "if a:\n    b = 1\n\n    c"


_PICTURES = (
    f"<p>{_FIRST}</p><figure><img src=/boat.jpg alt='A red boat'><figcaption>Ann Bo’s boat, 1953"
    f"</figcaption></figure><p>{_LAST}</p><p>{_FIRST} <img src='IMG_1.jpg' alt='IMG_1'> Yes.</p>"
)


def test_the_words_of_pictures_are_captions() -> None:
    markdown = f"{_FIRST}\n\n![A red boat](/boat.jpg 'Ann Bo’s boat, 1953')\n\n{_LAST}\n"
    for article in (_page(_PICTURES), _markdown(markdown), _json(_PICTURES)):
        assert {each.text for each in article.captions} == {"A red boat", "Ann Bo’s boat, 1953"}
        assert {each.after for each in article.captions} == {1}
        assert all("boat" not in each.text for each in article.paragraphs)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ('{% include figure.html src="b.jpg" caption="A <b>red</b> boat" %}', {"A red boat"}),
        ("{{< figure src='b.jpg' alt='A red boat' title=\"Ann’s\" >}}", {"A red boat", "Ann’s"}),
        ('{% image "a/b.jpg" "A [red] boat*" %}', {"A [red] boat*"}),
        ('{% include image.html src="b.jpg" caption="See [here](https://a.org)" %}', {"See here"}),
        ('{% include author.html title="No picture" %}', set()),
        ("`{% image 'b.jpg' 'In code' %}`", set()),
    ],
)
def test_tags_of_templates_have_captions(tag: str, words: set[str]) -> None:
    html = f"---\ntitle: T\n---\n<p>{_FIRST}</p>\n{tag}\n<p>{_LAST}</p>"
    for article in (_markdown(f"{_FIRST}\n\n{tag}\n\n{_LAST}"), _read("a.html", html)):
        assert {each.text for each in article.captions} == words
        assert [each.text for each in article.paragraphs if "boat" in each.text] == []


def test_tags_of_templates_in_html_and_beside_text() -> None:
    tag = '{% image "a.jpg" "A boat" %}'
    for text in (
        f"<p>{tag} One.</p>\n\n[Two](/x).",
        f"{tag}\nOne.\n\n[Two](/x).",
        f"One. {tag}\n\n[Two](/x).",
    ):
        article = _markdown(text)
        assert [each.text for each in article.paragraphs] == ["One.", "Two."]
        assert [each.text for each in article.captions] == ["A boat"]
        assert _spans(article.paragraphs[1]) == [("Two", "link", "https://example.org/x")]


def test_lines_of_json_with_inline_elements_are_paragraphs() -> None:
    article = _json("The <em>river</em> rose.\nNobody <DD> knew, 1 < 2.")
    assert [each.text for each in article.paragraphs] == [
        "The river rose.",
        "Nobody <DD> knew, 1 < 2.",
    ]
    assert _spans(article.paragraphs[0]) == [("river", "emphasis")]


def test_text_of_json_that_only_speaks_of_tags_is_kept() -> None:
    text = "Close it with </p> and not with <br>; AT&amp;T."
    assert [each.text for each in _json([text]).paragraphs] == [text]


def test_a_caption_in_a_caption_is_read_once_and_in_linear_time() -> None:
    deep = "<div class=caption>" * 300 + "boat" + "</div>" * 300
    article = _page(f"<p>{_FIRST}</p>{deep * 20}<p>{_LAST}</p>")
    assert [each.text for each in article.captions] == ["boat"]


def test_a_table_that_is_cut_by_an_empty_line_loses_no_word() -> None:
    article = _markdown(
        "<table>\n<tr><td>One<td>two\n\n<tr><td>Three<td>four</tr>\n</table>\n\nEnd."
    )
    text = " ".join(each.text for each in article.paragraphs)
    assert [word for word in ("One", "two", "Three", "four", "End.") if word not in text] == []


def test_a_table_that_only_arranges_a_page_is_paragraphs() -> None:
    long = f"{_FIRST} {_LAST} " * 4
    article = _json(f"<table><tr><td><p>{long}</p><td>Beside it</tr></table>")
    assert [(each.kind, each.text) for each in article.paragraphs] == [
        ("text", long.strip()),
        ("text", "Beside it"),
    ]


def test_text_after_an_inner_list_belongs_to_the_item() -> None:
    article = _json("<ol><li>one<ul><li>inner</li></ul>more</li></ol><p>after</p>")
    assert [(each.text, each.kind, each.form.level) for each in article.paragraphs] == [
        ("one", "item", 1),
        ("inner", "item", 2),
        ("more", "item", 1),
        ("after", "text", 0),
    ]


def test_the_links_of_a_paragraph_that_is_cut_stay_with_their_words() -> None:
    links = "".join(f'word {n} <a href="https://a.org/{n}">link{n}</a>, ' for n in range(8_000))
    page = f"<html><body><h1>Links</h1><p>{links}</p></body></html>"
    paragraphs = read(Record("a.html", 0, page.encode())).article.paragraphs
    found = [
        (each.text[span.start : span.end], span.target)
        for each in paragraphs
        for span in each.form.spans
    ]
    assert len(paragraphs) > 1
    assert found == [(f"link{n}", f"https://a.org/{n}") for n in range(8_000)]
