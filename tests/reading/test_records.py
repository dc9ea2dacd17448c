"""Files as records, and bytes that are no article: each with its reason, never an exception."""

from __future__ import annotations

import gzip
import json
import unicodedata
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.model.articles import Article
from search.reading import Failure, Record, Unreadable, read, records, uncompressed_size
from search.reading.bylines import split_byline
from search.reading.clean_text import clean
from search.reading.paragraphs import MAX_PARAGRAPH
from search.reading.person_names import split_commas
from search.reading.records import MAX_BYTES
from search.reading.short_text_cache import memoised


def _line(**fields: object) -> Record:
    return Record("all.jsonl", 3, json.dumps(fields).encode())


def _article(record: Record) -> Article | None:
    """The article, or None if there is a reason why it cannot be read."""
    try:
        return read(record).article
    except Unreadable:
        return None


def _one(file: Path) -> Record | Failure:
    (record,) = records(file, file.name)
    return record


@given(
    st.sampled_from(
        [
            "a.md",
            "a.txt",
            "a.html",
            "a.htm.gz",
            "a.jsonl",
            "a.csv",
            "a.rst",
            "a.org",
            "a.rss",
            "a.wxr",
            "..md",
            ".html",
            "a/../b.md",
        ]
    ),
    st.integers(0, 2),
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
)
def test_any_bytes_give_an_article_or_a_reason(path: str, line: int, data: bytes) -> None:
    article = _article(Record(path, line, data))
    if article is None:
        return
    assert article.id
    assert article.title or article.paragraphs
    anchors = [paragraph.anchor for paragraph in article.paragraphs]
    assert len(set(anchors)) == len(anchors)
    assert all(paragraph.text for paragraph in article.paragraphs)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=10),
    lambda values: (
        st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=5), values, max_size=3)
    ),
    max_leaves=5,
)
_KEYS = st.sampled_from(
    ["id", "title", "authors", "date", "source", "regions", "content", "url", "tags"]
)


@given(st.dictionaries(_KEYS, _JSON))
def test_any_json_object_gives_an_article_or_a_reason(record: dict[str, object]) -> None:
    article = _article(_line(**record))
    assert article is None or all(article.authors)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"", "is empty"),
        ("a.md", b" \n\t ", "is empty"),
        ("a.html", b"", "is empty"),
        ("a.html", b"<html><head></head><body></body></html>", "holds no text"),
        ("a.md", b"\x89PNG\r\n\x1a\n" + bytes(200), "is not text"),
        ("a.html", bytes(range(256)) * 10, "is not text"),
    ],
)
def test_files_that_hold_no_article(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(Record(name, 0, data))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not json", "is not JSON"),
        (b'{"title": "cut', "is not JSON"),
        (b"[1, 2]", "is not a JSON object"),
        (b"[" * 100_000, "is not JSON"),
        (b"{}", "holds no text"),
        (b'{"id": "a/../b", "title": "x"}', "cannot be part of an address"),
        (b'{"id": "a\\u0000b", "title": "x"}', "cannot be part of an address"),
    ],
)
def test_lines_that_hold_no_article(line: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(Record("all.jsonl", 1, line))


def test_large_files_are_refused_by_size_also_when_compressed(tmp_path: Path) -> None:
    large = tmp_path / "large.md"
    large.write_bytes(b"x" * (MAX_BYTES + 1))
    bomb = tmp_path / "bomb.md.gz"
    bomb.write_bytes(gzip.compress(bytes(MAX_BYTES + 1)))
    for file in (large, bomb):
        failure = _one(file)
        assert isinstance(failure, Failure)
        assert "larger than 20 MB" in failure.reason


def test_a_large_line_is_left_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_bytes(b'{"a": 1}\n' + b"x" * (2 * MAX_BYTES) + b'\n\n{"b": 2}')
    first, large, last = records(file, "all.jsonl")
    assert isinstance(large, Failure)
    assert (first.line, large.line, last.line) == (1, 2, 4)
    assert isinstance(last, Record)
    assert last.data == b'{"b": 2}'


def test_a_broken_gzip_file_is_said_to_be_one(tmp_path: Path) -> None:
    file = tmp_path / "a.md.gz"
    for data in (b"plain text", gzip.compress(b"x" * 5_000)[:-20]):
        file.write_bytes(data)
        with pytest.raises(Unreadable, match="not a whole gzip file"):
            list(records(file, "a.md.gz"))


def test_sizes(tmp_path: Path) -> None:
    file = tmp_path / "a.md.gz"
    file.write_bytes(gzip.compress(b"x" * 1_000))
    assert uncompressed_size(file) == 1_000
    assert uncompressed_size(tmp_path / "nowhere") == 0


@pytest.mark.parametrize(
    ("data", "text", "warned"),
    [
        ("Élan.".encode(), "Élan.", False),
        (b"\xef\xbb\xbf" + "Élan.".encode(), "Élan.", False),
        ("Élan.".encode("utf-16"), "Élan.", False),
        ("Élan.".encode("cp1252"), "Élan.", True),
        (b"A bad \x81 byte.", "A bad \N{REPLACEMENT CHARACTER} byte.", True),
    ],
)
def test_encodings_of_text(data: bytes, text: str, warned: bool) -> None:
    reading = read(Record("a.txt", 0, data))
    assert reading.article.paragraphs[0].text == text
    assert bool(reading.warnings) == warned


def test_ids() -> None:
    assert read(_line(id=" a  b/ c ", title="T")).article.id == "a-b/-c"
    assert read(Record("d/A b.md", 0, b"Text.")).article.id == "d/A-b"
    assert read(Record("d/a.html.gz", 0, b"<p>Text.</p>")).article.id == "d/a"
    by_url = read(_line(title="T", url="https://x.example/1")).article.id
    assert by_url == read(_line(title="Other", url="https://x.example/1")).article.id
    assert by_url != read(_line(title="T", url="https://x.example/2")).article.id
    assert by_url.startswith("all/")


def test_anchors_come_from_the_text_alone() -> None:
    first = read(_line(id="x", content="One.\nTwo.\nTwo.")).article.paragraphs
    second = read(_line(id="x", content="New.\nTwo.\nONE.")).article.paragraphs
    assert first[0].anchor == second[2].anchor
    assert first[1].anchor == second[1].anchor
    assert first[2].anchor == f"{first[1].anchor}-2"


def test_long_paragraphs_are_cut_between_words() -> None:
    text = "word " * 30_000
    paragraphs = read(_line(id="x", content=text)).article.paragraphs
    assert all(len(each.text) <= MAX_PARAGRAPH for each in paragraphs)
    assert " ".join(each.text for each in paragraphs) == text.strip()


def test_too_many_paragraphs_are_refused() -> None:
    with pytest.raises(Unreadable, match="split it"):
        read(_line(id="x", content="x\n" * 20_001))


def test_addresses_that_could_run_a_script_are_dropped() -> None:
    article = read(_line(id="x", title="T", url="javascript:alert(1)")).article
    assert article.address == ""


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


_MOSTLY_CLEAN = st.text(
    st.sampled_from("aBéÉßµŉⅧ\u212a .“\u0301\u00a0\u00ad\u200b\u2028\x07"), max_size=12
)


@given(_MOSTLY_CLEAN | st.text())
def test_clean_text_is_composed_without_controls_and_with_single_spaces(text: str) -> None:
    composed = unicodedata.normalize("NFC", text).replace("\xad", "")
    kept = "".join(each for each in composed if each in "\t\n\r\x85" or not _is_control(each))
    assert clean(text) == " ".join(kept.split())


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in "\ufeff\ufffe\uffff"


@given(st.lists(_MOSTLY_CLEAN, max_size=4))
def test_paragraphs_are_cleaned_independently_of_each_other(texts: list[str]) -> None:
    alone = [_paragraphs_of([text]) for text in texts]
    together = _paragraphs_of([*texts, "\x07"])
    assert [text for _, text in together] == [text for each in alone for _, text in each]
    for (first, text), (second, _) in zip(chain.from_iterable(alone), together, strict=True):
        assert second == first or second.startswith(f"{first}-"), text
    assert together == _paragraphs_of(texts)


def _paragraphs_of(texts: list[str]) -> list[tuple[str, str]]:
    article = read(_line(title="T", paragraphs=texts)).article
    return [(each.anchor, each.text) for each in article.paragraphs]


def test_results_are_remembered_for_short_texts_only() -> None:
    asked: list[str] = []
    remembering = memoised(asked.append)
    for text in ("short", "short", "long" * 99, "long" * 99):
        remembering(text)
    assert asked == ["short", "long" * 99, "long" * 99]


def test_lists_of_names() -> None:
    assert split_commas("A B, C D; E, , F, Jr., G, Ph.D.") == (
        "A B",
        "C D",
        "E",
        "F, Jr.",
        "G, Ph.D.",
    )
    assert split_byline("By A B, C D, and Prof. E") == ("A B", "C D", "Prof. E")


def test_fields_of_json_lines_under_other_names() -> None:
    article = read(
        _line(
            id=7,
            headline="T",
            byline="Ann River, Bo Banks",
            published="2019-08-31",
            source={"name": "Delta", "date": "2019-08-30", "url": "https://x.example"},
            places=["Here", "Here", " There "],
            topic="white_house",
            series="REPORT",
            paragraphs=["One.", {"text": "Two."}],
            lang="en",
        )
    ).article
    assert (article.id, article.title) == ("7", "T")
    assert article.authors == ("Ann River", "Bo Banks")
    assert article.source.published == date(2019, 8, 30)
    assert (article.values("region"), article.values("theme")) == (
        ("Here", "There"),
        ("white_house",),
    )
    assert [each.text for each in article.paragraphs] == ["One.", "Two."]
