"""Pages, entries and posts that several files have: the latest is the article, the others are counted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.indexing.manifest import load, save
from search.indexing.rows import Rows
from search.reading.editions import UNDATED, edition_of
from search.storage.array_file import ArrayFile, write_arrays
from tests.conftest import Reindex
from tests.indexing.files import age, counts, titles
from tests.reading.packing import Answer, page, web_archive, zipped

_PAGE = "x.example/a"
_OTHERS = "captures of pages that another file has"
_ENTRIES = "entries that another file has"
_FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{}</feed>"""
_ENTRY = (
    "<entry><id>{id}</id><title>{title}</title><updated>{day}T08:00:00Z</updated>"
    "<content>The ferry came late, and nobody on the quay said a word.</content></entry>"
)


def _crawl(archive: Path, name: str, *captures: tuple[str, str]) -> None:
    answers = [
        Answer(f"https://{_PAGE}", page(title), date=f"{day}T00:00:00Z") for title, day in captures
    ]
    data = web_archive(answers, is_packed=True)
    _write(archive / name, zipped({"archive/c.warc.gz": data, "datapackage.json": b"{}"}))


def _feed(archive: Path, name: str, *entries: tuple[str, str, str]) -> None:
    written = (_ENTRY.format(id=id, title=title, day=day) for id, title, day in entries)
    _write(archive / name, _FEED.format("".join(written)).encode())


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    age(file)


def test_the_last_capture_in_any_crawl_is_the_article(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    _crawl(archive, "b.wacz", ("Between", "2020-01-01"))
    _crawl(archive, "a.wacz", ("Old", "2019-01-01"))
    report = run_reindex()
    assert counts(report) == (1, 0, 0, 0, 0)
    assert report.ignored == {_OTHERS: 1}
    assert titles(index) == {_PAGE: "Between"}
    _crawl(archive, "c.wacz", ("New", "2021-01-01"))
    report = run_reindex()
    assert counts(report) == (0, 1, 0, 0, 0)
    assert report.ignored == {_OTHERS: 2}
    assert titles(index) == {_PAGE: "New"}
    (archive / "c.wacz").unlink()
    assert counts(run_reindex()) == (0, 1, 0, 0, 0)
    assert titles(index) == {_PAGE: "Between"}


def test_a_page_that_was_captured_again_as_it_was_is_newer(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    _crawl(archive, "a.wacz", ("Restored", "2019-01-01"))
    _crawl(archive, "b.wacz", ("Changed", "2020-01-01"))
    run_reindex()
    assert titles(index) == {_PAGE: "Changed"}
    _crawl(archive, "a.wacz", ("Restored", "2021-01-01"))
    run_reindex()
    assert titles(index) == {_PAGE: "Restored"}


def test_an_entry_of_several_feeds_is_one_article(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    entry = "https://x.example/1"
    _feed(archive, "1.atom", (entry, "As it was", "2019-01-01"))
    _feed(archive, "2.atom", (entry, "Corrected", "2019-01-02"))
    _feed(archive, "3.atom", (entry, "As it was", "2019-01-01"))
    report = run_reindex()
    assert counts(report) == (1, 0, 0, 0, 0)
    assert report.ignored == {_ENTRIES: 2}
    assert titles(index) == {"x.example/1": "Corrected"}


def test_entries_that_only_seem_to_be_one_are_reported(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    """Numbers are those of a site, and a feed has an entry once."""
    _feed(archive, "1.atom", ("7", "Of one site", "2019-01-01"))
    _feed(archive, "2.atom", ("7", "Of another", "2019-01-02"))
    twice = "https://x.example/2"
    _feed(archive, "3.atom", (twice, "One", "2019-01-02"), (twice, "Two", "2019-01-01"))
    report = run_reindex()
    assert [each.path for each in report.failures] == ["2.atom:1", "3.atom:2"]
    assert set(titles(index).values()) == {"Of one site", "One"}


def test_posts_in_several_exports_of_a_site(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    export = (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/'
        'modules/content/"><channel><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>'
        "https://x.example</wp:base_blog_url><item><title>{title}</title><content:encoded>The ferry."
        "</content:encoded><wp:post_id>7</wp:post_id><wp:status>publish</wp:status><wp:post_type>post"
        "</wp:post_type><wp:post_modified_gmt>{day} 08:00:00</wp:post_modified_gmt></item></channel>"
        "</rss>"
    )
    for name, title, day in (("a", "Old", "2019-01-01"), ("b", "New", "2019-03-01")):
        _write(archive / f"{name}.xml", export.format(title=title, day=day).encode())
    report = run_reindex()
    assert report.ignored == {_ENTRIES: 1}
    assert list(titles(index).values()) == ["New"]


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("2019-05-04T13:00:00Z", 20190504130000),
        ("2019-05-04T13:00:00.123456Z", 20190504130000),
        ("2019-05-04T15:00:00+02:00", 20190504130000),
        ("2019-05-04 13:00:00", 20190504130000),
        ("Sat, 04 May 2019 15:00:00 +0200", 20190504130000),
        ("20190504130000", 20190504130000),
        ("99999999999999", 99991231235959),
        ("0001-01-01T00:00:00+14:00", UNDATED),
        ("soon", UNDATED),
        ("", UNDATED),
    ],
)
def test_editions_are_numbers_that_grow_with_dates(text: str, edition: int) -> None:
    assert edition_of(text) == edition


def test_a_manifest_without_editions_is_read(
    archive: Path, index: Path, run_reindex: Reindex, tmp_path: Path
) -> None:
    _crawl(archive, "a.wacz", ("Old", "2019-01-01"))
    run_reindex()
    (file,) = index.glob("generations/000001/manifest*")
    manifest = load(file)
    assert manifest.rows.editions.tolist() != [0] * len(manifest.rows)
    save(manifest, tmp_path / "now")
    columns = ArrayFile(tmp_path / "now")
    write_arrays(tmp_path / "old", {n: columns[n] for n in columns if n != "editions"})
    before: Rows = load(tmp_path / "old").rows
    assert np.array_equal(before.editions, np.zeros(len(manifest.rows)))
