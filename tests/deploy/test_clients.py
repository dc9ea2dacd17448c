"""The worker that the site is served by, and clients that are slow, silent, many or wrong."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.conftest import Reindex
from tests.deploy.server import ROOT, Server, running, served, until

HALF = b"GET /search?q=river HTTP/1.1\r\nHost: loc"
BODY = b"POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n"
PATIENCE = 10.0

IMPATIENT = """
from dataclasses import replace
exec(open({conf!r}).read())
_number = post_fork
def post_fork(server, worker):
    _number(server, worker)
    worker.limits = replace(worker.limits, head=1.0, body=1.0, idle=1.0, write=1.0)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """tests/deploy/app.py with the site's settings, but time limits of a second."""
    folder = tmp_path_factory.mktemp("clients")
    conf = folder / "conf.py"
    conf.write_text(IMPATIENT.format(conf=str(ROOT / "gunicorn.conf.py")))
    command = [sys.executable, "-m", "gunicorn", "--config", str(conf), "tests.deploy.app:create()"]
    with running(command, ROOT, folder / "log") as started:
        yield started


@contextmanager
def _connected(server: Server, text: bytes = b"") -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(text)
        yield connection


def _answer(connection: socket.socket, method: str = "GET") -> tuple[int, bytes]:
    answer = http.client.HTTPResponse(connection, method=method)
    answer.begin()
    return answer.status, answer.read()


def _said(server: Server, text: bytes) -> tuple[int, bytes]:
    with _connected(server, text) as connection:
        return _answer(connection)


def _is_closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_readers_are_answered_beside_half_sent_silent_and_slow_requests(
    archive: Path, index: Path, run_reindex: Reindex, tmp_path: Path
) -> None:
    (archive / "a.md").write_text("# The river\n\nThe river rose.\n")
    run_reindex()
    with served(index, tmp_path / "log") as site, ExitStack() as held:
        for text in (HALF, b"", BODY + b"x"):
            for _ in range(50):
                held.enter_context(_connected(site, text))
        with ThreadPoolExecutor(8) as readers:
            found = list(readers.map(site.get, ["/search.json?q=river"] * 80))
        assert {each.status for each in found} == {200}
        assert {json.loads(each.text)["total"] for each in found} == {1}


def _has_both_workers(server: Server) -> bool:
    with ExitStack() as held:
        for _ in range(4):
            connection = held.enter_context(_connected(server))
            connection.sendall(b"GET /both HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _answer(connection)
    return {pid for _, pid in server.answers()} == server.workers()


def test_kept_connections_are_shared_among_the_workers(server: Server) -> None:
    assert until(lambda: _has_both_workers(server), PATIENCE)
    with ExitStack() as held:
        for number in range(8):
            connection = held.enter_context(_connected(server))
            connection.sendall(f"GET /kept{number} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert _answer(connection)[0] == 200
        paths = {f"/kept{number}" for number in range(8)}
        assert until(lambda: paths <= set(server.answered()), 5)
        shares = Counter(pid for path, pid in server.answered().items() if path in paths)
        assert set(shares) == server.workers()
        assert min(shares.values()) >= 3, shares


def test_a_request_may_come_in_pieces(server: Server) -> None:
    with _connected(server) as connection:
        for piece in (b"GET /pie", b"ces HTTP/1.1\r\nHo", b"st: localhost\r\n\r", b"\n"):
            connection.sendall(piece)
            time.sleep(0.05)
        assert _answer(connection) == (200, b"GET /pieces ")
        for piece in (BODY, b"he", b"llo"):
            connection.sendall(piece)
            time.sleep(0.05)
        assert _answer(connection) == (200, b"POST /body hello")


def test_requests_that_follow_at_once_are_answered_in_order(server: Server) -> None:
    requests = [f"GET /{n} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() for n in range(5)]
    with _connected(server, b"".join(requests[:2]) + BODY + b"hello" + requests[2]) as connection:
        file = connection.makefile("rb")
        text = b""
        while b"GET /2 " not in text:
            text += file.read1(1000)
        places = [text.index(each) for each in (b"GET /0 ", b"GET /1 ", b"hello", b"GET /2 ")]
        assert places == sorted(places)


def test_a_client_that_ends_its_side_is_answered(server: Server) -> None:
    with _connected(server, b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n") as connection:
        connection.shutdown(socket.SHUT_WR)
        assert _answer(connection) == (200, b"GET /slow ")


def test_an_old_client_is_answered_and_let_go(server: Server) -> None:
    with _connected(server, b"GET /old HTTP/1.0\r\n\r\n") as connection:
        assert _answer(connection) == (200, b"GET /old ")
        assert _is_closed(connection)


def test_head_has_no_body(server: Server) -> None:
    with _connected(server, b"HEAD /head HTTP/1.1\r\nHost: localhost\r\n\r\n") as connection:
        assert _answer(connection, "HEAD") == (200, b"")
        connection.sendall(b"GET /after HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert _answer(connection) == (200, b"GET /after ")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\nHost: localhost\n\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 6\r\n\r\nhello", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n" + b"x" * 999_999, 413),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n", 413),
        (b"GET /" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-A: b\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX-A: " + b"b" * 100_000, 431),
        (b"GET /broken HTTP/1.1\r\nHost: a\r\n\r\n", 500),
    ],
)
def test_what_is_wrong_is_said_and_the_connection_closed(
    server: Server, text: bytes, status: int
) -> None:
    with _connected(server, text) as connection:
        found, body = _answer(connection)
        assert found == status
        assert b"Traceback" not in body
        assert _is_closed(connection)


def test_an_answer_that_breaks_off_is_seen_to_be_cut(server: Server) -> None:
    text = b"GET /cut HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with _connected(server, text) as connection, pytest.raises(http.client.IncompleteRead):
        _answer(connection)


def test_a_long_answer_is_whole_though_the_client_is_slow(server: Server) -> None:
    with _connected(server, b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n") as connection:
        time.sleep(0.7)
        status, body = _answer(connection)
        assert (status, len(body)) == (200, 400 * 65_536)


def test_clients_that_take_no_answer_hold_up_nobody_and_are_dropped(server: Server) -> None:
    with ExitStack() as held:
        text = b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n"
        idle = [held.enter_context(_connected(server, text)) for _ in range(20)]
        assert {_said(server, b"GET /x HTTP/1.0\r\n\r\n")[0] for _ in range(20)} == {200}
        time.sleep(3)
        for connection in idle:
            with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
                _answer(connection)


@pytest.mark.parametrize("text", [HALF, BODY + b"x"])
def test_a_request_that_stays_half_sent_is_given_up(server: Server, text: bytes) -> None:
    with _connected(server, text) as connection:
        assert _answer(connection)[0] == 408
        assert _is_closed(connection)


@pytest.mark.parametrize("text", [b"", b"GET /idle HTTP/1.1\r\nHost: localhost\r\n\r\n"])
def test_a_connection_that_asks_nothing_is_closed(server: Server, text: bytes) -> None:
    with _connected(server, text) as connection:
        if text:
            assert _answer(connection)[0] == 200
        assert _is_closed(connection)


def test_more_than_can_be_answered_is_refused_with_a_page_that_says_when_to_try_again(
    server: Server,
) -> None:
    found = []

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        connection.request("GET", "/slow")
        answer = connection.getresponse()
        found.append((answer.status, answer.getheader("Retry-After"), answer.read()))
        connection.close()

    clients = [threading.Thread(target=ask) for _ in range(60)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert {status for status, _, _ in found} == {200, 503}
    assert all(retry and b"try again" in page for status, retry, page in found if status == 503)
    assert until(lambda: "too many at once" in server.log.read_text(), 5)
    assert _said(server, b"GET /after HTTP/1.0\r\n\r\n")[0] == 200


def test_who_asks_how_the_site_is_goes_first(server: Server) -> None:
    with ExitStack() as held:
        for _ in range(80):
            held.enter_context(_connected(server, b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"))
        for path in (b"/healthz", b"/readyz", b"/metrics"):
            assert _said(server, b"GET " + path + b" HTTP/1.0\r\n\r\n")[0] == 200


def test_sigterm_lets_requests_end_that_have_begun(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gunicorn", "tests.deploy.app:create()"]
    with running(command, ROOT, tmp_path / "log") as site:
        slow = b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"
        with _connected(site, slow) as begun, _connected(site, HALF) as half:
            time.sleep(0.3)
            site.process.send_signal(signal.SIGTERM)
            half.sendall(b"alhost\r\n\r\n")
            assert _answer(begun) == (200, b"GET /slow ")
            assert _answer(half)[0] == 200
            assert _is_closed(begun)
            assert _is_closed(half)
        assert site.process.wait(PATIENCE) == 0
        assert "Traceback" not in (tmp_path / "log").read_text()
