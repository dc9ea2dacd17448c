"""The site as it is deployed: the Procfile's command line, run as a platform runs it, or another."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKERS = 2
START = 20.0
END = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The status and the text of a response."""

    status: int
    text: str


@dataclass(frozen=True, slots=True)
class Server:
    """A running site. `log` is what it wrote, access log included."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str) -> Answer:
        """The answer to a request of its own connection; errors of the connection are raised."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Connection": "close"})
            response = connection.getresponse()
            return Answer(response.status, response.read().decode())
        finally:
            connection.close()

    def workers(self) -> set[int]:
        """The process ids of the workers that were started."""
        return {int(pid) for pid in re.findall(r"Booting worker with pid: (\d+)", self._read())}

    def answered(self) -> dict[str, int]:
        """For each path that was asked for, the worker that answered it."""
        return dict(self.answers())

    def answers(self) -> list[tuple[str, int]]:
        """Every path that was asked for, in order, with the worker that answered."""
        found = re.findall(r'<(\d+)> "GET (\S+) HTTP', self._read())
        return [(path, int(pid)) for pid, path in found]

    def _read(self) -> str:
        return self.log.read_text()


def environment(**variables: str) -> dict[str, str]:
    """This process's environment, its own Python's commands first on the PATH."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, **variables}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def until(is_so: Callable[[], bool], seconds: float) -> bool:
    """Whether `is_so` became true within that time."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@contextmanager
def served(index: Path, log: Path, **variables: str) -> Iterator[Server]:
    """The site of the Procfile over `index`, by a shell, as buildpacks do; it becomes the command."""
    line = re.search(r"^web: (.+)$", (ROOT / "Procfile").read_text(), re.MULTILINE)
    assert line
    given = {"BACKISSUE_INDEX": str(index), **variables}
    with running(["bash", "-c", line[1]], ROOT, log, **given) as server:
        yield server


@contextmanager
def running(command: Sequence[str], folder: Path, log: Path, **variables: str) -> Iterator[Server]:
    """A site that `command` starts in `folder`; it answers, and is ended if it still runs."""
    port = free_port()
    given = {"PORT": str(port), "WEB_CONCURRENCY": str(WORKERS), **variables}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(**given),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(process, port, log)
    try:
        assert until(lambda: _answers(server), START), log.read_text()
        yield server
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let it tidy up if it can, and kill what is left."""
    process.terminate()
    if not until(lambda: process.poll() is not None, END):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def is_running(group: int) -> bool:
    """Whether a process of that process group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _answers(server: Server) -> bool:
    try:
        return server.get("/healthz").status == 200 and len(server.workers()) == WORKERS
    except OSError:
        return False
