"""Ids of articles from what identifies them elsewhere: an address, or a name that only machines read."""

from __future__ import annotations

import re
from hashlib import blake2b

_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_ODD = re.compile(r"[^\w./@:,+~-]+")
_LONGEST = 200


def id_of(identifier: str) -> str:
    """An id that can be part of an address: the same for the same identifier, and no other's.

    "https://example.org/2019/ferry/" is "example.org/2019/ferry". Where signs are lost, a digest of the
    identifier follows.
    """
    text = " ".join(identifier.split())
    bare = _SCHEME.sub("", text, count=1).rstrip("/")
    kept = _ODD.sub("-", bare)
    parts = [part.strip(".-") or "-" for part in kept.split("/")]
    id = "/".join(parts)[:_LONGEST]
    if id == bare or not text:
        return id
    return f"{id}-{blake2b(text.encode(errors='replace'), digest_size=4).hexdigest()}"
