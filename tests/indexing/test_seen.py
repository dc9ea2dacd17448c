"""What is in a folder: what is read of it, and what would help where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.errors import ArchiveMissing
from search.indexing.seen import is_to_be_told
from search.reading import formats
from search.reading.formats import FORMATS, Format
from tests.conftest import Reindex

PDF = Format("PDF", (".pdf",), "tests.no_such_library:parse", extra="pdf")


@pytest.fixture
def archive_without_pdf(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(formats, "FORMATS", (*(f for f in FORMATS if f.name != "PDF"), PDF))
    for name in ("a.doc", "b.doc", "c.png", "d.jpg", "e.pdf", "f.xyz", ".hidden"):
        (archive / name).write_bytes(b"?")
    return archive


def test_each_kind_is_listed_with_a_remark(archive_without_pdf: Path, run_reindex: Reindex) -> None:
    (archive_without_pdf / "a.md").write_text("A text.")
    found = run_reindex().seen
    assert [tuple(each) for each in found] == [
        (".md", 1, True, "read"),
        (".doc", 2, False, "not read: save them as .docx"),
        ("pictures", 2, False, "not read"),
        (".pdf", 1, False, "not read: needs the extra pdf: pip install 'backissue[pdf]'"),
        (".xyz", 1, False, "not read"),
        ("hidden", 1, False, "not read, as their names begin with a dot"),
    ]
    assert is_to_be_told(found)
    assert not is_to_be_told(each for each in found if each.kind in (".md", "pictures", "hidden"))


def test_a_folder_without_an_article_is_explained(archive: Path, run_reindex: Reindex) -> None:
    with pytest.raises(ArchiveMissing, match=r"It is empty\. Backissue reads \.md"):
        run_reindex()
    for name in ("a.doc", "b.doc", "c.png"):
        (archive / name).write_bytes(b"?")
    with pytest.raises(ArchiveMissing, match=r"(?s)There is:\n  \.doc: 2, not read: save them as"):
        run_reindex()
