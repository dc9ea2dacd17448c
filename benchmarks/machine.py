"""What a run was measured on."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

from benchmarks.measure import cores


def describe() -> str:
    """Processor, cores, memory, system and Python in one line, without the machine's name."""
    processor = _first(r"model name\s*: (.*)", "/proc/cpuinfo") or platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{cores()} cores of {processor}, {memory:.0f} GB memory,"
        f" {platform.system()}, CPython {platform.python_version()}"
    )


def _first(pattern: str, file: str) -> str:
    try:
        found = re.search(pattern, Path(file).read_text())
    except OSError:
        return ""
    return found[1].strip() if found else ""
