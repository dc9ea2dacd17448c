"""Containers of a real corpus, and damaged ones."""

from __future__ import annotations

import tarfile
from pathlib import Path
from random import Random

import pytest

from search.reading import records
from tests.corpora import SHARED
from tests.reading.packing import (
    MEMBERS,
    Answer,
    contents,
    packed,
    page,
    web_archive,
    written,
    zipped,
)


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["html-article-extraction", "18f-posts"])
def test_a_corpus_in_a_tar_file_and_in_a_zip_file(name: str, tmp_path: Path) -> None:
    file = SHARED / "corpora" / f"{name}.tar.gz"
    if not file.exists():
        pytest.skip(f"there is no {packed}")
    members = {}
    with tarfile.open(file) as archive:
        for info in archive:
            if info.isfile() and (content := archive.extractfile(info)):
                members[info.name.removeprefix("./")] = content.read()
    again = written(tmp_path, file.name.replace("tar.gz", "zip"), zipped(members))
    found = _by_place(file)
    readable = {each for each in members if each.endswith((".html", ".html.gz", ".md"))}
    assert readable <= {*found}
    assert _by_place(again) == found


def _by_place(file: Path) -> dict[str, tuple[object, ...]]:
    """All that is known of each record but its file and its number."""
    return {each.place: each[1:-1] for each in records(file, file.name)}


@pytest.mark.parametrize("suffix", ["zip", "tar", "tar.gz", "tar.zst", "warc"])
def test_damaged_containers_give_reasons_and_no_errors(suffix: str, tmp_path: Path) -> None:
    answers = [Answer(f"http://x.example/{n}", page("T")) for n in range(3)]
    members = {**MEMBERS, "in.zip": zipped({"x.md": b"# X"}), "w.warc": web_archive(answers)}
    whole = web_archive(answers) if suffix == "warc" else packed(members, suffix)
    chance = Random(suffix)
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(5)] = chance.randbytes(chance.randrange(5))
        found = contents(written(tmp_path, f"all.{suffix}", bytes(data)))
        reasons = [found.end, *found.failures.values()]
        assert not any("please report" in each for each in reasons), reasons
