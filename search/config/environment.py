"""Settings, read once from the environment: the only place that knows the variables' names."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import TypeVar

from search.config.interface import LANGUAGES
from search.errors import BadAddress, BadSetting

Number = TypeVar("Number", int, float)

MOST = 1_000_000_000
"""No setting is larger, nor infinite."""
LEAST_TOKEN = 16
"""Characters of a secret."""
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*)://")
_ORIGIN = re.compile(
    r"\*|https?://[a-z0-9.-]+(?::[0-9]{1,5})?|https?://\[[0-9a-f:]+\](?::[0-9]{1,5})?"
)
_PATH = re.compile(r"(?:/[\w.~-]+)*/?")
_WORDS: Mapping[object, str] = {int: "a whole number", float: "a number"}


@dataclass(frozen=True, slots=True)
class Access:
    """How a cluster lets us in, where its address does not say so.

    `user` and `password` come from BACKISSUE_OPENSEARCH_USER and BACKISSUE_OPENSEARCH_PASSWORD,
    `authorities` (a file of certificates to trust) from BACKISSUE_OPENSEARCH_CA.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    authorities: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Access:
        return cls(
            user=environment.get("BACKISSUE_OPENSEARCH_USER") or "",
            password=environment.get("BACKISSUE_OPENSEARCH_PASSWORD") or "",
            authorities=environment.get("BACKISSUE_OPENSEARCH_CA") or "",
        )


@dataclass(frozen=True, slots=True)
class Serving:
    """How the server runs, which gunicorn.conf.py asks.

    | setting     | variable                                                                     |
    |-------------|------------------------------------------------------------------------------|
    | port        | PORT: to bind                                                                |
    | workers     | WEB_CONCURRENCY: processes                                                   |
    | is_indexing | BACKISSUE_REINDEX_AT_START: whether a reindex runs while the site starts     |
    | is_json     | BACKISSUE_LOG: whether the log is `json`, for programs, and not `text`       |

    SCRIPT_NAME and FORWARDED_ALLOW_IPS are only checked: whoever serves reads them.
    """

    port: int = 8000
    workers: int = 2
    is_indexing: bool = False
    is_json: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Serving:
        _check_path(environment, "SCRIPT_NAME")
        _check_proxies(environment, "FORWARDED_ALLOW_IPS")
        return cls(
            port=_number(environment, "PORT", int, 1, 65_535) or 8000,
            workers=_number(environment, "WEB_CONCURRENCY", int, 1, 1_000) or 2,
            is_indexing=_choice(environment, "BACKISSUE_REINDEX_AT_START", ("0", "1")) == "1",
            is_json=_choice(environment, "BACKISSUE_LOG", ("text", "json")) == "json",
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how the site runs.

    | setting              | variable                                                            |
    |----------------------|---------------------------------------------------------------------|
    | archive              | BACKISSUE_ARCHIVE                                                   |
    | config               | BACKISSUE_CONFIG; None: the `backissue.toml` of the archive         |
    | index                | BACKISSUE_INDEX or BONSAI_URL: a folder, or the address of a        |
    |                      | cluster as a string, which may hold a password                      |
    | title                | BACKISSUE_TITLE: the name on the pages, "" for the archive's own    |
    | interface            | BACKISSUE_INTERFACE: the language of the pages, "" for the          |
    |                      | archive's own, else each reader's                                   |
    | search_log           | BACKISSUE_SEARCH_LOG: a file that searches are noted in; None: none |
    | time_limit           | BACKISSUE_TIME_LIMIT: seconds that answering a request may take     |
    | memory               | BACKISSUE_MEMORY: MB that a reindex may take                        |
    | file_seconds         | BACKISSUE_FILE_SECONDS: that reading one file or line may take      |
    | keep                 | BACKISSUE_KEEP: generations that are kept, with the published one;  |
    |                      | None: what suits the kind of index                                  |
    | shards, replicas     | BACKISSUE_SHARDS, BACKISSUE_REPLICAS: of an index in a cluster;     |
    |                      | None: by its size                                                   |
    | reindex_token        | BACKISSUE_REINDEX_TOKEN: who sends it may start a reindex by HTTP;  |
    |                      | "" if nobody may                                                    |
    | origins              | BACKISSUE_CORS: sites whose scripts may read what is for programs,  |
    |                      | such as https://example.org; * is all of them                       |
    | has_mcp              | BACKISSUE_MCP: whether language models may search at /mcp           |
    """

    archive: Path = Path("archive")
    config: Path | None = None
    index: Path | str = field(default=Path("index"), repr=False)
    title: str = ""
    interface: str = ""
    search_log: Path | None = None
    time_limit: float = 2.0
    memory: int = 512
    file_seconds: float = 5.0
    keep: int | None = None
    shards: int | None = None
    replicas: int | None = None
    reindex_token: str = field(default="", repr=False)
    origins: frozenset[str] = frozenset()
    has_mcp: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        config = environment.get("BACKISSUE_CONFIG")
        index = environment.get("BACKISSUE_INDEX") or environment.get("BONSAI_URL")
        log = environment.get("BACKISSUE_SEARCH_LOG")
        return cls(
            archive=file_location(environment.get("BACKISSUE_ARCHIVE") or "archive"),
            config=file_location(config) if config else None,
            index=index_location(index or "index"),
            title=environment.get("BACKISSUE_TITLE") or "",
            interface=_choice(environment, "BACKISSUE_INTERFACE", ("", *LANGUAGES)),
            search_log=file_location(log) if log else None,
            time_limit=_number(environment, "BACKISSUE_TIME_LIMIT", float, 0.001) or 2.0,
            memory=_number(environment, "BACKISSUE_MEMORY", int, 1) or 512,
            file_seconds=_number(environment, "BACKISSUE_FILE_SECONDS", float, 0.001) or 5.0,
            keep=_number(environment, "BACKISSUE_KEEP", int, 1),
            shards=_number(environment, "BACKISSUE_SHARDS", int, 1),
            replicas=_number(environment, "BACKISSUE_REPLICAS", int, 0),
            reindex_token=_token(environment, "BACKISSUE_REINDEX_TOKEN"),
            origins=_origins(environment, "BACKISSUE_CORS"),
            has_mcp=_choice(environment, "BACKISSUE_MCP", ("0", "1")) == "1",
        )


def index_location(index: str) -> Path | str:
    """The folder of an index, or as it is the address of a cluster, which begins with http.

    Raises `BadAddress` for an address of another kind, and `BadSetting` for an empty text.
    """
    scheme = _SCHEME.match(index)
    if scheme is None:
        return file_location(index)
    if scheme[1].lower() in ("http", "https"):
        return index
    raise BadAddress(
        f"An index cannot be at an address that begins with {scheme[0]}: give a folder, or the address"
        " of a cluster, https://user:password@host:9200/prefix."
    )


def file_location(text: str) -> Path:
    """A file or folder, where ~ is the home folder; raises `BadSetting` for an empty text, which is not
    the current folder."""
    if not text.strip():
        raise BadSetting(
            "A folder or file is given as an empty text: give its path, such as ./index."
        )
    with suppress(RuntimeError):  # nobody knows the home folder
        return Path(text).expanduser()
    return Path(text)


def _number(
    environment: Mapping[str, str],
    name: str,
    kind: Callable[[str], Number],
    least: Number,
    most: float = MOST,
) -> Number | None:
    """The number in a variable, None if it is not set; raises `BadSetting`."""
    text = environment.get(name)
    if not text:
        return None
    with suppress(ValueError):
        number = kind(text)
        if least <= number <= most:
            return number
    bounds = (
        f" from {least} to {most}" if most != MOST or _is_above(text) else f", at least {least}"
    )
    raise BadSetting(f"{name}={text!r} cannot be used: give {_WORDS[kind]}{bounds}.")


def _is_above(text: str) -> bool:
    """Whether a text is a number that is larger than all that can be used."""
    with suppress(ValueError):
        return float(text) > MOST
    return False


def _check_path(environment: Mapping[str, str], name: str) -> None:
    text = environment.get(name) or ""
    if not _PATH.fullmatch(text):
        raise BadSetting(f"{name}={text!r} cannot be used: give a path such as /archive.")


def _check_proxies(environment: Mapping[str, str], name: str) -> None:
    given = map(str.strip, (environment.get(name) or "").split(","))
    for each in (proxy for proxy in given if proxy not in ("", "*")):
        try:
            ip_network(each)
        except ValueError:
            raise BadSetting(
                f"{name}={each!r} cannot be used: give addresses of proxies, or networks such as"
                " 10.0.0.0/8, with commas between them, or * for all."
            ) from None


def _choice(environment: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    """The value of a variable, the first of the choices if it is not set; raises `BadSetting`."""
    text = environment.get(name) or choices[0]
    if text not in choices:
        raise BadSetting(
            f"{name}={text!r} cannot be used: give {' or '.join(filter(None, choices))}."
        )
    return text


def _token(environment: Mapping[str, str], name: str) -> str:
    """A secret that nobody guesses, which no message shows; raises `BadSetting`."""
    token = environment.get(name) or ""
    if token and not (token.isascii() and token.isprintable() and len(token) >= LEAST_TOKEN):
        raise BadSetting(
            f"{name} cannot be used: give at least {LEAST_TOKEN} letters and digits, such as `openssl"
            " rand -hex 20` prints."
        )
    return token


def _origins(environment: Mapping[str, str], name: str) -> frozenset[str]:
    """Origins (RFC 6454), separated by spaces or commas; raises `BadSetting`."""
    origins = (environment.get(name) or "").replace(",", " ").lower().split()
    for each in origins:
        if not _ORIGIN.fullmatch(each):
            raise BadSetting(
                f"{name}={each!r} cannot be used: give the scheme and host of sites, without a slash at"
                " the end, such as https://example.org, or * for all."
            )
    return frozenset(origins)
