"""The manifest holds what was put into it; the owners of ids and the changes are those that plain code
over all records finds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh import generations
from search.engines.whoosh.generation import MANIFEST, faults
from search.indexing.manifest import Entry, Manifest, empty, load, owners, save
from search.indexing.manifest_diff import diff
from search.indexing.revision import UNCERTAIN, Revision
from search.indexing.scan import File
from tests.conftest import Reindex
from tests.indexing.files import counts, titles, write_article

Contents = dict[str, list[Entry]]

_HASHES = st.sampled_from(["", "00" * 15 + "01", "ab" * 16, "f0" * 16])
_ENTRIES = st.builds(
    Entry,
    line=st.just(0),
    hash=_HASHES,
    id=st.sampled_from(["", "x", "y", "z", "d/é-1"]),
    paragraphs=st.integers(0, 2**32 - 1),
    reason=st.text(max_size=5),
    warnings=st.lists(st.text(max_size=5), max_size=2).map(tuple),
    edition=st.sampled_from([0, 0, 1, 20190504130000]),
)
_CONTENTS = st.dictionaries(
    st.text(st.characters(codec=None, exclude_characters="\0"), min_size=1, max_size=3),
    st.lists(_ENTRIES, max_size=4).map(
        lambda entries: [each._replace(line=line) for line, each in enumerate(entries)]
    ),
    max_size=5,
)


def _manifest(contents: Contents, before: Manifest | None = None) -> Manifest:
    """A manifest of files; those that are as they were `before` are kept, in the others records are
    moved if their hash was there. Records come in the opposite of their order."""
    before = before or empty()
    files = [File(path, _size(contents[path]), 1) for path in sorted(contents)]
    revision = Revision(before, files)
    for number in revision.changed():
        known = {before.rows.entry(row).hash: row for row in revision.rows_before(number)}
        for entry in reversed(contents[files[number].path]):
            row = known.get(entry.hash)
            if row is not None and before.rows.entry(row)._replace(line=entry.line) == entry:
                revision.move(row, number, entry.line)
            else:
                revision.add(number, entry)
    manifest, _ = revision.finish(listed=10**18)
    return manifest


def _size(entries: list[Entry]) -> int:
    return hash(tuple(entries)) & 0xFFFFFFFF


def _contents(manifest: Manifest) -> Contents:
    found: Contents = {path: [] for path in manifest.paths}
    for path, entry in manifest.claims(np.arange(len(manifest.rows))):
        found[path].append(entry)
    return found


@given(_CONTENTS)
def test_a_manifest_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, contents: Contents
) -> None:
    file = tmp_path_factory.mktemp("manifest") / "file"
    manifest = _manifest(contents)
    save(manifest, file)
    assert _contents(load(file)) == contents
    assert load(file).is_same(manifest)
    assert load(file).sizes.tolist() == manifest.sizes.tolist()


@given(_CONTENTS, _CONTENTS, st.sets(st.integers(0, 4)))
def test_a_revision_is_what_is_there_now(before: Contents, after: Contents, kept: set[int]) -> None:
    after |= {path: before[path] for number, path in enumerate(before) if number in kept}
    first = _manifest(before)
    second = _manifest(after, first)
    assert _contents(second) == after
    assert second.is_same(_manifest(after))
    assert second.is_same(first) == (before == after)


@given(_CONTENTS, _CONTENTS)
def test_owners_and_changes_are_those_of_plain_code(before: Contents, after: Contents) -> None:
    old, new = _manifest(before), _manifest(after)
    owned, doubled = owners(new)
    expected, expected_doubled = _owners(after)
    assert {claim.entry.id: claim for claim in owned.values()} == expected
    assert sorted(doubled) == sorted(expected_doubled)
    found = diff(old, new)
    was, _ = _owners(before)
    both = was.keys() & expected.keys()
    differ = {id for id in both if was[id][1].hash != expected[id][1].hash}
    assert set(found.added) == expected.keys() - was.keys()
    assert set(found.removed) == was.keys() - expected.keys()
    assert set(found.updated) == differ
    assert sorted(found.withdrawn) == sorted([*differ, *(was.keys() - expected.keys())])
    assert {claim.entry.id for claim in found.written.values()} == {*found.added, *differ}
    assert found.unchanged == len(both) - len(differ)
    assert owned.paragraphs == sum(entry.paragraphs for _, entry in expected.values())


def _owners(
    contents: Contents,
) -> tuple[dict[str, tuple[str, Entry]], list[tuple[tuple[str, Entry], tuple[str, Entry]]]]:
    by_id: dict[str, list[tuple[str, Entry]]] = {}
    for path in sorted(contents):
        for entry in contents[path]:
            if entry.id:
                by_id.setdefault(entry.id, []).append((path, entry))
    owned = {id: max(claims, key=lambda each: each[1].edition) for id, claims in by_id.items()}
    doubled = [
        (each, owned[id])
        for id, claims in by_id.items()
        for each in claims
        if each is not owned[id]
    ]
    return owned, doubled


def test_a_file_that_may_change_unseen_is_never_as_it_was() -> None:
    settled, fresh = File("a", 1, 10), File("b", 1, 10**18)
    before, _ = Revision(empty(), [settled, fresh]).finish(listed=10**18)
    assert before.changed.tolist() == [10, UNCERTAIN]
    unreadable = File("c", 1, UNCERTAIN)
    assert Revision(before, [settled, fresh, unreadable]).changed() == [1, 2]


@pytest.mark.parametrize("position", [0, 10, 200, 0.5, -1])
def test_a_damaged_manifest_is_found_and_built_again(
    archive: Path, index: Path, run_reindex: Reindex, position: float
) -> None:
    write_article(archive, "a.md", "Title")
    run_reindex()
    file = index / "generations" / "000001" / MANIFEST
    data = bytearray(file.read_bytes())
    data[int(position * len(data)) if position == 0.5 else int(position)] ^= 0x10
    file.write_bytes(data)
    (fault,) = faults(generations.current(index))
    assert str(file) in fault
    report = run_reindex()
    assert "is built again" in report.notes[0]
    assert counts(report) == (1, 0, 0, 0, 0)
    assert titles(index) == {"a": "Title"}
    assert not faults(generations.current(index))


def test_a_manifest_that_is_gone_is_built_again(
    archive: Path, index: Path, run_reindex: Reindex
) -> None:
    write_article(archive, "a.md", "Title")
    run_reindex()
    (index / "generations" / "000001" / MANIFEST).unlink()
    report = run_reindex()
    assert "is built again" in report.notes[0]
    assert report.is_published
