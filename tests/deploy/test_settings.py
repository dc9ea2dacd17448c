"""What the server says of settings that it cannot use, and where it keeps its files."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from search.cli import listening
from search.errors import BadSetting
from tests.deploy.server import ROOT, environment, running
from web.serving import temporary

SETTINGS = [
    ("PORT", "abc", "PORT='abc' cannot be used: give a whole number from 1 to 65535."),
    ("PORT", "0", "PORT='0' cannot be used: give a whole number from 1 to 65535."),
    ("PORT", "70000", "PORT='70000' cannot be used: give a whole number from 1 to 65535."),
    ("WEB_CONCURRENCY", "0", "WEB_CONCURRENCY='0' cannot be used: give a whole number from 1 to"),
    (
        "SCRIPT_NAME",
        "archive",
        "SCRIPT_NAME='archive' cannot be used: give a path such as /archive.",
    ),
    ("BACKISSUE_TIME_LIMIT", "abc", "BACKISSUE_TIME_LIMIT='abc' cannot be used: give a number"),
    ("BACKISSUE_LOG", "xml", "BACKISSUE_LOG='xml' cannot be used: give text or json."),
    ("BACKISSUE_REINDEX_AT_START", "yes", "'yes' cannot be used: give 0 or 1."),
    ("BACKISSUE_REINDEX_TOKEN", "secret", "BACKISSUE_REINDEX_TOKEN cannot be used: give at least"),
    ("BACKISSUE_INDEX", "ftp://x", "An index cannot be at an address that begins with ftp://"),
]
# Some words are read by gunicorn itself, before any file of ours is.
FOR_SERVE = [
    ("WEB_CONCURRENCY", "abc", "WEB_CONCURRENCY='abc' cannot be used: give a whole number"),
    (
        "FORWARDED_ALLOW_IPS",
        "::1, proxy",
        "FORWARDED_ALLOW_IPS='proxy' cannot be used: give addresses",
    ),
]


def _run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("name", "value", "said"), SETTINGS)
def test_gunicorn_names_a_setting_that_cannot_be_used(name: str, value: str, said: str) -> None:
    done = _run("gunicorn", "web:create_app()", **{name: value})
    assert done.returncode == 2
    assert done.stderr.startswith("backissue: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert name != "BACKISSUE_REINDEX_TOKEN" or value not in done.stderr


@pytest.mark.parametrize(("name", "value", "said"), [*SETTINGS, *FOR_SERVE])
def test_serve_does_so_before_it_begins(name: str, value: str, said: str) -> None:
    done = _run(sys.executable, "-m", "search.cli", "serve", **{name: value})
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_given_counts_whatever_the_environment_says() -> None:
    given = {"PORT": "abc", "BACKISSUE_LOG": "xml"}
    done = _run(sys.executable, "-m", "search.cli", "serve", "--port", "8001", **given)
    assert "PORT" not in done.stderr
    assert "BACKISSUE_LOG='xml'" in done.stderr


@pytest.mark.parametrize(
    ("host", "said"),
    [
        (
            "127.0.0.1",
            "Port {port} is in use: end what listens there, or choose another with --port",
        ),
        ("999.1.1.1", "--host 999.1.1.1 is no address of this machine: give 127.0.0.1"),
        ("a..b", "--host a..b is no address of this machine"),
    ],
)
def test_an_address_that_cannot_be_listened_on_is_named(host: str, said: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = _run(
            sys.executable, "-m", "search.cli", "serve", "--host", host, "--port", str(port)
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert said.format(port=port) in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_address_of_ip_version_6_needs_no_brackets() -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as free:
        port = free.getsockname()[1]
    assert listening.bound("::1", port) == listening.bound("[::1]", port) == f"[::1]:{port}"


def test_an_empty_number_of_workers_is_none(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "search.cli", "serve"]
    with running(command, ROOT, tmp_path / "log", WEB_CONCURRENCY="") as server:
        assert server.get("/healthz").status == 200


@pytest.mark.parametrize("memory", ["/nowhere/at/all", "/dev/null", "/proc"])
def test_where_memory_is_no_folder_to_write_to_the_disk_is_used(memory: str) -> None:
    assert temporary.folder(Path(memory)) == tempfile.gettempdir()


def test_without_any_folder_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(dir: Path | None) -> None:
        raise FileNotFoundError(f"no usable folder: {dir}")

    monkeypatch.setattr(tempfile, "TemporaryFile", nowhere)
    with pytest.raises(BadSetting, match="name another one in TMPDIR"):
        temporary.folder(Path("/dev/shm"))
