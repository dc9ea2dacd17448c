"""A reindex with settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.config.archive_toml import FILE_NAME, archive_config
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.report import Report
from tests.indexing.files import Configure


@pytest.fixture
def configure(archive: Path, index: Path) -> Configure:
    """Reindex `archive` into `index` after `backissue.toml` got that text."""

    def run(toml: str, is_dry: bool = False) -> Report:
        (archive / FILE_NAME).write_text(toml, encoding="utf-8")
        options = Options(archive, 1, is_dry=is_dry, config=archive_config(archive))
        return reindex(options, open_target(index), Silent())

    return run
