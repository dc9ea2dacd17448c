"""What a connection may take of a worker: time, memory and places."""

from __future__ import annotations

import resource
from dataclasses import dataclass

AT_ONCE = 3
OWN_FILES = 200
"""Descriptors that a worker leaves for itself: the index, logs, metrics."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes.

    A client has `head` to send the head of a request, from the moment it connects or from its first
    byte, and `body` for the rest; an answer of which nothing was taken for `write` is dropped; between
    requests a connection may be silent for `idle`. `at_once` requests are worked on, besides slow ones.
    A whole request that no thread has begun after `wait` is refused, and so is one that comes while
    `waiting` others wait.
    """

    connections: int
    idle: float
    head: float = 15.0
    body: float = 15.0
    write: float = 30.0
    linger: float = 2.0
    at_once: int = AT_ONCE
    wait: float = 0.8
    waiting: int = 32
    head_bytes: int = 64 * 1024
    body_bytes: int = 64 * 1024
    ahead_bytes: int = 256 * 1024

    @classmethod
    def of(cls, connections: int, idle: float) -> Limits:
        """With no more connections than this process may have files open."""
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return cls(max(min(connections, files - OWN_FILES), 16), idle)
