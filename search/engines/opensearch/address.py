"""The address of a cluster, with user and password: https://user:password@host:9200/prefix

Several hosts of a cluster are separated by commas, so that one of them may stop:
https://user:password@a:9200,b:9200/prefix. The path is the prefix of our names in the cluster.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from search.config.environment import Access
from search.errors import BadAddress

DEFAULT_PREFIX = "backissue"
_PORTS = {"http": 9200, "https": 443}
_PREFIX = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_EXPECTED = "write it as https://user:password@host:9200/prefix"


@dataclass(frozen=True, slots=True)
class Address:
    """A cluster, as hosts like https://host:9200, and the prefix of our names in it.

    `authorities` is a file of trusted certificates, "" for those that the system trusts. `str` gives the
    address without user and password.
    """

    hosts: tuple[str, ...]
    prefix: str = DEFAULT_PREFIX
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    authorities: str = ""

    def __str__(self) -> str:
        return f"{','.join(self.hosts)}/{self.prefix}"

    @classmethod
    def parse(cls, text: str, access: Access | None = None) -> Address:
        """Read an address. A missing user or password is taken from `access`, by default from the
        environment. Raises `BadAddress`, whose text has no password."""
        access = access or Access.from_environment()
        scheme, _, rest = text.strip().partition("://")
        if scheme not in _PORTS or re.search(r"[?#\s]", rest):
            raise BadAddress(f"The address of the cluster cannot be read: {_EXPECTED}.")
        rest = rest.replace(f",{scheme}://", ",")
        authority, _, path = rest.partition("/")
        login, _, hosts = authority.rpartition("@")
        user, _, password = login.partition(":")
        return cls(
            tuple(_host(scheme, each) for each in hosts.split(",")),
            _prefix(path.strip("/")),
            unquote(user) or access.user,
            unquote(password) or access.password,
            access.authorities,
        )


def _host(scheme: str, text: str) -> str:
    """A host with its port; a second user in `text` is refused."""
    try:
        parts = urlsplit(f"{scheme}://{text}")
        name, port = parts.hostname, parts.port or _PORTS[scheme]
    except ValueError:
        name, port = None, 0
    if not name or "@" in text or parts.path or not re.fullmatch(r"[\w.:-]+", name):
        raise BadAddress(f"A host in the address of the cluster cannot be read: {_EXPECTED}.")
    return f"{scheme}://[{name}]:{port}" if ":" in name else f"{scheme}://{name}:{port}"


def _prefix(path: str) -> str:
    if path and not _PREFIX.fullmatch(path):
        raise BadAddress(
            f"“{path[:60]}” cannot be the prefix of names in a cluster: use small letters, digits,"
            " dots, hyphens and underscores, a letter or digit first."
        )
    return path or DEFAULT_PREFIX
