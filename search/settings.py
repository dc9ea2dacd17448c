"""Settings, read once from the environment: the only place that knows the variables' names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how the site runs.

    `archive` and `index` come from BACKISSUE_ARCHIVE and BACKISSUE_INDEX, `title` (the name on
    the pages) from BACKISSUE_TITLE, `time_limit` (seconds that one search may take) from
    BACKISSUE_TIME_LIMIT, `memory` (MB that a reindex may take) from BACKISSUE_MEMORY.
    """

    archive: Path = Path("archive")
    index: Path = Path("index")
    title: str = "Backissue"
    time_limit: float = 2.0
    memory: int = 512

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        return cls(
            archive=Path(environment.get("BACKISSUE_ARCHIVE") or "archive"),
            index=Path(environment.get("BACKISSUE_INDEX") or "index"),
            title=environment.get("BACKISSUE_TITLE") or "Backissue",
            time_limit=float(environment.get("BACKISSUE_TIME_LIMIT") or 2.0),
            memory=int(environment.get("BACKISSUE_MEMORY") or 512),
        )
