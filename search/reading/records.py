"""Records: the bytes of one article each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

MAX_BYTES = 20_000_000
"""The size of one article: no text that people write is longer, and memory stays bounded."""

_SHOWN = 200
"""Characters of the message of a library's error."""


class Unreadable(Exception):
    """A record that is no article; the message is the reason and says what to do."""


DRAFT = "is a draft: it is indexed when it is one no longer"
SCHEDULED = "is dated in the future, as a draft is: it is indexed once its date has come"
NO_ARTICLE = "is JSON without an article: there is neither text nor a list of articles in it"

PASSED_OVER: Mapping[str, str] = {
    DRAFT: "drafts",
    SCHEDULED: "drafts",
    NO_ARTICLE: "JSON files without articles",
}
"""The reasons for which a record is no article on purpose, and what such records are called when they
are counted. They are no failures."""


class PassedOver(Unreadable):
    """A record that is no article on purpose; the message is one of PASSED_OVER."""


class Scheduled(PassedOver):
    """A record that is passed over until its day has come: then it is an article, although unchanged."""


class Inaccessible(Unreadable):
    """A file that cannot be read now, or not to its end: it may well hold articles.

    An article that was published from it stays published.
    """


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


def unexpected(error: Exception) -> Inaccessible:
    """The failure of a record at which a parser or a library raised an error that nobody expects."""
    if isinstance(error, MemoryError):
        return Inaccessible("needs more memory than one file may take: split it")
    if isinstance(error, RecursionError):
        return Inaccessible("is nested too deeply to be read")
    message = " ".join(str(error).split())[:_SHOWN]
    return Inaccessible(
        f"cannot be read ({type(error).__name__}: {message}): please report this file"
    )
