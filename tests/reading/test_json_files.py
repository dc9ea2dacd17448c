"""JSON: arrays of articles in bounded memory, objects with one, and fields under several names."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.reading import PassedOver, Reading, Record, Unreadable, read, records
from search.reading.formats import json_lines
from search.reading.formats.json_items import array_items
from tests.conftest import Reindex
from tests.reading.inspected import inspected

_VALUES = st.recursive(
    st.text(st.sampled_from('a"\\[]{},: é'), max_size=6) | st.integers(),
    lambda values: (
        st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=3), values, max_size=3)
    ),
    max_leaves=8,
)


def _reading(**fields: object) -> Reading:
    return read(Record("a.jsonl", 1, json.dumps(fields).encode()))


@given(st.lists(_VALUES), st.integers(1, 9), st.sampled_from([None, 1]))
def test_the_items_of_an_array_cut_anywhere(
    values: list[object], size: int, indent: int | None
) -> None:
    data = json.dumps(values, indent=indent, ensure_ascii=False).encode()
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    assert [json.loads(item) for item in array_items(pieces)] == values


def test_an_array_in_a_file_of_lines() -> None:
    data = b'\n[{"title": "A"},\n{"title": "B"}]\n{"title": "C"}\n'
    lines = [line for line in json_lines.split(BytesIO(data)) if line.strip()]
    assert [json.loads(line)["title"] for line in lines] == ["A", "B", "C"]


def test_an_array_without_an_end_gives_its_whole_items() -> None:
    items = array_items([b'[{"title": "A"}, {"ti'])
    assert next(items) == b'{"title": "A"}'
    with pytest.raises(Unreadable, match="without an end"):
        next(items)


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "A", "text": "One."}, {"title": "B", "text": "Two."}]',
        '{"version": 1, "items": [{"title": "A", "text": "One."}, {"title": "B", "text": "Two."}]}',
        '{"title": "A", "text": "One."}\n{"title": "B", "text": "Two."}\n',
    ],
)
def test_json_files(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(text)
    found = [each for each in records(file, "a.json") if isinstance(each, Record)]
    assert [read(each).article.title for each in found] == ["A", "B"]


@pytest.mark.parametrize("text", ['{"name": "x", "version": "1"}', "[1, 2]", "[]", '"text"'])
def test_json_without_articles_is_passed_over(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(text)
    if text == "[]":
        assert list(records(file, "a.json")) == []
        return
    with pytest.raises(PassedOver):
        list(records(file, "a.json"))


def test_json_without_articles_is_counted(archive: Path, run_reindex: Reindex) -> None:
    (archive / "package.json").write_text('{"name": "x"}')
    (archive / "a.json").write_text('{"title": "A", "text": "One."}')
    report = run_reindex()
    assert (report.articles, report.failed) == (1, 0)
    assert report.ignored == {"JSON files without articles": 1}


def test_the_first_usable_value_counts() -> None:
    article = _reading(
        title=" ",
        headline="T",
        content=[""],
        text="",
        body="Text.",
        published="soon",
        date="2019-05-04",
    ).article
    assert (article.title, str(article.published)) == ("T", "2019-05-04")
    assert [each.text for each in article.paragraphs] == ["Text."]


def test_objects_with_names() -> None:
    reading = _reading(
        title={"rendered": "It&#8217;s"},
        author={"given": "Ada", "family": "Quill"},
        tags=[{"name": "sea"}, {"id": 3}],
        categories="trips, boats",
        text="Text.",
    )
    article = reading.article
    assert (article.title, article.authors) == ("It’s", ("Ada Quill",))
    assert article.values("theme") == ("sea", "trips", "boats")
    assert reading.warnings == ("themes holds something that is not text: it was left out",)
    assert reading.origins["author"] == "JSON: author"


def test_an_author_in_a_list_is_never_split() -> None:
    assert _reading(title="T", authors=["Smith, John", "Bo"]).article.authors == (
        "Smith, John",
        "Bo",
    )
    assert _reading(title="T", author="By Ann River and Bo Banks").article.authors == (
        "Ann River",
        "Bo Banks",
    )


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Smith, John", ("Smith, John",)),
        ("By Smith, John A.", ("Smith, John A.",)),
        ("Smith, John; Doe, Jane", ("Smith, John", "Doe, Jane")),
        ("Ann River, Bo Banks", ("Ann River", "Bo Banks")),
        ("Reuters, AP", ("Reuters", "AP")),
        ("ann, bo", ("ann", "bo")),
        ("Ann River, Jr.", ("Ann River, Jr.",)),
        ('"Ann River"', ("Ann River",)),
        ("'Ann River', 'Bo Banks'", ("Ann River", "Bo Banks")),
        ('"Bo" Banks', ('"Bo" Banks',)),
        ("Ann O'Hara", ("Ann O'Hara",)),
        ("['Ann River', 'Bo Banks']", ("Ann River", "Bo Banks")),
        ("By ANN RIVER and BO BANKS, Staff Writers", ("ANN RIVER", "BO BANKS")),
        ("Staff Writers", ("Staff Writers",)),
    ],
)
def test_the_family_name_may_come_first_in_one_string(author: str, names: tuple[str, ...]) -> None:
    assert _reading(title="T", author=author).article.authors == names


def test_an_author_in_an_object() -> None:
    assert _reading(title="T", byline={"original": "By Ann River"}).article.authors == (
        "Ann River",
    )
    nested = {"data": {"id": 1, "attributes": {"name": "Ann River"}}}
    assert _reading(title="T", author=nested).article.authors == ("Ann River",)


@pytest.mark.parametrize(
    "fields",
    [
        {"date": {"$date": "2017-07-06T09:30:00Z"}},
        {"date": {"$date": {"$numberLong": "1499333400000"}}},
        {"issued": {"date-parts": [[2017, 7, 6]]}},
        {"timestamp": 1499333400000},
        {"created_at": "Thu Jul 06 09:30:00 +0000 2017"},
        {"created_utc": 1499333400.0},
        {"fecha": "6 de julio de 2017"},
        {"metadata": {"date": "2017-07-06"}},
        {"date_gmt": "2017-07-06T09:30:00"},
        {"date": "", "year": 2017, "createdAt": "2017-07-06"},
        {"date": {"year": 2017, "month": 7, "day": 6}},
        {"date": ["2017-07-06"]},
        {"date": "9:30 AM, July 6, 2017"},
        {"date": "Published: July 6, 2017"},
        {"date": "20170706093000"},
        {"date": "2017-Jul-06"},
        {"display_date": "2017-07-06T09:30:00Z"},
    ],
)
def test_days_as_services_and_databases_give_them(fields: dict[str, Any]) -> None:
    assert str(_reading(title="T", **fields).article.published) == "2017-07-06"


def test_a_value_with_two_days_names_none() -> None:
    assert _reading(title="T", date="9:30, July 6, 2017 – July 9, 2017").article.published is None


def test_keywords_are_themes() -> None:
    article = _reading(title="T", keywords="sea, wind").article
    assert article.values("theme") == ("sea", "wind")


def test_blocks_of_an_editor_are_the_text() -> None:
    texts = [{"type": "paragraph", "data": {"text": "One."}}]
    items = [{"type": "list", "data": {"items": ["Two", "three"]}}]
    draft = {"title": "T", "blocks": texts + items}
    article = read(Record("a.json", 0, json.dumps(draft).encode())).article
    assert [each.text.split() for each in article.paragraphs] == [["One."], ["Two", "three"]]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ([{"firstName": "Ann", "lastName": "River"}], ("Ann River",)),
        ([{"name": {"given": "Ann", "family": "River"}}], ("Ann River",)),
        ("ann@example.org (Ann River)", ("Ann River",)),
        ("Ann River <ann@example.org>", ("Ann River",)),
        (["Ann River", "ANN RIVER"], ("Ann River",)),
        ({"by": [{"name": "Ann River"}]}, ("Ann River",)),
        ("https://example.org/ann", ()),
        (7, ()),
    ],
)
def test_authors_as_services_give_them(value: object, names: tuple[str, ...]) -> None:
    assert _reading(title="T", author=value).article.authors == names


def test_objects_that_follow_each_other(tmp_path: Path) -> None:
    content = "".join(
        json.dumps({"title": name, "text": "Text."}, indent=1) + "\n" for name in "ab"
    )
    assert len(inspected(tmp_path, "a.json", content).readings) == 2
    assert not inspected(tmp_path, "b.json", content + "{").readings


def test_posts_in_a_listing(tmp_path: Path) -> None:
    posts = [{"kind": "t3", "data": {"title": name, "selftext": "Text."}} for name in "ab"]
    content = json.dumps({"kind": "Listing", "data": {"children": posts}})
    titles = [each.article.title for each in inspected(tmp_path, "a.json", content).readings]
    assert titles == ["a", "b"]


def test_numbers_are_text() -> None:
    digits = "9" * 5_000
    article = read(
        Record(
            "a.jsonl", 1, f'{{"title": 1.10, "id": 7, "n": {digits}, "tags": [NaN, 2]}}'.encode()
        )
    ).article
    assert (article.title, article.id, article.values("theme")) == ("1.10", "7", ("2",))
