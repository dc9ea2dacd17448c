"""The path under which a proxy shows the site."""

from __future__ import annotations

import re
from typing import Any

_PREFIX = re.compile(r"(?:/[\w.~-]+)+")


def prefix(given: str) -> str:
    """A path as SCRIPT_NAME and X-Forwarded-Prefix give it, "" if it is none."""
    path = given.rstrip("/")
    return path if _PREFIX.fullmatch(path) else ""


def mount(environ: dict[str, Any], usual: str, is_trusted: bool) -> None:
    """Mount the site at X-Forwarded-Prefix if a trusted proxy says so, else at the path `usual`, whether
    the proxy has taken that off the address or not."""
    header = environ.pop("HTTP_X_FORWARDED_PREFIX", "")
    found = (prefix(header) if is_trusted else "") or usual
    path = environ["PATH_INFO"]
    if found and (path == found or path.startswith(f"{found}/")):
        environ["PATH_INFO"] = path[len(found) :]
    environ["SCRIPT_NAME"] = f"{found}{environ['SCRIPT_NAME']}"
