"""A worker gives memory back once nothing is asked, and once only."""

from __future__ import annotations

import pytest

from web.serving import quiet


def test_memory_goes_back_once_after_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    trims: list[int] = []
    monkeypatch.setattr("search.storage.memory.trim", lambda: trims.append(1))
    looks = quiet.Quiet()
    looks.look(0, 100.0)
    assert not trims
    for now in (101.0, 102.0, 103.0):
        looks.look(5, now)
    assert len(trims) == 1
    looks.look(5, 110.0)
    assert len(trims) == 1
    looks.look(6, 111.0)
    looks.look(7, 112.5)
    looks.look(7, 114.0)
    assert len(trims) == 1
    looks.look(7, 114.5)
    assert len(trims) == 2
