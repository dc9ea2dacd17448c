"""Posts that are dated in the future: drafts until their date has come."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from search.indexing.tasks import Origin
from tests.conftest import Reindex
from tests.indexing.calendars import read_in_2100
from tests.indexing.files import age, counts, titles, write_article

POST = "---\ntitle: Later\ndate: 2099-05-04\n---\nSome text.\n"


def test_a_post_of_the_future_is_indexed_once_its_date_has_come(
    archive: Path, index: Path, run_reindex: Reindex, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_article(archive, "a.md", "Now")
    post = archive / "b.md"
    post.write_text(POST)
    age(post)
    first = run_reindex()
    assert (counts(first), first.ignored) == ((1, 0, 0, 0, 0), {"drafts": 1})
    again = run_reindex()
    assert (again.is_published, again.ignored) == (False, {"drafts": 1})

    monkeypatch.setattr("search.indexing.reindex.Origin", partial(Origin, read=read_in_2100))
    due = run_reindex()
    assert (counts(due), due.ignored) == ((1, 0, 0, 1, 0), {})
    assert titles(index) == {"a": "Now", "b": "Later"}


def test_a_post_that_is_put_off_is_taken_out(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    write_article(archive, "a.md", "Now")
    post = archive / "b.md"
    post.write_text(POST.replace("2099", "2019"))
    run_reindex()
    post.write_text(POST)
    report = run_reindex()
    assert (counts(report), report.ignored) == ((0, 0, 1, 1, 0), {"drafts": 1})
    assert titles(index) == {"a": "Now"}
