"""Names of files on all systems: macOS decomposes letters (NFD), and most disks there and on Windows see
no difference between `Story.md` and `story.md`. Addresses must not depend on that, nothing may get lost.
"""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from search.config.environment import Settings
from tests.indexing.files import age, write_article
from web import create_app

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, Form] = ("NFC", "NFD")
CAFE = "orte/Café Zoë"


def _run(*words: str | Path) -> Any:
    """What a command prints as JSON."""
    command = [sys.executable, "-m", "search.cli", *map(str, words), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def _article(archive: Path, form: Form, path: str, text: str = "The crossing.") -> None:
    """A file at `path`, named in a form of Unicode; its fields are in that form, too."""
    written = f"---\ntitle: Größe\nauthor: José Núñez\n---\n{text}\n"
    file = archive / unicodedata.normalize(form, f"{path}.md")
    file.parent.mkdir(exist_ok=True)
    file.write_text(unicodedata.normalize(form, written), encoding="utf-8")
    age(file)


def _addresses(index: Path) -> list[str]:
    found = _run("search", "crossing", "--copies", "all", "--index", index)
    return sorted(hit["url"].removesuffix("?q=crossing") for hit in found["hits"])


def _site(index: Path) -> FlaskClient:
    return create_app(settings=Settings(index=index)).test_client()


@pytest.mark.parametrize("form", FORMS)
def test_the_address_of_an_article_does_not_depend_on_the_form_of_its_name(
    archive: Path, index: Path, form: Form
) -> None:
    _article(archive, form, CAFE)
    _run("reindex", archive, "--index", index)
    assert _addresses(index) == ["/articles/orte/Caf%C3%A9-Zo%C3%AB"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ["", "/related.json"])
def test_both_forms_of_an_address_reach_the_article(
    archive: Path, index: Path, form: Form, end: str
) -> None:
    _article(archive, "NFD", CAFE)
    _run("reindex", archive, "--index", index)
    address = quote(unicodedata.normalize(form, "/articles/orte/Café-Zoë"))
    answer = _site(index).get(f"{address}{end}")
    assert answer.status_code == 200
    if not end:
        assert 'href="http://localhost/articles/orte/Caf%C3%A9-Zo%C3%AB"' in answer.text


def test_an_archive_that_moves_to_another_system_changes_no_article(
    archive: Path, index: Path
) -> None:
    _article(archive, "NFC", CAFE)
    _run("reindex", archive, "--index", index)
    file = archive / f"{CAFE}.md"
    file.rename(archive / unicodedata.normalize("NFD", f"{CAFE}.md"))
    report = _run("reindex", archive, "--index", index)
    assert {report[name] for name in ("added", "updated", "removed", "failed")} == {0}
    assert report["articles"] == 1


def test_two_forms_of_one_name_are_one_id_and_the_second_is_reported(
    archive: Path, index: Path
) -> None:
    for form in FORMS:
        _article(archive, form, CAFE)
    report = _run("reindex", archive, "--index", index)
    assert (report["articles"], report["failed"]) == (1, 1)
    (failure,) = report["failures"]
    assert "written with other characters that look the same" in failure["reason"]
    assert "rename one of them" in failure["reason"]
    (archive / failure["path"]).rename(archive / "other.md")
    assert _run("reindex", archive, "--index", index)["articles"] == 2
    assert len(_addresses(index)) == 2


def test_names_that_differ_by_case_are_two_articles_where_the_disk_holds_both(
    archive: Path, index: Path
) -> None:
    for number, name in enumerate(("a/Story", "a/story", "A/story")):
        _article(archive, "NFC", name, f"Crossing {number}.")
    names = {file.relative_to(archive).as_posix() for file in archive.rglob("*.md")}
    report = _run("reindex", archive, "--index", index)
    assert (report["articles"], report["failed"]) == (len(names), 0)
    addresses = _addresses(index)
    assert addresses == sorted(f"/articles/{name.removesuffix('.md')}" for name in names)
    texts = {_site(index).get(address).text for address in addresses}
    assert len(texts) == len(names)


def test_suffixes_that_differ_by_case_are_one_id_and_the_second_is_reported(
    archive: Path, index: Path
) -> None:
    for name in ("story.MD", "story.html", "story.md"):
        write_article(archive, name, "Title", f"The crossing of {name}.")
    files = sorted(file.name for file in archive.iterdir())
    report = _run("reindex", archive, "--index", index)
    assert report["articles"] == 1
    assert [failure["path"] for failure in report["failures"]] == files[1:]
    assert "has the id “story”, which belongs to story.MD" in report["failures"][0]["reason"]


@pytest.mark.parametrize("form", FORMS)
def test_both_forms_of_a_value_select_it(archive: Path, index: Path, form: Form) -> None:
    _article(archive, "NFD", CAFE)
    _run("reindex", archive, "--index", index)
    author = unicodedata.normalize(form, "José Núñez")
    site = _site(index)
    for name, total in (("author", 1), ("-author", 0)):
        assert site.get("/search.json", query_string={name: author}).get_json()["total"] == total
    assert _run("search", "", "--author", author, "--index", index)["total"] == 1
    word = unicodedata.normalize(form, "Größe")
    page = site.get("/search", query_string={"q": word, "author": author}).text
    assert "/search?q=Gr%C3%B6%C3%9Fe&amp;author=Jos%C3%A9+N%C3%BA%C3%B1ez" in page


@pytest.mark.parametrize("form", FORMS)
def test_settings_name_files_and_folders_in_either_form(
    archive: Path, index: Path, form: Form
) -> None:
    _article(archive, form, CAFE)
    _article(archive, form, "Über")
    settings = 'about = "Über.md"\n[facets.theme.folders]\n"orte" = "Ländliches"\n'
    (archive / "backissue.toml").write_text(unicodedata.normalize("NFC", settings), "utf-8")
    report = _run("reindex", archive, "--index", index)
    assert (report["articles"], report["failed"]) == (1, 0)
    assert _addresses(index) == ["/articles/orte/Caf%C3%A9-Zo%C3%AB"]
