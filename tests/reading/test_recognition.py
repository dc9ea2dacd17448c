"""Files are known by their suffix, or by how they begin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from search.reading import Failure, NeedsExtra, Record, UnknownFormat, formats, read, records
from search.reading.formats import FORMATS, Format, format_of
from tests.conftest import Reindex
from tests.indexing.files import age, counts, titles

PAGE = b"<!DOCTYPE html><title>The ferry</title><p>The ferry came late, and nobody was there.</p>"
PDF = Format("PDF", (".pdf",), "tests.reading.no_such_library:parse", extra="pdf")


@pytest.fixture
def pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format whose libraries are not installed."""
    monkeypatch.setattr(
        formats, "FORMATS", (*(each for each in FORMATS if each.name != PDF.name), PDF)
    )


@pytest.mark.parametrize(
    ("name", "head", "format"),
    [
        ("view.php", PAGE, "HTML"),
        ("default.aspx", b"\xef\xbb\xbf \n<!-- saved --><HTML lang=en>", "HTML"),
        ("index.html@p=12", b"<?xml version='1.0'?>\n<html>", "HTML"),
        ("page", "<html>".encode("utf-16"), "HTML"),
        ("page.txt", PAGE, "HTML"),
        ("a.html", b"The ferry came late.", "HTML"),
        ("a.md", b"<p align=center>The ferry</p>", "Markdown"),
        ("a.json", b"{}", "JSON"),
        ("index.php", b"<!DOCTYPE html><html><?php echo 1 ?>", ""),
        ("index.php", b"<?php echo '<html>' ?>", ""),
        ("data.xyz", b"<?xml version='1.0'?><urlset>", ""),
        ("page.html.bak", PAGE, ""),
        ("page.html~", PAGE, ""),
        ("a.log", b" " * 4096, ""),
    ],
)
def test_formats(name: str, head: bytes, format: str) -> None:
    if format:
        assert format_of(name, head).name == format
        return
    with pytest.raises(UnknownFormat):
        format_of(name, head)


def test_a_record_has_its_format_if_its_name_does_not_say_it(tmp_path: Path) -> None:
    (tmp_path / "view.php").write_bytes(PAGE)
    (tmp_path / "a.html").write_bytes(PAGE)
    (found,) = records(tmp_path / "view.php", "view.php")
    assert isinstance(found, Record)
    assert (found.format, read(found).article.id) == ("HTML", "view")
    (plain,) = records(tmp_path / "a.html", "a.html")
    assert not isinstance(plain, Failure)
    assert plain.format == ""
    assert plain.content_hash() != found.content_hash()


def test_a_member_of_a_container_is_named_after_both() -> None:
    record = Record("saved/posts.zip", 0, b"# T\n\nText.", "a/2019-05-04-The ferry.md")
    article = read(record).article
    assert (article.id, str(article.published)) == (
        "saved/posts/a/2019-05-04-The-ferry",
        "2019-05-04",
    )
    assert record.content_hash() != record._replace(member="b.md").content_hash()


def test_pages_without_a_suffix_are_found_and_other_files_are_opened_once(
    archive: Path, index: Path, run_reindex: Reindex, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"view.php": PAGE, "index.html@p=12": PAGE, "sitemap.xml": b"<urlset/>", "x": b"?"}
    for name, data in {**names, "a.png": PAGE}.items():
        (archive / name).write_bytes(data)
        age(archive / name)
    report = run_reindex()
    assert counts(report) == (2, 0, 0, 0, 0)
    assert report.ignored == {
        ".png": 1,
        "XML files without articles": 1,
        "no suffix": 1,
    }
    assert set(titles(index)) == {"view", "index.html@p=12"}
    monkeypatch.setattr("search.reading.record_files._open_regular", _never_open)
    again = run_reindex()
    assert (again.is_published, again.ignored) == (False, report.ignored)


def _never_open(file: Path) -> int:
    raise AssertionError(f"{file} was opened")


@pytest.mark.usefixtures("pdf")
def test_files_that_need_an_extra_are_counted_in_one_warning(
    archive: Path, run_reindex: Reindex, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive / "a.html").write_bytes(PAGE)
    for name in ("b.pdf", "c.pdf", "d.pdf"):
        (archive / name).write_bytes(b"%PDF-1.7")
        age(archive / name)
    for _ in range(2):
        report = run_reindex()
        assert (report.articles, report.failures) == (1, ())
        (warning,) = report.warnings
        assert warning.path == "b.pdf"
        assert "needs the extra pdf: pip install 'backissue[pdf]'; so do 2 more" in warning.reason
    installed = replace(PDF, parser="search.reading.formats.plain_text:parse")
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, installed))
    assert "needs the extra" not in str(run_reindex().warnings)


@pytest.mark.usefixtures("pdf")
def test_a_record_that_needs_an_extra_says_how_to_install_it() -> None:
    with pytest.raises(NeedsExtra, match=r"needs the extra pdf: pip install 'backissue\[pdf\]'"):
        read(Record("a.pdf", 0, b"%PDF-1.7"))
