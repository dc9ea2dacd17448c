"""After settings changed a reindex does what it must and no more, and says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from search import SearchRequest, open_engine
from search.config.archive_toml import archive_config
from tests.indexing.files import (
    Configure,
    counts,
    facet_counts,
    offered,
    titles,
    write_article,
    write_texts,
)

SECTION = "[facets.section]\nfields = ['section']\n"


def test_the_page_about_the_archive_is_no_article(
    archive: Path, index: Path, configure: Configure
) -> None:
    write_article(archive, "a.md", "Title")
    write_article(archive, "about.md", "About us")
    configure("")
    assert set(titles(index)) == {"a", "about"}
    report = configure("about = './about.md'")
    assert set(titles(index)) == {"a"}
    assert counts(report) == (0, 0, 1, 1, 0)
    assert report.ignored == {}
    with open_engine(index) as engine:
        assert engine.config().about.startswith("# About us")


def test_the_language_is_offered_while_there_are_two(
    archive: Path, index: Path, configure: Configure
) -> None:
    write_texts(archive, {"a.md": "---\nlanguage: en-GB\n---\n\n# A\n\nText.\n"})
    configure("")
    assert "language" not in offered(index)
    write_texts(archive, {"b.md": "---\nlanguage: de\n---\n\n# B\n\nText.\n"})
    configure("")
    assert facet_counts(index, "language") == {"en": 1, "de": 1}
    (archive / "b.md").unlink()
    configure("")
    assert "language" not in offered(index)


def _rewrite_unseen(file: Path) -> None:
    """Write other text into a file that looks as before: whoever reads it sees that it changed."""
    status = file.stat()
    file.write_text(file.read_text().replace("Text", "Next"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _segments(index: Path, generation: str) -> set[int]:
    folder = index / "generations" / generation
    return {os.stat(file).st_ino for file in folder.glob("*.segment")}


@pytest.mark.parametrize(
    "toml",
    [
        f"title = 'The Lantern'\n{SECTION}",
        f"{SECTION}label = 'Rubric'",
        f"{SECTION}order = 1",
        f"{SECTION}hidden = true",
        f"{SECTION}sort = 'name'\ncollapsed = true\nfamily_names = true",
        f"{SECTION}[synonyms]\ncar = ['automobile']",
    ],
)
def test_what_only_looks_different_is_published_without_reading(
    archive: Path, index: Path, configure: Configure, toml: str
) -> None:
    for number in range(3):
        write_texts(
            archive, {f"a{number}.md": f"---\nsection: S{number}\n---\n\n# Title\n\nText.\n"}
        )
    first = configure(SECTION)
    for number in range(3):
        _rewrite_unseen(archive / f"a{number}.md")
    second = configure(toml)
    assert (second.is_published, second.unchanged, second.notes) == (True, 3, ())
    assert counts(second) == (0, 0, 0, 3, 0)
    assert second.generation > first.generation
    assert _segments(index, second.generation) == _segments(index, first.generation) != set()
    with open_engine(index) as engine:
        assert engine.config().facets == archive_config(archive).offered(["language"]).facets
        assert (
            engine.search(SearchRequest("text", copies="all")).total == 3
        )  # and not what is in the files now
    again = configure(toml)
    assert (again.is_published, again.generation) == (False, second.generation)


def test_articles_are_added_after_the_facets_changed_their_order(
    archive: Path, index: Path, configure: Configure
) -> None:
    write_texts(archive, {"a.md": "---\nsection: One\ntheme: Water\n---\n\n# A\n\nText.\n"})
    configure(SECTION)
    write_texts(archive, {"b.md": "---\nsection: Two\ntheme: Water\n---\n\n# B\n\nText.\n"})
    assert counts(configure(f"{SECTION}order = 1")) == (1, 0, 0, 1, 0)
    assert facet_counts(index, "section") == {"One": 1, "Two": 1}
    assert facet_counts(index, "theme") == {"Water": 2}
    assert offered(index)[0] == "section"


@pytest.mark.parametrize(
    ("toml", "names"),
    [
        (f"{SECTION}[facets.desk]\nfields = ['desk']", "facets.desk"),
        ("", "facets.section"),
        ("[facets.section]\nfields = ['rubric']", "facets.section.fields"),
        (f"{SECTION}aliases.x = 'y'", "facets.section.aliases"),
        (f"{SECTION}folders.x = 'y'", "facets.section.folders"),
        (f"{SECTION}[drop]\ntexts = ['x']\nselectors = ['x']", "drop.selectors, drop.texts"),
    ],
)
def test_what_changes_articles_has_them_read_again(
    archive: Path, index: Path, configure: Configure, toml: str, names: str
) -> None:
    write_article(archive, "a.md", "Title")
    configure(SECTION)
    note = f"Settings of the archive have changed ({names}): all articles are read again."
    planned = configure(toml, is_dry=True)
    assert (planned.notes, planned.is_published, planned.added) == ((note,), False, 1)
    with open_engine(index) as engine:
        assert "section" in engine.config().facets
    report = configure(toml)
    assert (report.notes, report.is_published) == ((note,), True)
    assert not configure(toml).notes


def test_a_dry_run_with_other_looks_publishes_nothing(
    archive: Path, index: Path, configure: Configure
) -> None:
    write_article(archive, "a.md", "Title")
    configure("title = 'Old'")
    report = configure("title = 'New'", is_dry=True)
    assert (counts(report), report.is_published) == ((0, 0, 0, 1, 0), False)
    with open_engine(index) as engine:
        assert engine.config().title == "Old"


def test_a_facet_is_gone_with_its_settings(
    archive: Path, index: Path, configure: Configure
) -> None:
    write_texts(archive, {"a.md": "---\nsection: One\n---\n\n# A\n\nText.\n"})
    configure(SECTION)
    configure("")
    assert "section" not in offered(index)
    with open_engine(index) as engine:
        assert engine.search(SearchRequest("section:one")).total == 0
