"""Formats: one line in the registry is all that the rest of the code knows of one."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from search.config.archive import ArchiveConfig
from search.errors import ArchiveMissing
from search.indexing.scan import scan
from search.reading import Record, Unreadable, formats, is_readable, read
from search.reading.containers import CONTAINERS
from search.reading.file_names import is_compressed, suffix, without_suffix
from search.reading.formats import FORMATS, Format, format_of
from search.reading.kinds import suffixes

FORMATS_PAGE = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


ARRAY = Format("JSON arrays", (".array",), "none:parse", "none:split")


@pytest.fixture
def json_array(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that adds a format."""
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, ARRAY))


@pytest.mark.usefixtures("json_array")
def test_the_message_for_an_empty_archive_names_all_suffixes(archive: Path) -> None:
    with pytest.raises(ArchiveMissing, match=r"reads \.md, .*\.array, \.zip, .*files\."):
        scan(archive)


def test_the_registry() -> None:
    for format in FORMATS:
        assert all(each == suffix(f"a{each}") for each in format.suffixes)
        with pytest.raises(Unreadable):
            format.parse(b"", ArchiveConfig())
    names = Counter(format.name for format in FORMATS)
    assert set(names.values()) == {1}


def test_the_readme_names_all_suffixes() -> None:
    for each in suffixes():
        assert f"`{each}`" in README


def test_the_tables_of_formats_are_those_of_the_registry() -> None:
    assert _rows("Formats") == {
        each.name: (each.suffixes, bool(each.sniffer), each.extra) for each in FORMATS
    }
    containers = {name: row[0] for name, row in _rows("Containers").items()}
    assert containers == {each.name: each.suffixes for each in CONTAINERS}


def _rows(heading: str) -> dict[str, tuple[tuple[str, ...], bool, str]]:
    """The suffixes, whether the content tells, and the extra, by name, in a table of docs/formats.md."""
    section = FORMATS_PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    cells = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return {
        name.strip(): (
            tuple(suffixes.replace("`", "").split()),
            known.strip().startswith("yes"),
            rest[-1].strip().strip("`"),
        )
        for name, suffixes, known, *rest in cells[2:]
    }


def test_names_of_files() -> None:
    assert is_readable("a/B.MD")
    assert is_readable("x.jsonl.gz")
    assert not is_readable("x.gz")
    assert not is_readable("x.xls")
    assert format_of("x.NDJSON.gz").has_many_records
    assert not format_of("x.md").has_many_records
    assert is_compressed("x.md.GZ")
    assert not is_compressed("gz")
    assert suffix("a.b/C.Md.gz") == ".md"
    assert suffix(".md") == ""
    assert without_suffix("a.b/C.Md.gz") == "a.b/C"
    assert without_suffix("a.b/C") == "a.b/C"


def test_a_file_of_no_format_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"none of .*\.md"):
        read(Record("a.xls", 0, b"Text."))


def test_parsers_are_imported_when_they_are_needed() -> None:
    command = "import sys, search.reading; print(*{'lxml', 'bs4', 'markdown_it'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, check=True)
    assert done.stdout.split() == []
