"""Clients: readers who ask for pages, and others who only hold a connection."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

HOST = "127.0.0.1"
PATIENCE = 10.0
"""Seconds after which a reader gives up; that is status 0, as is a connection that was cut."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer's status, 0 for none; the seconds it took, and whether it says when to try again."""

    status: int
    seconds: float
    retry: bool = False


class Reader:
    """A reader with one connection, which is opened again when the server has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, keeps: bool = True) -> Asked:
        began = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                status, retry, closes = await self._exchange(path, keeps)
        except (OSError, EOFError, TimeoutError, ValueError):
            status, retry, closes = 0, False, True
        if closes or not keeps:
            self.close()
        return Asked(status, time.perf_counter() - began, retry)

    async def _exchange(self, path: str, keeps: bool) -> tuple[int, bool, bool]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self._port)
        reader, writer = self._streams
        end = "" if keeps else "Connection: close\r\n"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{end}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        names = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        await reader.readexactly(int(names["content-length"]))
        closes = names.get("connection") == "close"
        return int(head.split(" ", 2)[1]), "retry-after" in names, closes

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


@asynccontextmanager
async def held(port: int, count: int, text: bytes, drip: bytes = b"") -> AsyncIterator[None]:
    """That many connections on which `text` was sent, and then a byte of `drip` a second."""
    async with AsyncExitStack() as opened:
        writers = [await _connected(port, text, opened) for _ in range(count)]
        dripping = asyncio.create_task(_drip(writers, drip))
        try:
            yield
        finally:
            dripping.cancel()
            with suppress(asyncio.CancelledError):
                await dripping


async def _connected(port: int, text: bytes, opened: AsyncExitStack) -> asyncio.StreamWriter:
    _, writer = await asyncio.open_connection(HOST, port)
    opened.callback(writer.close)
    writer.write(text)
    return writer


async def _drip(writers: Sequence[asyncio.StreamWriter], drip: bytes) -> None:
    while True:
        await asyncio.sleep(1)
        for writer in writers:
            with suppress(OSError):
                writer.write(drip[:1])
