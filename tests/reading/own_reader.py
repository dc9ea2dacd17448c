"""A package with a reader of its own, made in a folder that programs look into."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from search.reading.formats import installed_readers


@contextmanager
def own_reader(
    folder: Path, points: Mapping[str, str], version: str = "1.0", **modules: str
) -> Iterator[None]:
    """A package with entry points for readers and modules by name; processes that start see it, too."""
    info = folder / "own_reader.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: own-reader\nVersion: {version}\n")
    lines = "\n".join(f"{name} = {value}" for name, value in points.items())
    (info / "entry_points.txt").write_text(f"[backissue.readers]\n{lines}\n")
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    before, path = os.environ.get("PYTHONPATH"), [*sys.path]
    sys.path.insert(0, str(folder))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(folder), before)))
    installed_readers.cache_clear()
    try:
        yield
    finally:
        sys.path[:] = path
        os.environ.update({"PYTHONPATH": before} if before is not None else {})
        if before is None:
            del os.environ["PYTHONPATH"]
        for name in modules:
            sys.modules.pop(name, None)
        installed_readers.cache_clear()
