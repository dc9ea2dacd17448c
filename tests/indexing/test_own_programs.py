"""A reindex that somebody's own program runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.indexing.files import write_article


def test_a_program_without_a_guard_may_reindex(archive: Path, index: Path, tmp_path: Path) -> None:
    """The processes of a reindex do not run the program that started it again."""
    for number in range(2):
        write_article(archive, f"a{number}.md", f"Title {number}")
    program = tmp_path / "program.py"
    program.write_text(
        "from pathlib import Path\n"
        "from search.engines.targets import open_target\n"
        "from search.indexing.progress import Silent\n"
        "from search.indexing.reindex import Options, reindex\n"
        f"options = Options(Path({str(archive)!r}), 2)\n"
        f"print(reindex(options, open_target({str(index)!r}), Silent()).articles)\n"
    )
    given = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, env=given, check=False
    )
    assert (done.stdout, done.stderr) == ("2\n", "")
