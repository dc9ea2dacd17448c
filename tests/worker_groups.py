"""The groups of tests in a parallel run: each group runs on one worker, in order.

Tests that share something costly form a group: the node of OpenSearch, the clusters that tests stop
nodes of, the browser. The other tests of a file form a group too, so that its fixtures are made once;
its slow tests form a second one. Groups that take long start first: a worker that started one of them
last would go on alone.
"""

from __future__ import annotations

import pytest

STOPPED = frozenset({"one", "three", "three_nodes"})
"""Fixtures of clusters whose nodes tests stop."""
SHARED = frozenset({"opensearch"})
"""The fixture of the cluster that all other tests of a cluster share."""


def arrange(items: list[pytest.Item]) -> None:
    """Mark every test with its group, those that need a cluster with `cluster`, and sort the groups."""
    for item in items:
        if _fixtures(item) & (STOPPED | SHARED):
            item.add_marker(pytest.mark.cluster)
        item.add_marker(pytest.mark.xdist_group(group(item)))
    items.sort(key=_start)


def group(item: pytest.Item) -> str:
    if _fixtures(item) & STOPPED:
        return "stopped-nodes"
    for shared in ("cluster", "browser"):
        if item.get_closest_marker(shared):
            return shared
    file = item.path.relative_to(item.config.rootpath).as_posix()
    return f"{file}-slow" if item.get_closest_marker("slow") else file


def _start(item: pytest.Item) -> int:
    """The rank of a test's group: whole groups only, as the sort is stable and compares nothing else."""
    match group(item):
        case "stopped-nodes":
            return 0
        case "cluster":
            return 1
        case "browser":
            return 3
        case name if name.endswith("-slow"):
            return 2
    return 4


def _fixtures(item: pytest.Item) -> frozenset[str]:
    return frozenset(getattr(item, "fixturenames", ()))
