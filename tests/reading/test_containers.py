"""Zip and tar files: every member is an article, counted, or has a reason, whatever is wrong with it."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from search.reading import records
from tests.reading.packing import (
    MEMBERS,
    compressed,
    contents,
    packed,
    page,
    tarred,
    written,
    zipped,
)

SUFFIXES = ("zip", "tar", "tar.gz", "tgz", "tar.bz2", "tar.xz", "tar.zst")
FERRY = "all/2019/2019-05-04-ferry"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_members_are_records(suffix: str, tmp_path: Path) -> None:
    found = contents(written(tmp_path, f"all.{suffix}", packed(MEMBERS, suffix)))
    assert found.articles == {
        "2019/2019-05-04-ferry.md": FERRY,
        "view.php": "all/view",
        "all.jsonl:1": found.articles["all.jsonl:1"],
        "all.jsonl:3": found.articles["all.jsonl:3"],
    }
    assert found.articles["all.jsonl:1"].startswith("all/all/")
    assert list(found.failures) == ["all.jsonl:2"]
    assert (found.others, found.end) == ({".png": 1, ".log": 1}, "")


def test_records_of_a_container_are_numbered(tmp_path: Path) -> None:
    file = written(tmp_path, "all.zip", zipped(MEMBERS))
    assert [each.position for each in records(file, "all.zip")] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("suffix", ["gz", "bz2", "xz", "zst"])
def test_compressed_files_and_their_cuts(suffix: str, tmp_path: Path) -> None:
    lines = b"".join(b'{"title": "T%d", "content": "Text %d."}\n' % (n, n * n) for n in range(500))
    packed = compressed(lines, suffix)
    whole = contents(written(tmp_path, f"a.jsonl.{suffix}", packed))
    assert (len(whole.articles), whole.failures, whole.end) == (500, {}, "")
    cut = contents(written(tmp_path, f"a.jsonl.{suffix}", packed[: len(packed) * 3 // 4]))
    assert "is not a whole" in cut.end
    assert cut.failures == {}
    assert len(cut.articles) < 500
    named = contents(written(tmp_path, f"b.md.{suffix}", b"# T\n\nPlain text."))
    assert "is not a whole" in named.end


def test_a_compressed_file_without_the_suffix(tmp_path: Path) -> None:
    found = contents(written(tmp_path, "a.html", gzip.compress(page("Here"))))
    assert found.articles == {"0": "a"}


def _many(count: int) -> dict[str, bytes]:
    return {f"{n:03}.md": b"# Title %d\n\nText %d." % (n, n * n) for n in range(count)}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_members_before_a_cut_are_kept(suffix: str, tmp_path: Path) -> None:
    whole = packed(_many(300), suffix)
    found = contents(written(tmp_path, f"all.{suffix}", whole[: len(whole) // 2]))
    assert "cut" in found.end or "is not a whole" in found.end
    assert found.failures.keys() <= {f"{len(found.articles):03}.md"}
    assert set(found.articles) == {f"{n:03}.md" for n in range(len(found.articles))}
    blocks = {
        "tar.bz2",
        "tar.xz",
    }  # compressed in blocks of some hundred kB, of which none is whole
    assert found.articles or suffix in blocks


def test_a_cut_zip_file_that_was_written_as_a_stream(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    packed = Pipe()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _many(20).items():
            archive.writestr(name, data)
    data = packed.getvalue()
    found = contents(written(tmp_path, "all.zip", data[: data.index(b"PK\1\2") // 2]))
    assert 5 < len(found.articles) < 15
    assert "cut" in found.end


def test_paths_that_lead_out_of_a_container_are_refused(tmp_path: Path) -> None:
    names = ("../../x.md", "/etc/x.md", "C:\\x.md", "a/../../x.md")
    members = {**dict.fromkeys(names, b"# X"), "a\\b.md": b"# Inside", "./c.md": b"# Inside"}
    for suffix in ("zip", "tar"):
        found = contents(written(tmp_path, f"all.{suffix}", packed(members, suffix)))
        assert {*found.articles} == {"a/b.md", "c.md"}
        assert set(found.failures) == set(names)
        assert all("leads out of the file" in reason for reason in found.failures.values())


def test_links_and_devices_in_tar_files_are_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, type in (("s.md", tarfile.SYMTYPE), ("h.md", tarfile.LNKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = type, "/etc/passwd"
            archive.addfile(info)
        device = tarfile.TarInfo("d.md")
        device.type = tarfile.CHRTYPE
        archive.addfile(device)
        last = tarfile.TarInfo("last.md")
        last.size = 6
        archive.addfile(last, io.BytesIO(b"# Last"))
    found = contents(written(tmp_path, "all.tar", packed.getvalue()))
    assert [reason.split(",")[0] for reason in found.failures.values()] == [
        "is a link",
        "is a link",
        "is a device or the like",
    ]
    assert set(found.articles) == {"last.md"}


def _nested(depth: int) -> bytes:
    data = zipped({"a.md": b"# Deep"})
    for _ in range(depth - 1):
        data = zipped({"in.zip": data, "b.md": b"# Beside"})
    return data


def test_nesting_is_bounded(tmp_path: Path) -> None:
    found = contents(written(tmp_path, "all.zip", _nested(3)))
    assert set(found.articles) == {"b.md", "in.zip/b.md", "in.zip/in.zip/a.md"}
    began = time.process_time()
    deep = contents(written(tmp_path, "deep.zip", _nested(10)))
    assert time.process_time() - began < 1
    assert len(deep.articles) == 3
    assert list(deep.failures) == ["in.zip/in.zip/in.zip"]
    assert "more than 3 containers" in deep.failures["in.zip/in.zip/in.zip"]


def test_bombs_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    bomb = bytes(30_000_000)
    inner = zipped({"bomb.md": bomb})
    members = {
        "a.md": b"# A",
        "bomb.md": bomb,
        "in.zip": inner,
        "g.md.gz": gzip.compress(bomb),
        "z.md": b"# Z",
    }
    packed = zipped(members)
    del members, bomb
    began = time.process_time()
    found = contents(written(tmp_path, "all.zip", packed))
    assert time.process_time() - began < 1
    assert set(found.articles) == {"a.md", "z.md"}
    assert set(found.failures) == {"bomb.md", "in.zip/bomb.md", "g.md.gz"}
    assert all("200 times its size" in reason for reason in found.failures.values())


def test_a_bomb_around_a_tar_file_is_refused(tmp_path: Path) -> None:
    tar = tarred({"a.md": b"# A", "bomb.md": bytes(40_000_000)})
    began = time.process_time()
    found = contents(written(tmp_path, "all.tar.gz", gzip.compress(tar)))
    assert time.process_time() - began < 1
    assert set(found.articles) == {"a.md"}
    assert "200 times its size" in found.end


def test_a_header_of_a_tar_file_cannot_take_all_memory(tmp_path: Path) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 33
    found = contents(written(tmp_path, "all.tar", tarred({"a.md": b"# A"})[:1024] + info.tobuf()))
    assert set(found.articles) == {"a.md"}
    assert "is cut or damaged" in found.end


def test_encrypted_and_damaged_members_cost_themselves(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.md": b"# A", "b.md": b"# B", "c.md": b"# C"}, zipfile.ZIP_STORED))
    data[data.index(b"# B")] = ord("x")
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.rindex(mark) + offset] |= 1
    found = contents(written(tmp_path, "all.zip", bytes(data)))
    assert set(found.articles) == {"a.md"}
    assert "is damaged" in found.failures["b.md"]
    assert "is encrypted" in found.failures["c.md"]


def test_odd_names(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("b \N{SNOWMAN}.md", "a.md", "e\N{COMBINING ACUTE ACCENT}.md"):
            archive.writestr(name, b"# T")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.md", b"# Another")
        archive.writestr("xx.md", b"# cp437")
        archive.writestr("yyyy.md", b"# UTF-8 without a mark")
    data = packed.getvalue().replace(b"xx.md", b"\x82\x8a.md")
    data = data.replace(b"yyyy.md", "üö.md".encode())
    found = contents(written(tmp_path, "all.zip", data))
    assert set(found.articles.values()) == {
        "all/b-\N{SNOWMAN}",
        "all/a",
        "all/é",
        "all/éè",
        "all/üö",
        "all/a-(2)",
    }
    assert not found.failures


def test_names_in_tar_files_that_are_not_utf_8(tmp_path: Path) -> None:
    packed = tarred({"xx.md": b"# T"}).replace(b"xx.md", b"\xe9\xe8.md")
    damaged = contents(written(tmp_path, "all.tar", packed))
    assert "is cut or damaged" in damaged.end  # the name is covered by a checksum
    info = tarfile.TarInfo("\udce9.md")
    header = info.tobuf(tarfile.GNU_FORMAT, errors="surrogateescape")
    info.size = 3
    header = info.tobuf(tarfile.GNU_FORMAT, errors="surrogateescape")
    found = contents(written(tmp_path, "all.tar", header + b"# T" + bytes(509 + 1024)))
    assert found.articles == {"é.md": "all/é"}


def test_containers_without_a_suffix_and_files_that_are_none(tmp_path: Path) -> None:
    members = {"a.md": b"# A"}
    assert contents(written(tmp_path, "backup", zipped(members))).articles
    assert contents(written(tmp_path, "saved", gzip.compress(tarred(members)))).articles
    assert "no tar file" in contents(written(tmp_path, "a.tar", b"nothing" * 200)).end
    assert "no zip file" in contents(written(tmp_path, "a.zip", b"nothing")).end
    assert "without a page or a file" in contents(written(tmp_path, "a.zip", zipped({}))).end
    assert contents(written(tmp_path, "sheet.xlsx", zipped(members))).articles == {}


def test_members_with_one_name_are_all_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name in ("a.md", "a.md", "a (2).md", "a.md"):
            data = b"# T\n\nText of it."
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    found = contents(written(tmp_path, "all.tar", packed.getvalue()))
    assert found.failures == {}
    assert len(found.articles) == 4
    assert len(set(found.articles.values())) == 4
