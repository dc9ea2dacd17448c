"""A language model's side of the Model Context Protocol: the official client."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp_types import CallToolResult, Tool

ROOT = Path(__file__).parents[1]
SITE = "https://archive.example"
Call = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Conversation:
    """The tools that a server offers, and what calls of them gave."""

    tools: tuple[Tool, ...]
    results: tuple[CallToolResult, ...]


def command(index: Path) -> Any:
    """`backissue mcp`, which the client starts and ends."""
    arguments = ["-m", "search.cli", "mcp", "--index", str(index), "--site", SITE]
    return stdio_client(
        StdioServerParameters(command=sys.executable, args=arguments, cwd=str(ROOT))
    )


def conversation(server: Any, calls: Sequence[Call], mode: str = "auto") -> Conversation:
    """Ask a server, which may be an address, a command or an object; in a thread of its own, so that
    it does not matter whether this one has an event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, _ask, server, calls, mode).result()


async def _ask(server: Any, calls: Sequence[Call], mode: str) -> Conversation:
    async with Client(server, mode=mode) as client:
        tools = (await client.list_tools()).tools
        results = [await client.call_tool(name, dict(given)) for name, given in calls]
    return Conversation(tuple(tools), tuple(results))
