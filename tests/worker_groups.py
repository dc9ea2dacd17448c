"""The groups of tests in a parallel run: each group runs on one worker, in order.

Tests that share something costly form a group: the clusters that tests stop nodes of, the node of
OpenSearch that all others use, the browser. Every other file is a group, so that its fixtures are made
once. Groups that take long start first: a worker that started one of them last would go on alone.

A test marked `alone` measures time, so it runs while no other worker runs a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_SH, flock

import pytest
from xdist.scheduler import LoadScopeScheduling

_OPENSEARCH = "tests/opensearch/"
GROUPS: dict[str, tuple[str, ...]] = {
    "stopped nodes": tuple(
        f"{_OPENSEARCH}test_{name}.py" for name in ("nodes", "three_nodes", "serving")
    ),
    "cluster": (_OPENSEARCH, "tests/contract/"),
    "kills": ("tests/indexing/test_kill.py",),
    "corpora": ("tests/test_corpora.py",),
    "changes": ("tests/indexing/test_same_as_rebuilt.py",),
    "browser": ("tests/browser/",),
}
"""The paths of each group, in the order in which groups start. The first that matches has a test."""
SLOW = (
    "tests/deploy/",
    *(f"tests/engines/test_{name}.py" for name in ("against_scan", "damage", "merging", "showing")),
    "tests/engines/test_whoosh_oracle.py",
    "tests/indexing/test_same_as_rebuilt.py",
    "tests/test_no_silent_skips.py",
    "tests/test_worker_groups.py",
)
"""Paths whose tests are slow, all together half of the time of those that are not marked so."""
CLUSTERS = frozenset({"opensearch", "one", "three_nodes"})
"""Fixtures that start OpenSearch."""


class GroupScheduling(LoadScopeScheduling):
    """Sends whole groups to workers. (The mark `xdist_group` does nothing under pytest 9.2:
    https://github.com/pytest-dev/pytest-xdist/issues/1386.)"""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def group(nodeid: str) -> str:
    """The group of a test: one of GROUPS, else its file."""
    for name, paths in GROUPS.items():
        if nodeid.startswith(paths):
            return name
    return nodeid.partition("::")[0]


def arrange(items: list[pytest.Item]) -> None:
    """Mark the tests that need a cluster or are slow, and sort the tests by group, each in its order."""
    for item in items:
        if CLUSTERS & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.cluster)
        if item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
    order = {name: rank for rank, name in enumerate(GROUPS)}
    items.sort(key=lambda item: order.get(group(item.nodeid), len(order)))


@contextmanager
def turn(item: pytest.Item) -> Iterator[None]:
    """Waits until a test may run, and holds off those that may not run beside it.

    Tests share one lock, and one that is alone holds it for itself. Who waits for it holds the gate:
    otherwise a stream of short tests would never leave the lock free.
    """
    if not hasattr(item.config, "workerinput"):
        yield
        return
    folder = item.config.cache.mkdir("turns")
    with (folder / "gate").open("w") as gate, (folder / "lock").open("w") as lock:
        flock(gate, LOCK_EX)
        flock(lock, LOCK_EX if item.get_closest_marker("alone") else LOCK_SH)
        gate.close()
        yield
