"""Records: the bytes of one article each."""

from __future__ import annotations

from typing import NamedTuple

MAX_BYTES = 20_000_000
"""The size of one article: no text that people write is longer, and memory stays bounded."""


class Unreadable(Exception):
    """A record that is no article; the message is the reason and says what to do."""


class Record(NamedTuple):
    """The bytes of one article.

    `path` is relative to the archive. `line` is the number of the record in its file, from 1, if files
    of this format have many: the line in JSON Lines. It is 0 if the record is the whole file.
    """

    path: str
    line: int
    data: bytes


class Failure(NamedTuple):
    """A record that was left out, and why; `path` and `line` are as in `Record`."""

    path: str
    line: int
    reason: str
