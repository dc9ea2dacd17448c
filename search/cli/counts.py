"""Numbers as the commands print them."""

from __future__ import annotations


def counted(count: int, one: str) -> str:
    """ "1 article", "1,234 articles"."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"
