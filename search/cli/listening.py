"""The address that a server is to listen on, tried before the server starts: what the server says of one
that it cannot have names no option."""

from __future__ import annotations

import errno
import socket

from search.errors import BadSetting

_LOCAL = "unix:"
"""Before the path of a socket in the file system."""


def bound(host: str, port: int) -> str:
    """What gunicorn binds; raises `BadSetting` if that cannot be."""
    if host.startswith(_LOCAL):
        return host
    bare = host.removeprefix("[").removesuffix("]")
    _try(bare, port)
    return f"[{bare}]:{port}" if ":" in bare else f"{bare}:{port}"


def _try(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except (OSError, UnicodeError) as error:
        raise BadSetting(_sentence(host, port, error)) from None


def _sentence(host: str, port: int, error: OSError | UnicodeError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return (
            f"Port {port} is in use: end what listens there, or choose another with --port or PORT."
        )
    if number in (errno.EACCES, errno.EPERM):
        return (
            f"Port {port} may not be used by this user: choose one above 1023 with --port or PORT."
        )
    return (
        f"--host {host} is no address of this machine: give 127.0.0.1 for this machine alone, or"
        " 0.0.0.0 for all that reach it."
    )
