"""A program that starts `backissue mcp` reads and writes its standard streams."""

from __future__ import annotations

from collections.abc import Callable

import anyio
from mcp.server.stdio import stdio_server

from search.mcp.archive import Archive
from search.mcp.server import server_of


def serve(archive: Callable[[], Archive], title: str) -> None:
    """Answer until standard input ends."""
    anyio.run(_serve, archive, title)


async def _serve(archive: Callable[[], Archive], title: str) -> None:
    server = server_of(archive, title)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
