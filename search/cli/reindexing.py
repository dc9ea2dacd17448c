"""What a reindex is asked for on the command line: its options, from settings and the archive."""

from __future__ import annotations

import os
from pathlib import Path

from search.config.archive_toml import archive_config
from search.config.environment import Settings
from search.indexing.reindex import Options


def options_for(
    settings: Settings, archive: Path | None, config: Path | None = None, jobs: int | None = None
) -> Options:
    """The options of a reindex of `archive`, or of that in the settings."""
    folder = archive or settings.archive
    return Options(
        archive=folder,
        jobs=jobs or _cores(),
        memory=settings.memory,
        file_seconds=settings.file_seconds,
        config=archive_config(folder, config or settings.config),
    )


def _cores() -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return cores or 1
