"""What is tried with each server: readers alone, beside others who hold connections, and too many."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack

from benchmarks.serving.client import Asked, Reader, held

KEPT = 8
"""Connections of readers who ask without a pause."""
READERS = 10
PAUSE = 0.05
HALF = b"GET /search?q=river HTTP/1.1\r\nHost: loc"
BODY = b"POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
HELD = ((200, HALF, b""), (200, b"", b""), (50, BODY, b"x"))
"""How many connections hold on to what: half a request, nothing, a body of one byte a second."""
TIMES = 10
"""The pages asked for in the overload, as a multiple of those that the server answered before."""
OUTSTANDING = 900


async def without_pause(port: int, paths: Sequence[str], seconds: float) -> list[Asked]:
    """Eight readers with a connection each."""
    end = time.monotonic() + seconds
    return _joined(await asyncio.gather(*(_read(port, paths, end, 0) for _ in range(KEPT))))


async def beside_holders(port: int, paths: Sequence[str], seconds: float) -> list[Asked]:
    """Ten readers, each page by a connection of its own, beside all who hold connections."""
    async with AsyncExitStack() as opened:
        for count, text, drip in HELD:
            await opened.enter_async_context(held(port, count, text, drip))
        end = time.monotonic() + seconds
        readers = (_read(port, paths, end, PAUSE) for _ in range(READERS))
        return _joined(await asyncio.gather(*readers))


async def overload(port: int, paths: Sequence[str], rate: float, seconds: float) -> list[Asked]:
    """Pages asked for at that rate (a second), each by a new connection, whatever the answers."""
    asking: set[asyncio.Task[Asked]] = set()
    found: list[Asked] = []
    began = time.monotonic()
    due = 0
    while (now := time.monotonic()) < began + seconds:
        while due < (now - began) * rate:
            due += 1
            if len(asking) < OUTSTANDING:
                task = asyncio.create_task(Reader(port).ask(random.choice(paths), keeps=False))
                asking.add(task)
                task.add_done_callback(lambda task: found.append(task.result()))
                task.add_done_callback(asking.discard)
        await asyncio.sleep(0.005)
    await asyncio.gather(*asking)
    return found


async def afterwards(port: int, paths: Sequence[str]) -> list[Asked]:
    """One reader, twenty pages."""
    reader = Reader(port)
    found = [await reader.ask(random.choice(paths)) for _ in range(20)]
    reader.close()
    return found


async def _read(port: int, paths: Sequence[str], end: float, pause: float) -> list[Asked]:
    """Pages until that time: with a pause after each, by a new connection; else all by one."""
    reader, found = Reader(port), []
    while time.monotonic() < end:
        found.append(await reader.ask(random.choice(paths), keeps=not pause))
        await asyncio.sleep(pause)
    reader.close()
    return found


def _joined(found: list[list[Asked]]) -> list[Asked]:
    return [each for some in found for each in some]
