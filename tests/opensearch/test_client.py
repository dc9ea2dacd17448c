"""Calls to a cluster that answers, one that is busy for a while, and one that is none."""

from __future__ import annotations

import json
import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from search.config.environment import Access
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import Client, Patience, Refused
from search.engines.opensearch.searching.reader import IndexReader
from search.errors import IndexUnreachable
from tests.opensearch.cluster import Cluster

Answer = tuple[int, str, str]
CERTIFICATE = Path(__file__).with_name("certificate.pem")
GOOD = (200, "application/json", '{"version": {"distribution": "opensearch"}}')
BUSY = (429, "application/json", '{"error": {"type": "busy", "reason": "too many"}}')


@contextmanager
def served(
    answer: Callable[[int], Answer], delay: float = 0.0, certificate: Path | None = None
) -> Iterator[str]:
    """A server that gives `answer(n)` to the nth request, after `delay` seconds; with a certificate
    it speaks TLS."""
    count = iter(range(1_000_000))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(delay)
            status, kind, body = answer(next(count))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        do_POST = do_GET

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that went away
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def client(*hosts: str, user: str = "", password: str = "", whole: float = 2.0) -> Client:
    return Client(Address(hosts, "x", user, password), Patience(1.0, whole))


def in_turn(answers: Sequence[Answer]) -> Callable[[int], Answer]:
    return lambda number: answers[min(number, len(answers) - 1)]


def test_a_real_cluster_answers(opensearch: Cluster, prefix: str) -> None:
    real = Client(Address.parse(opensearch.address(prefix), Access()))
    real.verify()
    with pytest.raises(Refused) as caught:
        real.call("GET", f"/{prefix}-none/_search", {"query": {"match_all": {}}})
    assert (caught.value.status, caught.value.kind) == (404, "index_not_found_exception")
    assert "no such index" in str(caught.value)
    real.close()


def test_a_busy_cluster_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    with served(in_turn([BUSY, BUSY, GOOD])) as url, caplog.at_level(logging.WARNING):
        client(url).verify()
    assert caplog.text.count("is busy or not complete (status 429)") == 2


@pytest.mark.parametrize(
    "answer",
    [
        "",
        '{"_shards": {"failed": 1, "failures": []}}',
        '{"error": {"type": "search_phase_execution_exception", "reason": ""}}',
    ],
)
def test_another_call_is_made_after_a_node_that_fails(answer: str) -> None:
    failed = (500, "application/json", answer)
    with served(in_turn([failed, GOOD])) as url:
        client(url).verify()


def test_a_call_that_fails_everywhere_is_refused() -> None:
    answer = (500, "application/json", '{"error": {"type": "script_exception", "reason": "x"}}')
    with served(in_turn([answer])) as url, pytest.raises(Refused, match="status 500"):
        client(url).call("GET", "/")


def test_a_cluster_that_stays_busy_is_given_up_in_time() -> None:
    began = time.monotonic()
    with served(in_turn([BUSY])) as url, pytest.raises(IndexUnreachable) as caught:
        client(url, whole=1.0).verify()
    assert time.monotonic() - began < 5
    assert url in str(caught.value)


def test_the_next_host_is_asked() -> None:
    with served(in_turn([GOOD])) as url:
        two = client("http://127.0.0.1:1", url)
        for _ in range(4):
            two.verify()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, "text/html", "<p>Hello"), "is no OpenSearch: check BACKISSUE_INDEX."),
        ((200, "application/json", '{"name": "x"}'), "is no OpenSearch: check BACKISSUE_INDEX."),
        ((200, "application/json", "[]"), "is no OpenSearch: check BACKISSUE_INDEX."),
        ((200, "application/json", '{"version":'), "is no OpenSearch: check BACKISSUE_INDEX."),
        ((401, "text/plain", "No"), "did not accept the user and password. Check BACKISSUE_INDEX."),
        ((403, "text/plain", "No"), "does not allow this user to do that. Check BACKISSUE_INDEX."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    answer: Answer, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with served(in_turn([answer])) as url, pytest.raises(IndexUnreachable) as caught:
        client(url, user="ann", password="hidden").verify()
    assert str(caught.value).endswith(said)
    assert url in str(caught.value)
    assert "hidden" not in str(caught.value) + caplog.text


def test_nobody_listens() -> None:
    with pytest.raises(IndexUnreachable, match="did not answer \\(no connection\\)"):
        client("http://127.0.0.1:1", whole=0.3).verify()


def test_nobody_answers() -> None:
    began = time.monotonic()
    with served(in_turn([GOOD]), delay=3.0) as url:
        with pytest.raises(IndexUnreachable, match="did not answer in time"):
            Client(Address((url,)), Patience(0.3, 0.5)).verify()
        assert time.monotonic() - began < 5


def test_a_certificate_must_be_trusted() -> None:
    with served(in_turn([GOOD]), certificate=CERTIFICATE) as url:
        Client(Address((url,), authorities=str(CERTIFICATE))).verify()
        with pytest.raises(IndexUnreachable, match=r"not trusted.* BACKISSUE_OPENSEARCH_CA"):
            client(url).verify()
    with pytest.raises(IndexUnreachable, match=r"The certificates in /none\.pem"):
        Client(Address(("https://127.0.0.1:1",), authorities="/none.pem")).verify()


def test_what_is_sent_and_received_is_json(opensearch: Cluster, prefix: str) -> None:
    real = Client(Address.parse(opensearch.address(prefix), Access()))
    lines = [{"index": {"_id": "1"}}, {"text": "Überfluß"}]
    body = "".join(json.dumps(line) + "\n" for line in lines).encode()
    done = real.call("POST", f"/{prefix}-x/_bulk", body, {"refresh": "true"})
    assert done["errors"] is False
    assert real.call("GET", f"/{prefix}-x/_doc/1")["_source"] == lines[1]
    real.close()


def test_a_search_among_several_that_a_node_did_not_finish_is_asked_again() -> None:
    """As `_msearch` answers when a node is stopped meanwhile."""
    failed = {"error": {"type": "node_disconnected_exception", "reason": ""}, "status": 500}
    found = {"hits": {"total": {"value": 3}}}
    answers = ({"responses": [found, failed]}, found)

    def answer(number: int) -> Answer:
        return (200, "application/json", json.dumps(answers[number]))

    with served(answer) as address:
        reader = IndexReader(client(address))
        assert reader.searches([{}, {}]) == [found, found]
