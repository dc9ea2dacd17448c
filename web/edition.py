"""Which edition of the program makes the pages: another one may make others of the same index."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

_MADE_OF = (".html", ".mo", ".po", ".py", ".xml")


@cache
def edition() -> str:
    """A digest of all code and templates."""
    digest = blake2b(digest_size=8)
    web = Path(__file__).parent
    for package in (web, web.parent / "search"):
        for file in sorted(package.rglob("*")):
            if file.suffix in _MADE_OF:
                digest.update(file.read_bytes())
    return digest.hexdigest()
