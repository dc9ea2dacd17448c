"""Front matter of every kind: its values stay text, a bad line loses only itself, drafts are left out."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from search.model.articles import Article
from search.reading import PassedOver, Reading, Record, read
from tests.conftest import Reindex

_TEXT = "The ferry left at dawn."


def _reading(front: str, path: str = "a.md") -> Reading:
    return read(Record(path, 0, f"{front}\n\n{_TEXT}\n".encode()))


def _read(front: str, path: str = "a.md") -> Article:
    article = _reading(front, path).article
    assert [each.text for each in article.paragraphs] == [_TEXT]
    return article


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: T\nauthors:\n- Ada Quill\n- name: Bo Banks\ntags: [sea, 1.10]\n"
        "date: 2019-05-04\n---",
        "---\r\ntitle: T\r\nauthors: Ada Quill, Bo Banks\r\ntags: sea, 1.10\r\ndate: 2019-05-04\r\n---",
        '+++\ntitle = "T"\ndate = 2019-05-04T08:00:00Z\n[extra]\nauthor = "Ada Quill and Bo Banks"\n'
        '[taxonomies]\ntags = ["sea"]\ncategories = [1.10]\n+++',
        '{\n"title": "T", "date": "2019-05-04",\n"authors": [{"name": "Ada Quill"}, "Bo Banks"],'
        ' "tags": ["sea", 1.10]\n}',
        "Title: T\nDate: 2019-05-04 10:20\nAuthors: Ada Quill, Bo Banks\nTags: sea,\n  1.10",
    ],
    ids=["yaml", "yaml of Windows", "toml", "json", "header lines"],
)
@pytest.mark.parametrize("path", ["a.md", "a.txt"])
def test_every_kind_gives_the_same_fields(front: str, path: str) -> None:
    article = _read(front, path)
    assert (article.title, article.published) == ("T", date(2019, 5, 4))
    assert article.authors == ("Ada Quill", "Bo Banks")
    assert article.values("theme") == ("sea", "1.10")


def test_front_matter_of_a_page() -> None:
    article = _read("---\ntitle: T\ntags: [sea]\n---\n<title>Other</title>", "a.html")
    assert (article.title, article.values("theme")) == ("T", ("sea",))


def test_values_stay_as_they_are_written() -> None:
    article = _read("---\ntitle: 9:11\nregion: NO\ntags: [20:20, 0x1F, off, 1_000, ~]\n---")
    assert article.title == "9:11"
    assert article.values("region") == ("NO",)
    assert article.values("theme") == ("20:20", "0x1F", "off", "1_000")


def test_entities_and_tags_of_templates_are_no_words_of_a_value() -> None:
    article = _read(
        "---\ntitle: &ldquo;Q&rdquo; <em>A</em> 1 < 2\nexcerpt: '{{ page.x }}Short.'\n---"
    )
    assert (article.title, article.summary) == ("“Q” A 1 < 2", "Short.")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("this is no field", "T"),
        ("tags: [sea, wind", "T"),
        ("tags:\n  - sea\n bad: - x", "T"),
        ("summary: 'It's late'", "T"),
        ("\tother: x: y", "T"),
        ("title: The ferry: a story", "The ferry: a story"),
        ("title: 'It's late'", "It's late"),
        ("title: *The* ferry", "*The* ferry"),
    ],
)
def test_a_bad_line_loses_only_itself(line: str, title: str) -> None:
    reading = _reading(f"---\ntitle: T\n{line}\nauthor: Ada Quill\ndate: 2019-05-04\n---")
    assert "front matter" in reading.warnings[0]
    assert (reading.article.title, reading.article.authors) == (title, ("Ada Quill",))
    assert reading.article.published == date(2019, 5, 4)


def test_a_bad_line_of_toml_loses_only_itself() -> None:
    reading = _reading('+++\ntitle = "T"\nno field\nauthor = "Ada Quill"\nbad = 1 2\n+++')
    assert len(reading.warnings) == 2
    assert (reading.article.title, reading.article.authors) == ("T", ("Ada Quill",))


@pytest.mark.parametrize(
    "text", ["---\n\nA rule.\n\n---\n\nB.", "{no json}\n\nB.", "Note: this.\n\nB."]
)
def test_text_that_only_looks_like_front_matter_is_kept(text: str) -> None:
    article = read(Record("a.md", 0, text.encode())).article
    assert article.title == ""
    assert [each.text for each in article.paragraphs][-1] == "B."
    assert len(article.paragraphs) == 2


@pytest.mark.parametrize(
    "front",
    [
        "---\ndraft: true\n---",
        "---\npublished: false\n---",
        "+++\ndraft = true\n+++",
        "Title: T\nStatus: draft",
    ],
)
def test_drafts_are_passed_over(front: str) -> None:
    with pytest.raises(PassedOver):
        _reading(front)


def test_drafts_are_counted(archive: Path, run_reindex: Reindex) -> None:
    (archive / "_drafts").mkdir()
    (archive / "_drafts" / "a.md").write_text(_TEXT)
    (archive / "b.md").write_text(f"---\ndraft: true\n---\n{_TEXT}")
    (archive / "c.md").write_text(_TEXT)
    report = run_reindex()
    assert (report.articles, report.failed) == (1, 0)
    assert report.ignored == {"drafts": 2}


def test_the_name_of_a_file_gives_what_is_missing() -> None:
    article = read(Record("_posts/2019-05-04-the-ferry.md", 0, _TEXT.encode())).article
    assert (article.title, article.published) == ("The ferry", date(2019, 5, 4))
    dated = _read("---\ntitle: T\ndate: 2019-05-05\n---", "2019-05-04-the-ferry.md")
    assert (dated.title, dated.published) == ("T", date(2019, 5, 5))


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2019/05/04/the-ferry.html", date(2019, 5, 4)),
        ("news/2019/05/04/the-ferry/index.html", date(2019, 5, 4)),
        ("trips/2019-05-04-the-ferry/index.md", date(2019, 5, 4)),
        ("2019/05/the-ferry.html", None),
        ("2019/13/04/the-ferry.html", None),
        ("12019/05/04/the-ferry.html", None),
        ("2019/05/04/a/the-ferry.html", None),
    ],
)
def test_folders_give_a_day_that_is_missing(path: str, day: date | None) -> None:
    reading = read(Record(path, 0, b"<h1>The ferry</h1><p>It left.</p>"))
    assert reading.article.published == day
    assert ("published" in reading.origins) == bool(day)


def test_folders_say_nothing_of_a_dated_text_nor_of_one_record_of_many() -> None:
    dated = _read("---\ntitle: T\ndate: 2019-05-05\n---", "2019/05/04/a.md")
    assert dated.published == date(2019, 5, 5)
    line = Record("2019/05/04/a.jsonl", 1, b'{"title": "T", "text": "It left."}')
    assert read(line).article.published is None


def test_origins() -> None:
    reading = _reading("---\ntitle: T\ntags: [sea]\ncategories: [trips]\n---\n\nRegion: Asia")
    assert reading.origins["theme"] == "front matter: tags, categories"
    assert reading.origins["region"] == "line 7: Region"
    assert read(Record("2019-05-04-a.md", 0, b"# T")).origins["published"] == "file name"


def test_tags_of_templates_are_no_text() -> None:
    text = (
        "---\ntitle: T\n---\n\n{% include 'x.html',\n\n a: 1 %}\n\n[A link]({{ '/a b' | url }}) and"
        " {{< figure src=a >}}text{: .lead}.\n\n{% comment %}No.{% endcomment %}{% raw %}{{ braces }}"
        "{% endraw %} `{{ code }}`.\n\n```\n{% tag %}\n```\n"
    )
    article = read(Record("a.md", 0, text.encode())).article
    assert [each.text.strip() for each in article.paragraphs] == [
        "A link and text.",
        "braces }} code.",
        "tag",
    ]


def test_code_of_a_text_without_front_matter_keeps_its_braces() -> None:
    article = read(Record("a.md", 0, b"# T\n\nUse `{{ x }}` here {{ y }}.")).article
    assert [each.text for each in article.paragraphs] == ["Use {{ x }} here ."]


_N = 100_000
_BOMB = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 16))


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "key: value\n" * (5_000_000 // 11),
        "---\na: " + "[" * _N + "\n---\nText.",
        "---\n" + "a: b: c\n" * (_N // 8) + "---\nText.",
        f"---\na0: &a0 [x]\n{_BOMB}tags: *a15\n---\nText.",
        "---\na: &a [*a]\ntags: *a\n---\nText.",
        "+++\na = " + "[" * _N + "\n+++\nText.",
        '{"a":' * _N,
        "---\ntitle: T\nyear: " + "9" * 4_000 + "\n---\nText.",
        "+++\ntitle = 'T'\nyear = " + "9" * 5_000 + "\n+++\nText.",
        "---\na: b\n---\n" + "{% raw %}{{ " * (_N // 10),
        "Text.\n\n<div>\n" + "<!-- <a " * (_N // 8),
        "![" * _N,
    ],
)
def test_monstrous_texts_take_linear_time(text: str) -> None:
    start = time.process_time()
    reading = read(Record("a.md", 0, text.encode()))
    assert reading.article.paragraphs
    assert time.process_time() - start < 5
