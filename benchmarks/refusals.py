"""How soon files that are made to do harm are refused: python -m benchmarks.refusals

Each is the only file of an archive, which the command line indexes; its start is included.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.processes import ROOT
from benchmarks.tables import table

_BOMB = 1_000_000_000
_DEPTH = 10
_RUNS = 5


def refusals() -> str:
    """A table: what the file is, the seconds that the command took, and what it said."""
    rows = []
    for what, name, data in files(_BOMB):
        runs = [_refused(name, data) for _ in range(_RUNS)]
        rows.append(
            [f"{what} ({len(data):,} bytes)", f"{median(s for s, _ in runs):.2f}", runs[0][1]]
        )
    return table(["", "seconds", "not indexed"], rows)


def files(bomb: int) -> Iterator[tuple[str, str, bytes]]:
    """What each is, its name and its content; one unpacks to `bomb` bytes."""
    what = f"a zip file that unpacks to {bomb // 1_000_000:,} MB"
    yield what, "bomb.zip", _zipped("bomb.md", bytes(bomb))
    yield "a tar file with `../../x.md`", "out.tar", _tarred("../../x.md", b"# X")
    deep = _zipped("a.md", b"# Deep")
    for _ in range(_DEPTH - 1):
        deep = _zipped("in.zip", deep)
    yield f"{_DEPTH} zip files, one in the other", "deep.zip", deep


def _refused(name: str, data: bytes) -> tuple[float, str]:
    with TemporaryDirectory() as folder:
        archive = Path(folder, "archive")
        archive.mkdir()
        (archive / name).write_bytes(data)
        command = [sys.executable, "-m", "search.cli", "reindex", str(archive)]
        began = time.perf_counter()
        done = subprocess.run(
            [*command, "--index", str(Path(folder, "index"))],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd=ROOT,
        )
        seconds = time.perf_counter() - began
    return seconds, next(line.strip() for line in done.stdout.splitlines() if name in line)


def _zipped(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def _tarred(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


if __name__ == "__main__":
    print(refusals())
