"""wrk, a load generator: so many connections ask for a list of addresses, one after the other."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
TIMEOUT = 60
"""Seconds, so that a slow answer counts as slow and not as none."""
_SCRIPT = """
local paths = {{{paths}}}
local thread = 0
function setup(each) each:set("start", thread * 7); thread = thread + 1 end
local at = 0
function request()
  at = at + 1
  return wrk.format("GET", paths[(at + start) % #paths + 1], {{["Accept-Encoding"] = "gzip"}})
end
function done(summary, latency, requests)
  io.write(string.format("%d %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95),
    summary.errors.status + summary.errors.timeout + summary.errors.read, summary.bytes))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a run showed: pages a second, milliseconds that half and 95 % of the answers took, answers
    that were none or no page, and bytes of an answer as sent."""

    rate: float
    median: float
    p95: float
    failed: int
    size: float


def ask(port: int, paths: Sequence[str], seconds: float, folder: Path) -> Load:
    """Ask for the addresses over and over, from two threads of wrk."""
    script = folder / "paths.lua"
    quoted = ", ".join(f'"{each}"' for each in paths)
    script.write_text(_SCRIPT.format(paths=quoted))
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds:g}s", f"--timeout={TIMEOUT}"]
    output = subprocess.run(
        [*command, "-s", str(script), f"http://127.0.0.1:{port}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"^(\d+) (\d+) (\d+) (\d+) (\d+) (\d+)$", output, re.MULTILINE)
    if not found:
        raise RuntimeError(output)
    count, duration, median, p95, failed, size = map(int, found.groups())
    return Load(count / duration * 1e6, median / 1000, p95 / 1000, failed, size / max(count, 1))
