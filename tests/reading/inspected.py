"""Files of many records as `backissue inspect` reads them, for tests of their formats."""

from __future__ import annotations

from pathlib import Path

from search.config.archive_toml import archive_config
from search.reading.inspection import Inspection, inspect


def inspected(folder: Path, name: str, content: str | bytes, settings: str = "") -> Inspection:
    """What is in a file of an archive with that `backissue.toml`."""
    (folder / "backissue.toml").write_text(settings, encoding="utf-8")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return inspect(file, folder.resolve(), archive_config(folder))


def texts(inspection: Inspection, number: int = 0) -> list[str]:
    """The paragraphs of one article."""
    return [each.text for each in inspection.readings[number].article.paragraphs]
