"""The files for nginx and Caddy: valid, and a site behind them answers as it does alone.

Where neither is installed, only the form of the files is checked.
"""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import Reindex
from tests.deploy.machine import ARTICLE, Machine, blocks
from tests.deploy.server import ROOT, free_port, served, until

FOLDER = ROOT / "docs" / "deploy"
CERTIFICATE = ROOT / "tests" / "opensearch" / "certificate.pem"
KEPT = 100
"""Seconds for which the site keeps a connection: gunicorn.conf.py has them."""

MAIN = """\
daemon off; pid {folder}/pid; error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    include {folder}/backissue.conf;
}}
"""


def _nginx_conf(folder: Path, site: int, http: int, https: int) -> list[str]:
    """The command of nginx, with the file of the page on other ports and with another certificate."""
    text = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{site}")
    text = re.sub(r"\n *listen \[::\].*", "", text)  # a machine may have no IPv6
    text = text.replace("listen 80;", f"listen {http};").replace("listen 443 ", f"listen {https} ")
    text = re.sub(r"/etc/ssl/backissue/\w+\.pem", str(CERTIFICATE), text)
    (folder / "backissue.conf").write_text(text)
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
    return ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)]


def _caddyfile(folder: Path, site: int, https: int) -> list[str]:
    text = (FOLDER / "Caddyfile").read_text(encoding="utf-8")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{site}")
    text = text.replace(
        "archive.example.org {", f"https://localhost:{https} {{\n\ttls {CERTIFICATE} {CERTIFICATE}"
    )
    options = (
        f"{{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system {folder}\n}}\n"
    )
    (folder / "Caddyfile").write_text(options + text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@contextmanager
def _proxy(words: list[str], port: int, log: Path) -> Iterator[str]:
    with log.open("wb") as output:
        process = subprocess.Popen(words, stdout=output, stderr=subprocess.STDOUT)
    try:
        base = f"https://localhost:{port}"
        assert until(lambda: _get(f"{base}/healthz")[0] == 200, 20), log.read_text()
        yield base
    finally:
        process.terminate()
        process.wait(10)


def _get(address: str, **headers: str) -> tuple[int, str]:
    """Status and text, 0 where nobody answers."""
    context = ssl._create_unverified_context()
    try:
        request = urllib.request.Request(address, headers=headers)
        with urllib.request.urlopen(request, timeout=10, context=context) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_a_site_behind_it_answers_as_it_does_alone(
    name: str, archive: Path, index: Path, run_reindex: Reindex, tmp_path: Path
) -> None:
    if not shutil.which(name):
        _has_the_form(name)
        return
    (archive / "a.md").write_text(ARTICLE)
    run_reindex()
    with served(index, tmp_path / "log") as server:
        https = free_port()
        start = (
            _nginx_conf(tmp_path, server.port, free_port(), https)
            if name == "nginx"
            else (_caddyfile(tmp_path, server.port, https))
        )
        with _proxy(start, https, tmp_path / "proxy.log") as base:
            status, page = _get(f"{base}/search?q=river")
            assert (status, ">river</mark>" in page) == (200, True)
            assert "https://localhost" in _get(f"{base}/opensearch.xml")[1]
            assert _get(f"{base}/metrics")[0] == 404
            assert server.get("/metrics").status == 200
            assert _get(f"{base}/reindex")[0] == 404
            assert _get(f"{base}/readyz")[0] == 200


def _has_the_form(name: str) -> None:
    """Blocks that are closed, and lines that end as they must."""
    text = (FOLDER / {"nginx": "nginx.conf", "caddy": "Caddyfile"}[name]).read_text(
        encoding="utf-8"
    )
    lines = [re.sub(r"\s*#.*", "", line).strip() for line in text.splitlines()]
    depth = 0
    for line in filter(None, lines):
        depth += (line[-1] == "{") - (line == "}")
        assert depth >= 0
        assert line[-1] in "{};" if name == "nginx" else line[-1] != ";", line
    assert depth == 0


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_it_lets_go_of_connections_before_the_site_does(name: str) -> None:
    configuration = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    assert f"\nkeepalive = {KEPT}\n" in configuration
    text = (FOLDER / name).read_text(encoding="utf-8")
    (seconds,) = re.findall(r"keepalive(?:_timeout)? (\d+)s", text)
    assert int(seconds) < KEPT


def test_the_page_puts_the_files_in_place(tmp_path: Path) -> None:
    machine = Machine.make(tmp_path / "machine")
    for script in blocks("proxy.md"):
        machine.run(script, ROOT)
    assert (machine.root / "etc/nginx/conf.d/backissue.conf").exists()
    assert (machine.root / "etc/caddy/Caddyfile").exists()
    assert "nginx -t" in machine.said()
