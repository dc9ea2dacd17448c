"""What is said while nothing can be searched: who does something about it, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass

from search.errors import IndexDamaged, IndexMissing, IndexOfOtherVersion
from search.model.preparation import Preparation
from web.wording import counted


@dataclass(frozen=True, slots=True)
class Unready:
    """A heading and a message for readers, and a reason for programs and whoever runs the site."""

    heading: str
    message: str
    reason: str


def unready(preparation: Preparation, error: IndexMissing | IndexDamaged) -> Unready:
    """For an index that is not there, or that cannot be opened."""
    if preparation.is_forbidden:
        return _FORBIDDEN
    if preparation.reindexing is None:
        return _because(error)
    running = preparation.reindexing
    so_far = f" {counted(running.articles, 'article')} so far." if running.articles else ""
    return Unready(
        "The archive is being indexed",
        f"{running}.{so_far} It can be searched as soon as that is done.",
        f"{running}.",
    )


def _because(error: IndexMissing | IndexDamaged) -> Unready:
    if isinstance(error, IndexOfOtherVersion):
        return _OF_OTHER_VERSION
    return _DAMAGED if isinstance(error, IndexDamaged) else _MISSING


_FORBIDDEN = Unready(
    "The archive may not be read",
    "The site has no permission to read its own index. Whoever runs it has to give it that.",
    "The index may not be read: give the user who runs the site the right to read the folder"
    " BACKISSUE_INDEX and all that is in it.",
)
_MISSING = Unready(
    "There is nothing to search yet",
    "The archive has not been indexed, and nobody is doing that now. Whoever runs this site can: with"
    " the command backissue reindex.",
    "No index has been published yet, and nobody is indexing: run `backissue reindex`.",
)
_DAMAGED = Unready(
    "The archive is out of order",
    "The archive cannot be searched at the moment, and nobody is indexing it. Whoever runs this site"
    " finds the reason in its log.",
    "The published index cannot be opened, and nobody is indexing; the log of this server says why.",
)
_OF_OTHER_VERSION = Unready(
    "The archive has to be indexed again",
    "The archive cannot be searched at the moment: another version of Backissue wrote its index. Whoever"
    " runs this site can mend that: with the command backissue reindex.",
    "Another version of Backissue wrote the index, and nobody is indexing: run `backissue reindex`.",
)
