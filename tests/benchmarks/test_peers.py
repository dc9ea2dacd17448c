"""The peers that need nothing but Backissue's own dependencies, as processes, on a small archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import measure
from benchmarks.measure import Reply
from benchmarks.processes import PeerFailed, PeerProcess, available
from benchmarks.queries import Asked
from tests.benchmarks.support import records

PEERS = ("backissue", "sqlite", "whoosh")


@pytest.mark.slow
def test_peers_find_and_count_the_same(tmp_path: Path) -> None:
    run = measure.run(records(60), 60, PEERS, 1, tmp_path / "work")
    own, *others = run.peers
    for peer in others:
        assert _found(peer.plain) == _found(own.plain)
        assert _unselected(run.asked, peer.plain) == _unselected(run.asked, own.plain)
    assert any(reply.total for reply in own.plain)
    for peer in run.peers:
        assert peer.indexed.articles == 60
        assert peer.indexed.size > 10_000
        assert min(peer.indexed.seconds, peer.added, peer.private) > 0
        assert len(peer.with_passages) == len(run.asked) == len(run.touched)
    assert not (tmp_path / "work").exists()


def test_a_peer_that_ends_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(PeerFailed, match="sqlite ended before it answered to open"):
        _ask_for_nothing(tmp_path)


def test_what_can_be_imported_is_available() -> None:
    assert {*PEERS} <= {*available()}


def _ask_for_nothing(folder: Path) -> None:
    with PeerProcess("sqlite") as peer:
        peer.ask("open", folder=str(folder / "absent"))


def _found(replies: Sequence[Reply]) -> list[int]:
    return [reply.total for reply in replies]


def _unselected(asked: Sequence[Asked], replies: Sequence[Reply]) -> list[object]:
    pairs = zip(asked, replies, strict=True)
    return [reply.counts for each, reply in pairs if not each.selections]
