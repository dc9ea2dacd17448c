"""What runs beside what in a parallel run of the tests."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests import worker_groups

ROOT = Path(__file__).parents[1]
HOOKS = """from tests.conftest import (
    pytest_collection_modifyitems, pytest_runtest_protocol, pytest_xdist_make_scheduler
)
"""
LONG = """
import time
from pathlib import Path

import pytest

LOG = Path(__file__).with_name("log")

@pytest.mark.alone
def test_alone():
    time.sleep(0.5)
    with LOG.open("a") as log:
        log.write("begin\\n")
    time.sleep(1)
    with LOG.open("a") as log:
        log.write("end\\n")
"""
SHORT = """
import time
from pathlib import Path

import pytest

LOG = Path(__file__).with_name("log")

@pytest.mark.parametrize("number", range(30))
def test_short(number):
    time.sleep(0.1)
    with LOG.open("a") as log:
        log.write("short\\n")
"""


def _run(folder: Path) -> str:
    """The output of a run of the tests in a folder on two workers."""
    (folder / "conftest.py").write_text(HOOKS)
    options = ("-v", "-n", "2", "--no-loadscope-reorder")
    command = [sys.executable, "-m", "pytest", *options, "--rootdir", str(folder), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_test_that_is_alone_runs_while_no_other_does(tmp_path: Path) -> None:
    (tmp_path / "test_long.py").write_text(LONG)
    (tmp_path / "test_short.py").write_text(SHORT)
    said = _run(tmp_path)
    workers = set(re.findall(r"\[(gw\d)\] .* PASSED \S*test_(long|short)", said))
    assert len(dict(workers)) == 2
    log = (tmp_path / "log").read_text().split()
    assert log.count("short") == 30
    assert log.index("end") == log.index("begin") + 1


def test_the_tests_of_a_file_run_on_one_worker(tmp_path: Path) -> None:
    for name in "abcd":
        tests = [f"def test_{number}(): pass" for number in range(6)]
        (tmp_path / f"test_{name}.py").write_text("\n".join(tests))
    ran = re.findall(r"\[(gw\d)\] .* PASSED \S*(test_\w)\.py", _run(tmp_path))
    assert len(ran) == 24
    assert len(set(ran)) == 4


def test_groups_are_of_paths_that_are_there() -> None:
    for paths in (*worker_groups.GROUPS.values(), worker_groups.SLOW):
        assert all((ROOT / path).exists() for path in paths)
    assert worker_groups.group("tests/opensearch/test_nodes.py::test_x") == "stopped nodes"
    assert worker_groups.group("tests/opensearch/test_client.py::test_x") == "cluster"
    assert worker_groups.group("tests/test_query.py::test_x[a::b]") == "tests/test_query.py"
