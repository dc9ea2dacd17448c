"""Calls to a cluster: pooled connections to all hosts, retries with back-off, time-outs, and errors as
sentences. A call may be sent twice, so every call must have the same effect if it is repeated.
"""

from __future__ import annotations

import logging
import random
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from opensearchpy import Transport, Urllib3HttpConnection
from opensearchpy.exceptions import (
    ConnectionError,
    ConnectionTimeout,
    SerializationError,
    SSLError,
    TransportError,
)
from urllib3 import Timeout

from search.engines.opensearch.address import Address
from search.errors import BackissueError, IndexUnreachable

_RETRIED = (429, 502, 503, 504)
_CONNECT = 2.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 5.0
_PAUSE_OF_A_HOST = 1
"""Seconds for which a host that failed is not called while others answer; up to eight times that."""

logger = logging.getLogger(__name__)


class Refused(BackissueError):
    """The cluster refused a call: `status` is HTTP's, `kind` the cluster's name for the reason."""

    def __init__(self, message: str, status: int = 0, kind: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Patience:
    """Time limits in seconds: for one attempt of a call, for all its attempts with their pauses, and for
    documents that the cluster answers it is too busy for."""

    attempt: float = 2.5
    whole: float = 4.5
    busy: float = 4.5


READING = Patience()
"""For a visitor who waits for a page."""
WRITING = Patience(attempt=60.0, whole=300.0, busy=300.0)
"""For a reindex, which waits for a cluster that is slow or loses a node."""


class _Connection(Urllib3HttpConnection):
    """A connection to a node; the log says which node failed, and never what was sent."""

    def log_request_success(self, *_: Any, **__: Any) -> None: ...

    def log_request_fail(self, *_: Any, exception: Exception | None = None, **__: Any) -> None:
        if exception is not None:
            reason = type(exception).__name__
            logger.warning("The OpenSearch node at %s did not answer (%s).", self.host, reason)


class Client:
    """Calls the cluster at `address`. Several threads may use it, and a forked process, too, if nothing
    was called before the fork."""

    def __init__(
        self, address: Address, patience: Patience = READING, connections: int = 16
    ) -> None:
        self.address = address
        self._patience = patience
        self._connections = connections
        self._transport: Transport | None = None

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | bytes | None = None,
        params: Mapping[str, str] | None = None,
        patience: Patience | None = None,
    ) -> Any:
        """The decoded answer; `body` is a JSON object, or the lines of a bulk request.

        Raises `Refused` if the cluster refuses the call, `IndexUnreachable` if it does not answer.
        """
        limits = patience or self._patience
        deadline = time.monotonic() + limits.whole
        for pause in pauses():
            timeout = max(0.1, min(limits.attempt, deadline - time.monotonic()))
            try:
                return self._perform(method, path, params, body, timeout)
            except TransportError as error:
                is_over = time.monotonic() + pause >= deadline
                if is_over or not _is_passing(error):
                    raise self._error(error, f"{method} {path}") from None
                logger.warning("%s Trying again in %.1f s.", self._said(error), pause)
                params = _for_any_copy(params)
            except SerializationError:
                raise self._no_opensearch() from None
            time.sleep(pause)
        raise AssertionError

    def verify(self) -> None:
        """Raise `IndexUnreachable` unless an OpenSearch answers and accepts us."""
        answer = self.call("GET", "/", patience=READING)
        version = answer.get("version") if isinstance(answer, dict) else None
        if not isinstance(version, dict) or version.get("distribution") != "opensearch":
            raise self._no_opensearch()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def _perform(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None,
        body: Mapping[str, Any] | bytes | None,
        timeout: float,
    ) -> Any:
        transport = self._transport
        if transport is None:
            transport = self._transport = self._connected()
        limits: Any = Timeout(connect=min(_CONNECT, timeout), read=timeout)
        return transport.perform_request(method, path, params, body, timeout=limits)

    def _connected(self) -> Transport:
        address = self.address
        options = self._trust()
        if address.user:
            options["http_auth"] = (address.user, address.password)
        return Transport(
            [_host(each) for each in address.hosts],
            connection_class=_Connection,
            max_retries=0,
            retry_on_timeout=True,
            pool_maxsize=self._connections,
            dead_timeout=_PAUSE_OF_A_HOST,
            timeout_cutoff=3,
            **options,
        )

    def _trust(self) -> dict[str, Any]:
        if not self.address.hosts[0].startswith("https:"):
            return {}
        try:
            context = ssl.create_default_context(cafile=self.address.authorities or None)
        except OSError as error:
            raise IndexUnreachable(
                f"The certificates in {self.address.authorities} (BACKISSUE_OPENSEARCH_CA) cannot be"
                f" read: {error.strerror or error}."
            ) from None
        return {"ssl_context": context}

    def _said(self, error: TransportError) -> str:
        hosts = ", ".join(self.address.hosts)
        return f"The OpenSearch cluster at {hosts} {_reason(error)}."

    def _error(self, error: TransportError, call: str) -> BackissueError:
        if _is_passing(error):
            return IndexUnreachable(f"{self._said(error)} Check that it runs and can be reached.")
        if isinstance(error, SSLError):
            return IndexUnreachable(
                f"{self._said(error)} Save the certificate of the authority that signed it, and name its"
                " file in BACKISSUE_OPENSEARCH_CA."
            )
        if error.status_code in {401, 403}:
            return IndexUnreachable(f"{self._said(error)} Check BACKISSUE_INDEX.")
        kind, reason = _explained(error)
        message = f"{self._said(error)[:-1]} to {call}: {reason[:300]}."
        return Refused(message, int(error.status_code), kind)

    def _no_opensearch(self) -> IndexUnreachable:
        hosts = ", ".join(self.address.hosts)
        return IndexUnreachable(f"The server at {hosts} is no OpenSearch: check BACKISSUE_INDEX.")


def create_index(client: Client, name: str, body: Mapping[str, Any]) -> None:
    """Create an index, unless it exists, and wait half a minute for all copies of its shards.

    What is written while a shard has only one copy is lost with the node of that copy.
    """
    try:
        client.call("PUT", f"/{name}", body, {"wait_for_active_shards": "all"})
    except Refused as error:
        if error.kind != "resource_already_exists_exception":
            raise


def _for_any_copy(params: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """Without the preference for certain copies of the shards, one of which may be out of order."""
    return params and {name: value for name, value in params.items() if name != "preference"}


def _host(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {"host": parts.hostname, "port": parts.port, "use_ssl": parts.scheme == "https"}


def pauses() -> Iterator[float]:
    """Seconds between attempts: longer and longer, and randomised so that clients do not wait in step."""
    pause = _FIRST_PAUSE
    while True:
        yield pause * random.uniform(0.5, 1.5)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _is_passing(error: TransportError) -> bool:
    """Whether the same call may succeed a little later, or on another host."""
    if isinstance(error, ConnectionError):
        return not isinstance(error, SSLError)
    return error.status_code in _RETRIED or _is_of_node(error)


def _is_of_node(error: TransportError) -> bool:
    """Whether a node answered 500 without a reason: it is being stopped, or a copy of a shard failed
    while another one took over."""
    if error.status_code != 500:
        return False
    found = error.info.get("error") if isinstance(error.info, dict) else None
    return not (found.get("reason") if isinstance(found, dict) else found)


def _reason(error: TransportError) -> str:
    if isinstance(error, SSLError):
        return "has a certificate that is not trusted"
    if isinstance(error, ConnectionTimeout):
        return "did not answer in time"
    if isinstance(error, ConnectionError):
        return "did not answer (no connection)"
    if error.status_code == 401:
        return "did not accept the user and password"
    if error.status_code == 403:
        return "does not allow this user to do that"
    if error.status_code in _RETRIED or _is_of_node(error):
        return f"is busy or not complete (status {error.status_code})"
    return f"refused (status {error.status_code})"


def _explained(error: TransportError) -> tuple[str, str]:
    """The cluster's name for an error, and its reason."""
    info = error.info
    cause = info.get("error") if isinstance(info, dict) else None
    if isinstance(cause, dict):
        return str(cause.get("type", "")), str(cause.get("reason", ""))
    return "", str(cause or error.error)
