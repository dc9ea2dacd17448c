"""Odd HTTP requests, the same for the same number and seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from benchmarks.query_drill import query
from search.model.facets import DEFAULT_FACETS
from search.model.request import PARAMETERS

PATHS = (
    "/", "/search", "/search.json", "/suggest", "/help", "/authors", "/regions", "/themes",
    "/reports", "/sources", "/articles/ID", "/articles/ID/related.json", "/opensearch.xml", "/robots.txt",
    "/healthz", "/readyz", "/metrics", "/reindex", "/static/style.css", "/nothing", "/search/",
)  # fmt: skip
_METHODS = ("GET",) * 12 + (
    "HEAD",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "PATCH",
    "get",
    "X",
)
_HEADERS = (
    "Host", "Accept", "Accept-Encoding", "Accept-Language", "Cookie", "Range", "Referer", "If-None-Match",
    "If-Modified-Since", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix",
    "X-Request-ID", "Forwarded", "Authorization", "Content-Type", "Connection", "Expect", "User-Agent",
)  # fmt: skip
_VALUES = (
    "", "0", "-1", "1", "10000", "9" * 40, "1e9", "NaN", "none", "null", "true", "relevance", "oldest",
    "article", "paragraph", "all", "some", "2019", "2019-13", "2019-02-30", "0000", "9999-12-31",
    "author", "author,theme", "../../etc/passwd", "<script>alert(1)</script>", "' OR 1=1 --", "\0",
    "\r\nX: y", "😀", "\u202e",
)  # fmt: skip
_SIGNS = [*range(256)]


@dataclass(frozen=True, slots=True)
class Request:
    """The bytes of a request, and whether a server must answer it at all."""

    data: bytes
    is_whole: bool


def request(number: int, seed: int, words: Sequence[str], ids: Sequence[str]) -> Request:
    """The request of a number; `words` and `ids` are of the archive that is served."""
    chance = random.Random(f"{seed} {number}")
    head = _head(chance, _target(chance, words, ids))
    match number % 8:
        case 0:
            return Request(_broken(chance, head), False)
        case 1:
            return Request(chance.randbytes(chance.randint(1, 400)) + b"\r\n\r\n", False)
        case 2:
            return Request(_with_body(chance, head), False)
    return Request(head, True)


def _target(chance: random.Random, words: Sequence[str], ids: Sequence[str]) -> str:
    path = chance.choice(PATHS).replace("ID", _quoted(chance.choice([*ids, *_VALUES[-8:]])))
    if chance.random() < 0.1:
        path = "/" + _quoted(query(chance.randrange(10**6), 1, words))
    pairs = [_pair(chance, words) for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 12)))]
    target = path + ("?" + chance.choice("&&&;").join(pairs) if pairs else "")
    if chance.random() < 0.1:
        at = chance.randrange(len(target))
        target = (
            target[:at] + chance.choice(("%", "%f", "%zz", "%ff", "%00", "%u0041")) + target[at:]
        )
    return target[:8_000]


def _pair(chance: random.Random, words: Sequence[str]) -> str:
    facets = DEFAULT_FACETS.names
    names = (
        "q",
        "q",
        "q",
        *PARAMETERS,
        *facets,
        *(f"-{each}" for each in facets),
        "anchor",
        "letter",
    )
    name = chance.choice(names) if chance.random() < 0.95 else _quoted(chance.choice(_VALUES))
    value = chance.choice(_VALUES)
    if name == "q" or chance.random() < 0.2:
        value = query(chance.randrange(10**6), 1, words)
    if chance.random() < 0.02:
        value *= chance.randint(2, 400)
    return f"{name}={_quoted(value)}"


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")


def _head(chance: random.Random, target: str) -> bytes:
    lines = [f"{chance.choice(_METHODS)} {target} HTTP/1.1", "Host: localhost", "Connection: close"]
    for _ in range(chance.choice((0, 0, 0, 1, 2, 6))):
        value = chance.choice(
            (*_VALUES[:-8], "close", "https", "gzip;q=x", "bytes=0-1", 'W/"x"', "a" * 3_000)
        )
        name = chance.choice(
            [each for each in _HEADERS if each not in ("Host", "Connection", "Expect")]
        )
        lines.append(f"{name}: {value}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", errors="replace")


def _broken(chance: random.Random, head: bytes) -> bytes:
    """A head in which some bytes are others, or that ends early."""
    data = bytearray(head)
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(len(data))] = chance.choice(_SIGNS)
    return bytes(data[: chance.randrange(1, len(data))]) if chance.random() < 0.3 else bytes(data)


def _with_body(chance: random.Random, head: bytes) -> bytes:
    """A request whose body is as long as it says, or is not; or that comes in odd chunks."""
    body = chance.randbytes(chance.choice((0, 1, 100, 70_000)))
    said = chance.choice((len(body), len(body), 0, 5, 10**12, -1, "x"))
    more = chance.choice(
        (f"Content-Length: {said}", "Transfer-Encoding: chunked", "Expect: 100-continue")
    )
    return head[:-2] + f"{more}\r\n\r\n".encode() + body
