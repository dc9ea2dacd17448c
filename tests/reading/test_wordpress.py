"""Exports of WordPress: the published posts, with the names, terms and texts that readers saw."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from time import monotonic

import pytest

from search.config.archive import ArchiveConfig
from search.reading import PASSED_OVER
from search.reading.inspection import inspect
from search.reading.shortcodes import with_captions, without_shortcodes
from tests import corpora
from tests.reading.inspected import inspected, texts

EXPORT = (Path(__file__).parent / "records" / "site.wxr").read_text(encoding="utf-8")
HEAD, POST = (
    EXPORT[: EXPORT.index("<item>")],
    EXPORT[EXPORT.index("<item>") : EXPORT.index("</channel>")],
)


def _export(*posts: str) -> str:
    return HEAD + "".join(posts or (POST,)) + "</channel></rss>"


def _other(number: int, *changes: tuple[str, str]) -> str:
    post = POST.replace("post_id>7<", f"post_id>{number}<")
    for before, after in changes:
        post = post.replace(before, after)
    return post


def test_a_post(tmp_path: Path) -> None:
    found = inspected(tmp_path, "site.xml", _export())
    (article,) = (reading.article for reading in found.readings)
    assert (article.id, article.title) == ("lantern.example/7", "The ferry & the pier")
    assert (article.authors, str(article.published)) == (("Ada Quill",), "2019-05-04")
    assert (article.values("theme"), article.values("region")) == (("piers", "Sea"), ("Skye",))
    assert (article.summary, article.publisher) == ("It sails.", "The Lantern")
    assert article.address == "https://lantern.example/2019/ferry/"
    assert texts(found) == [
        "First & last.", "Without tags, on two lines.", "He said [sic] so.", "Pulled.",
    ]  # fmt: skip
    assert [each.text for each in article.captions] == ["A pier", "The old pier"]
    assert (found.failures, found.warnings) == ((), ())


def test_only_published_posts_are_articles(tmp_path: Path) -> None:
    others = [
        _other(8, ("<wp:post_type>post", "<wp:post_type>page")),
        _other(9, ("<wp:post_type>post", "<wp:post_type>attachment"), ("publish", "inherit")),
        _other(10, (">publish<", ">draft<")),
        _other(11, (">publish<", ">future<")),
        _other(12, (">publish<", ">private<")),
        _other(13, ("post_password><", "post_password>secret<")),
    ]
    found = inspected(tmp_path, "site.wxr", _export(POST, *others))
    assert (len(found.readings), found.failures) == (1, ())
    assert Counter(PASSED_OVER[each.partition(": ")[2]] for each in found.warnings) == {
        "pages, attachments and comments of sites": 2, "drafts": 2, "private posts": 2,
    }  # fmt: skip


def test_pages_are_articles_where_an_archive_says_so(tmp_path: Path) -> None:
    page = _other(8, ("<wp:post_type>post", "<wp:post_type>page"))
    found = inspected(tmp_path, "a.xml", _export(POST, page), "[wordpress]\ntypes = ['page']")
    assert [each.article.id for each in found.readings] == [
        "lantern.example/7",
        "lantern.example/8",
    ]


def test_several_authors(tmp_path: Path) -> None:
    author = "<wp:author><wp:author_login>bo</wp:author_login><wp:author_display_name>Bo Banks"
    head = HEAD + author + "</wp:author_display_name></wp:author>"
    both = "".join(f"<category domain='author'>{login}</category>" for login in ("bo", "aq"))
    found = inspected(
        tmp_path, "a.xml", head + POST.replace("</item>", both + "</item></channel></rss>")
    )
    assert found.readings[0].article.authors == ("Bo Banks", "Ada Quill")


def test_posts_in_a_table_of_the_database(tmp_path: Path) -> None:
    names = "ID,post_title,post_content,post_date,post_status,post_type\n"
    rows = "1,T,<p>Text.</p>,2019-05-04,publish,post\n2,T,x,,inherit,revision\n3,T,x,,draft,post\n"
    found = inspected(tmp_path, "a.csv", names + rows)
    assert ([each.article.id for each in found.readings], texts(found)) == (["1"], ["Text."])
    assert (found.failures, len(found.warnings)) == ((), 2)


def test_the_settings_of_an_archive(tmp_path: Path) -> None:
    settings = """
    [facets.desk]
    fields = ["desk"]
    [facets.theme]
    fields = ["categories"]
    [facets.theme.aliases]
    Sea = "The sea"
    [facets.region.folders]
    "exports" = "Scotland"
    [drop]
    texts = ["He said"]
    selectors = ["a"]
    """
    found = inspected(tmp_path, "exports/site.xml", _export(), settings)
    article = found.readings[0].article
    assert (article.values("desk"), article.values("theme")) == (("Harbour",), ("The sea",))
    assert article.values("region") == ("Skye", "Scotland")
    assert texts(found) == ["First & .", "Without tags, on two lines.", "Pulled."]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("He said [sic] that [the minister] came [1].", None),
        ("[a=b] and [see: x=1]", None),
        ("[[gallery]] shows", "[gallery] shows"),
        ("[youtube https://video.example/1] a", " a"),
        ('[contact-form-7 404 "Not Found"]a', "a"),
        ('[code]x [b c="d"] <i>[/code]', '<pre>x [b c="d"] &lt;i></pre>'),
        ('<pre>[b c="d"]</pre> [b c="d"]', '<pre>[b c="d"]</pre> '),
        ("[embed]https://video.example/1[/embed]a", "a"),
        ('[row][column width="1/2"]Text[/column][/row]', "Text"),
    ],
)
def test_shortcodes(text: str, left: str | None) -> None:
    assert without_shortcodes(text) == (text if left is None else left)


@pytest.mark.parametrize(
    "start", ["[caption ", "[caption]", "[code]", "<pre>", '[a "', "[embed ", "[[a]"]
)
def test_shortcodes_take_linear_time(start: str) -> None:
    began = monotonic()
    without_shortcodes(start * 20_000)
    with_captions(start * 20_000)
    assert monotonic() - began < 10  # some milliseconds; where it is quadratic, minutes


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.html",
            "<html><body><article><h1>T</h1><p>The first sentence of all.</p>{}"
            "<p>The second one.</p></article></body></html>",
        ),
        ("a.md", "# T\n\nThe first sentence of all.\n\n{}\n\nThe second one.\n"),
        (
            "a.json",
            '{{"title": "T", "content": "<p>The first sentence of all.</p>{}<p>The second one.</p>"}}',
        ),
    ],
)
def test_captions_in_other_files(tmp_path: Path, name: str, content: str) -> None:
    caption = "[caption id='a' width='300']<img src='p.jpg' alt='' /> The old pier[/caption]"
    found = inspected(tmp_path, name, content.format(caption))
    assert texts(found) == ["The first sentence of all.", "The second one."]
    assert [each.text for each in found.readings[0].article.captions] == ["The old pier"]


@pytest.mark.corpus
def test_the_theme_unit_test() -> None:
    file = corpora.needed(corpora.SHARED / "corpora" / "themeunittestdata.wordpress.xml")
    found = inspect(file, file.parent, ArchiveConfig())
    count = file.read_text(encoding="utf-8").count("<item>")
    assert len(found.readings) + len(found.warnings) == count
    assert (len(found.readings), found.failures) == (55, ())


def test_captions_with_pictures_of_markdown(tmp_path: Path) -> None:
    caption = r"\[caption id='a' width='300'\][![At dawn](p.jpg)](p.jpg) The old pier\[/caption\]"
    found = inspected(tmp_path, "a.md", f"# T\n\nOne.\n\n{caption}\n\nTwo [caption] three.\n")
    assert texts(found) == ["One.", "Two [caption] three."]
    assert [each.text for each in found.readings[0].article.captions] == ["At dawn", "The old pier"]


def test_links_side_by_side_are_words_of_their_own(tmp_path: Path) -> None:
    html = "<div><a href='/a'>Farm</a><a href='/b'>Load</a> x</div>"
    content = f'{{"title": "T", "content": "{html}"}}'
    assert texts(inspected(tmp_path, "a.json", content)) == ["Farm Load x"]
