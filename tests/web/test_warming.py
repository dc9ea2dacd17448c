"""A worker makes a page before it is asked for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.config.environment import Settings
from search.engines import Engine
from web import create_app
from web.warming import warm_up


def test_the_first_search_is_made(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    warm_up(create_app(engine, Settings()))
    assert not caplog.records


def test_what_cannot_be_made_yet_is_logged_and_no_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    warm_up(create_app(settings=Settings(index=tmp_path / "nothing")))
    assert "The first search could not be made" in caplog.text
