"""What is said while nothing can be searched: who does something about it, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.errors import IndexDamaged, IndexMissing, IndexOfOtherVersion
from search.model.preparation import Preparation, Reindexing
from web.language import N_
from web.language import gettext as _
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
        return _in_words(_FORBIDDEN)
    if preparation.reindexing is None:
        return _in_words(_because(error))
    running = preparation.reindexing
    count = running.articles
    so_far = _("%(articles)s so far.", articles=counted(count, "article")) if count else ""
    end = _("It can be searched as soon as that is done.")
    return Unready(
        _("The archive is being indexed"),
        " ".join(filter(None, (f"{_progress(running)}.", so_far, end))),
        f"{running}.",
    )


def _progress(running: Reindexing) -> str:
    """ "Indexing, 43 %"."""
    phase = _(running.phase)
    if running.percent is None:
        return phase
    return _("%(phase)s, %(percent)s %%", phase=phase, percent=running.percent)


def _in_words(said: Unready) -> Unready:
    return replace(said, heading=_(said.heading), message=_(said.message))


def _because(error: IndexMissing | IndexDamaged) -> Unready:
    if isinstance(error, IndexOfOtherVersion):
        return _OF_OTHER_VERSION
    return _DAMAGED if isinstance(error, IndexDamaged) else _MISSING


_PHASES = (N_("Indexing"), N_("Publishing"))
"""What a reindex says that it does, for catalogues."""
_FORBIDDEN = Unready(
    N_("The archive may not be read"),
    N_("The site has no permission to read its own index. Whoever runs it has to give it that."),
    "The index may not be read: give the user who runs the site the right to read the"
    " folder BACKISSUE_INDEX and all that is in it.",
)
_MISSING = Unready(
    N_("There is nothing to search yet"),
    N_(
        "The archive has not been indexed, and nobody is doing that now. Whoever runs"
        " this site can: with the command backissue reindex."
    ),
    "No index has been published yet, and nobody is indexing: run `backissue reindex`.",
)
_DAMAGED = Unready(
    N_("The archive is out of order"),
    N_(
        "The archive cannot be searched at the moment, and nobody is indexing it. Whoever"
        " runs this site finds the reason in its log."
    ),
    "The published index cannot be opened, and nobody is indexing; the log of this server"
    " says why.",
)
_OF_OTHER_VERSION = Unready(
    N_("The archive has to be indexed again"),
    N_(
        "The archive cannot be searched at the moment: another version of Backissue wrote"
        " its index. Whoever runs this site can mend that: with the command backissue"
        " reindex."
    ),
    "Another version of Backissue wrote the index, and nobody is indexing: run `backissue"
    " reindex`.",
)
