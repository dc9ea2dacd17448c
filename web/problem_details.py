"""The object of a problem (RFC 9457), as any error for programs has it."""

from __future__ import annotations

from typing import Any

MEDIA_TYPE = "application/problem+json"
OTHER = "about:blank"
"""The type of a problem of which its status says all."""


def details(
    status: int, title: str, detail: str, type: str = OTHER, **others: str
) -> dict[str, Any]:
    """Of `others` those that are empty are left out."""
    known = {name: value for name, value in others.items() if value}
    return {"type": type, "title": title, "status": int(status), "detail": detail, **known}
