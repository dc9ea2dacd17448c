"""A real OpenSearch for the tests: one to three nodes on this machine, each a process of its own.

`releases.py` has what a node is started from. A node is OpenSearch's own main class with a configuration
of ours; it ends with the process that started it, however that one ends.
"""

from __future__ import annotations

import json
import os
import random
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
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.opensearch.releases import Release, chosen, fetch, java

HEAP = 512
"""MB of each node."""
_PORTS = range(2_000, 32_000)
"""Below those that systems give to clients."""
_START = 120
"""Seconds that a cluster may take to start."""

_LOG = """
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %c{1}: %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""

# The shell ends the node when its own standard input ends, as it does when the tests are killed.
_TIED = '"$@" </dev/null >&2 & echo $!; read -r _; kill -9 $! 2>/dev/null; wait'


class NotStarted(Exception):
    """A cluster did not become ready in time; the message holds the end of a node's log."""


@dataclass(slots=True)
class Node:
    """A node of a cluster: its release, ports and folder, and its process while it runs."""

    release: Release
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
    release = chosen()
    fetch(release)
    with tempfile.TemporaryDirectory(prefix="opensearch-", ignore_cleanup_errors=True) as folder:
        ports = _free_ports(2 * count)
        nodes = [
            Node(release, ports[2 * at], ports[2 * at + 1], Path(folder) / f"node{at}")
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
    try:
        with urlopen(Request(url + path, data, headers, method=method), timeout=30) as answer:
            return json.loads(answer.read() or b"null")
    except HTTPError as error:
        error.msg = f"{error.msg}: {error.read()[:500]!r}"
        raise


def _configure(node: Node, nodes: list[Node]) -> None:
    transports = [f"127.0.0.1:{each.transport}" for each in nodes]
    settings: dict[str, object] = {
        "cluster.name": "backissue",
        "node.name": node.folder.name,
        "path.data": str(node.folder / "data"),
        "path.logs": str(node.folder / "logs"),
        "network.host": "127.0.0.1",
        "http.port": node.http,
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
    (configuration / "log4j2.properties").write_text(_LOG)


def _command(node: Node) -> list[str]:
    memory = [f"-Xms{HEAP // 2}m", f"-Xmx{HEAP}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    # Without native calls a server does not see that root runs it, as in many a container of CI.
    plain = ["-Djna.nosys=true", "-Djna.nounpack=true", *node.release.java_options]
    home = node.release.home
    folders = [
        f"-Dopensearch.path.home={home}",
        f"-Dopensearch.path.conf={node.folder / 'config'}",
    ]
    main = ["-cp", f"{home / 'lib'}/*", "org.opensearch.bootstrap.OpenSearch"]
    return [str(java()), *memory, *plain, *folders, *main]


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
