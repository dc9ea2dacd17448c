"""What a worker needs while it streams a whole archive: python -m benchmarks.downloads URL PID [CLUSTER]

Downloads all hits of the archive at URL in every format, in as many parts as `Link: rel=next` says,
and prints how many bytes came, how much memory the process PID (the one worker of the site) took at
most beside what it had before, and what is left of it; then the same of clients that stop half way,
after which as many downloads as may be at once must be let in. The first format is downloaded once
before, since a worker that has read nothing yet has no blocks of the index in memory. Of a site over a
cluster, whose first node is at CLUSTER, it also prints how many points in time are open afterwards.
"""

from __future__ import annotations

import json
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from search.result_formats import RESULT_FORMATS
from web.exports import MOST

PIECE = 1 << 16
LOOK = 0.02
"""Seconds between two looks at the memory."""
PATIENCE = 300
NOTICED = 5
"""Seconds until a worker has noticed that a client has gone."""
_NEXT = re.compile(r"<(.*)>; rel=\"next\"")


@dataclass(slots=True)
class Memory:
    """MB of a process: before, and the most since."""

    before: float
    most: float


def main(url: str, pid: int, cluster: str = "") -> None:
    names = [each.name for each in RESULT_FORMATS if each.is_file]
    _whole(url, names[0])
    for name in names:
        with _watched(pid) as memory:
            size = _whole(url, name)
        print(f"{name}: {size / 1e6:.1f} MB sent, {_growth(memory, pid)}", flush=True)
    for name in names:
        with _watched(pid) as memory:
            for _ in range(2 * MOST):
                _stopped(url, name)
        print(f"{name}, {2 * MOST} clients that stop half way: {_growth(memory, pid)}", flush=True)
    held = [_opened(f"{url}/search.{names[0]}") for _ in range(MOST)]
    print(f"{len(held)} downloads at once are let in after that")
    for each in held:
        each.close()
    if cluster:
        time.sleep(NOTICED)
        print(f"{_points_in_time(cluster)} points in time are open after that")


def _points_in_time(cluster: str) -> int:
    with urlopen(f"{cluster}/_search/point_in_time/_all", timeout=PATIENCE) as answer:
        return len(json.load(answer)["pits"])


def _whole(url: str, name: str) -> int:
    """Bytes of all parts."""
    size, address = 0, f"{url}/search.{name}"
    while address:
        with _opened(address) as response:
            while piece := response.read(PIECE):
                size += len(piece)
            following = _NEXT.search(response.headers.get("Link", ""))
        address = following[1] if following else ""
    return size


def _stopped(url: str, name: str) -> None:
    with _opened(f"{url}/search.{name}") as response:
        for _ in range(20):
            response.read(PIECE)


def _opened(address: str) -> Any:
    """An answer; asks again while others are downloading, as long as PATIENCE."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return urlopen(address, timeout=PATIENCE)
        except HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > end:
                raise
            time.sleep(0.5)


@contextmanager
def _watched(pid: int) -> Iterator[Memory]:
    memory, is_over = Memory(_resident(pid), 0), threading.Event()

    def watch() -> None:
        while not is_over.wait(LOOK):
            memory.most = max(memory.most, _resident(pid))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield memory
    finally:
        is_over.set()
        thread.join()


def _growth(memory: Memory, pid: int) -> str:
    now = _resident(pid)
    return (
        f"{memory.most - memory.before:+.1f} MB at most, {now - memory.before:+.1f} MB afterwards"
        f" ({memory.before:.0f} MB before)"
    )


def _resident(pid: int) -> float:
    """MB of a process that are its own: pages of files are the system's."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        found = re.search(r"^RssAnon:\s+(\d+) kB", file.read(), re.MULTILINE)
    return int(found[1]) / 1000 if found else 0.0


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), int(sys.argv[2]), *(each.rstrip("/") for each in sys.argv[3:]))
