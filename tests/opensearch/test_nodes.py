"""Three nodes, one of which is stopped while a reindex writes: nothing is lost, nothing is doubled."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.indexing.files import write_lines
from tests.opensearch.cluster import Cluster
from tests.opensearch.holdings import holdings, is_sound

FILES, RECORDS = 20, 100


def _fill(archive: Path) -> dict[str, tuple[str, ...]]:
    expected: dict[str, tuple[str, ...]] = {}
    for file in range(FILES):
        records = []
        for number in range(RECORDS):
            texts = [f"word{number} of paragraph{at} " * 10 for at in range(8)]
            records.append({"id": f"f{file}-{number}", "content": "\n".join(texts)})
            expected[f"f{file}-{number}"] = ("", *(text.strip() for text in texts))
        write_lines(archive, f"f{file}.jsonl", *records)
    return expected


def _written(cluster: Cluster, prefix: str) -> int:
    """How many documents were written so far, seen or not."""
    try:
        path = f"/{prefix}-000001/_stats/indexing?filter_path=_all.primaries.indexing.index_total"
        return int(cluster.call("GET", path)["_all"]["primaries"]["indexing"]["index_total"])
    except (OSError, KeyError, TypeError):
        return 0


@pytest.mark.slow
@pytest.mark.parametrize("stopped", ["killed", "hanging"])
def test_a_node_stopped_during_bulk(
    archive: Path, three_nodes: Cluster, tmp_path: Path, stopped: str
) -> None:
    expected = _fill(archive)
    address = three_nodes.address("news")
    log = tmp_path / "log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "search.cli", "reindex", str(archive), "--jobs", "2"],
            env={**os.environ, "BACKISSUE_INDEX": address, "BACKISSUE_SHARDS": "3"},
            stdout=stream,
            stderr=stream,
        )
    try:
        deadline = time.monotonic() + 60
        while _written(three_nodes, "news") < 2_500 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert process.poll() is None, log.read_text()
        node = three_nodes.nodes[-1]
        if stopped == "killed":
            node.kill()
            assert process.wait(240) == 0, log.read_text()
        else:
            node.pause()
            time.sleep(8)
            node.resume()
            assert process.wait(240) == 0, log.read_text()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    said = log.read_text()
    assert f"Published generation news-000001.1: {len(expected):,} articles" in said
    assert "Traceback" not in said
    if stopped == "killed":
        assert f"The OpenSearch node at {node.url} did not answer" in said
    assert holdings(three_nodes, "news") == expected
    assert is_sound(address)
