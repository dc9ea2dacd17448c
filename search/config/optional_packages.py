"""Packages that only some installations have."""

from __future__ import annotations

from importlib.util import find_spec

from search.errors import PackageMissing

MCP = "mcp"


def require(package: str, what: str) -> None:
    """Raises `PackageMissing` if a package that `what` needs is not installed; extras are named after
    their package."""
    if find_spec(package) is None:
        raise PackageMissing(what, package)
