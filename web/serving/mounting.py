"""The path under which a proxy shows the site."""

from __future__ import annotations

import re
from typing import Any

_PREFIX = re.compile(r"(?:/[\w.~-]+)+")


def mount(environ: dict[str, Any], is_trusted: bool) -> None:
    """Mount the site at X-Forwarded-Prefix, whether the proxy has taken the prefix off the path or not.
    Of others than trusted proxies it is no more than a header."""
    given = environ.pop("HTTP_X_FORWARDED_PREFIX", "").rstrip("/")
    if not is_trusted or not _PREFIX.fullmatch(given):
        return
    path = environ["PATH_INFO"]
    if path == given or path.startswith(f"{given}/"):
        environ["PATH_INFO"] = path[len(given) :]
    environ["SCRIPT_NAME"] = f"{given}{environ['SCRIPT_NAME']}"
