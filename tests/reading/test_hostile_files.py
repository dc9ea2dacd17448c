"""Files of kinds that once took a reader long, or ended it."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from search.reading import Record, Unreadable, read, records


def test_a_control_character_in_a_page_ends_nothing() -> None:
    page = (
        b"<head></head><nav>Menu</nav>One&#1; <i>two</i>\x02 three.<p class=byline>By Ann Lee</p>"
    )
    article = read(Record("a.html", 0, page)).article
    assert "One two three." in [each.text for each in article.paragraphs]


def test_a_name_of_endless_parts_in_toml_loses_its_line() -> None:
    text = f"+++\ntitle = 'T'\n{'a.' * 200}b = 1\ntags = ['x']\n+++\nText.\n"
    reading = read(Record("a.md", 0, text.encode()))
    assert reading.article.title == "T"
    assert reading.article.values("theme") == ("x",)
    assert any("is not TOML: it was left out" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jsonl", b"\n" * 20_000, "has 10,000 lines without an object"),
        ("a.jsonl", b"1\n" * 20_000, "has 10,000 lines without an object"),
        ("a.jsonl.gz", gzip.compress(b'{"a":' * 30_000_000), "unpacks to more than 200 times"),
        ("a.json", b'[{"a":' + b"[" * 1_000, "is nested more than 900 deep"),
    ],
)
def test_a_file_that_is_something_else(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable, match=reason):
        list(records(tmp_path / name, name))


def test_texts_with_many_references_and_spaces_keep_their_words() -> None:
    page = f"<p>{'caf&eacute; &amp; ' * 3_000}{' ' * 500}end</p>".encode()
    texts = [each.text for each in read(Record("a.html", 0, page)).article.paragraphs]
    assert " ".join(texts) == "café & " * 3_000 + "end"


@pytest.mark.alone
def test_a_long_text_after_many_references_takes_no_long_time() -> None:
    page = f"<p>{'caf&eacute; ' * 1_500}{'w' * 500_000}</p>".encode()
    began = time.process_time()
    read(Record("a.html", 0, page))
    assert time.process_time() - began < 3


def test_a_tag_with_thousands_of_attributes_keeps_its_text() -> None:
    attributes = " ".join(f"a{number}=x" for number in range(5_000))
    page = f"<p>Before.</p><p {attributes}>Inside it.</p><p>After.</p>".encode()
    texts = [each.text for each in read(Record("a.html", 0, page)).article.paragraphs]
    assert texts == ["Before.", "Inside it.", "After."]


def test_lists_after_the_work_of_a_parser_is_done_keep_their_words() -> None:
    text = "# T\n\n" + "- item\n" * 60_000
    reading = read(Record("a.md", 0, text.encode()))
    words = " ".join(each.text for each in reading.article.paragraphs).split()
    assert words.count("item") == 60_000
    assert any("some marks of Markdown were kept" in warning for warning in reading.warnings)


@pytest.mark.alone
@pytest.mark.parametrize(
    "markup", ["<div></x-y>", "<div><span></em></i></span></nav>", "<div></script>"]
)
def test_ends_that_end_nothing_hide_no_depth(markup: str) -> None:
    page = f"<body>{markup * 30_000}<p>Text.</p>".encode()
    began = time.process_time()
    article = read(Record("a.html", 0, page)).article
    assert time.process_time() - began < 3
    assert [each.text for each in article.paragraphs] == ["Text."]


def test_a_page_keeps_elements_that_it_never_closes() -> None:
    page = f"<article class=post>{'<div><p>A word, and another one.</p>' * 700}</article>".encode()
    article = read(Record("a.html", 0, page)).article
    assert len(article.paragraphs) == 700


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "---\ntitle: 'The &#{};title'\n---\nText.\n"),
        ("a.md", "# The title\n\n<div>Text &#{};</div>\n"),
        ("a.html", "<title>The &#{};title</title><p>Text.</p>"),
        ("a.html", '<meta property="og:title" content="The &#{};title"><p>Text.</p>'),
        ("a.json", '{"title": "The &#{};title", "text": "Text."}'),
    ],
)
def test_a_character_reference_without_end_is_a_sign_that_is_missing(name: str, text: str) -> None:
    article = read(Record(name, 0, text.replace("{}", "7" * 5_000).encode())).article
    assert "\ufffd" in " ".join((article.title, *(each.text for each in article.paragraphs)))
