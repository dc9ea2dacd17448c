"""What CI does about skipped tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _run(folder: Path, test: str, *plugin: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(f"import pytest\n\n{test}\n")
    (folder / "test_other.py").write_text("def test_passes():\n    pass\n")
    options = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", *plugin)
    command = [sys.executable, "-m", "pytest", *options, str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


IN_THE_TEST = "def test_skips():\n    pytest.skip('{}')"
BY_A_MARK = "@pytest.mark.skipif(True, reason='{}')\ndef test_skips():\n    pass"
IN_A_FIXTURE = (
    "@pytest.fixture\ndef tool():\n    pytest.skip('{}')\n\ndef test_skips(tool):\n    pass"
)
OF_THE_MODULE = "pytest.skip('{}', allow_module_level=True)"


@pytest.mark.parametrize("way", [IN_THE_TEST, BY_A_MARK, IN_A_FIXTURE, OF_THE_MODULE])
def test_a_missing_tool_fails_the_run(tmp_path: Path, way: str) -> None:
    test = way.format("no hammer")
    assert _run(tmp_path, test).returncode == 0
    done = _run(tmp_path, test, "-p", "tests.no_silent_skips")
    assert done.returncode == 1
    assert "skips that are not allowed here" in done.stdout
    assert "no hammer" in done.stdout


@pytest.mark.parametrize("way", [IN_THE_TEST, OF_THE_MODULE])
def test_it_fails_a_parallel_run_and_is_listed_once(tmp_path: Path, way: str) -> None:
    done = _run(tmp_path, way.format("no hammer"), "-n", "2", "-p", "tests.no_silent_skips")
    assert done.returncode == 1
    _, listed = done.stdout.split("skips that are not allowed here")
    assert listed.split("short test summary info")[0].count("no hammer") == 1


def test_an_absent_corpus_does_not(tmp_path: Path) -> None:
    test = IN_THE_TEST.format("corpus absent: x.gz")
    done = _run(tmp_path, test, "-n", "2", "-p", "tests.no_silent_skips")
    assert done.returncode == 0, done.stdout
    assert "1 passed, 1 skipped" in done.stdout


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    test = "@pytest.mark.xfail\ndef test_fails():\n    assert False"
    done = _run(tmp_path, test, "-p", "tests.no_silent_skips")
    assert done.returncode == 0, done.stdout
