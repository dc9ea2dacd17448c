"""The page that says what failed, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from web.language import N_, ngettext
from web.language import gettext as _
from web.problems import Problem
from web.views.hits import Link
from web.wording import number

_OTHER = N_("This did not work")
_SENTENCES = {
    400: (
        N_("This request cannot be read"),
        N_("The address holds something that no page understands."),
    ),
    404: (
        N_("There is no such page"),
        N_(
            "The address may be mistyped, or the article has left the archive. A search may find it."
        ),
    ),
    405: (
        N_("This page can only be read"),
        N_("Nothing can be sent to this address; open it instead."),
    ),
    500: (
        N_("Something went wrong here"),
        N_("The fault is ours and has been noted. Trying again, or another search, may work."),
    ),
}


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What error.html shows: `text` fills the search box, `ways` are links that lead on;
    whoever reports the fault gives `request_id`, which is in the log, too; a script asks again while the
    page `waits` for a reindex. For programs there are the `detail`, in English, the kind of `problem`, if
    it is a known one, and the `parameter` that it is about."""

    status: int
    heading: str
    message: str
    text: str = ""
    ways: tuple[Link, ...] = ()
    request_id: str = ""
    waits: bool = False
    detail: str = ""
    problem: Problem | None = None
    parameter: str = ""


def of_status(status: int, description: str, text: str, request_id: str = "") -> ErrorPage:
    """The page for an error of HTTP; `description`, in English, is said where nothing better is known."""
    heading, message = _SENTENCES.get(status, (_OTHER, description))
    return ErrorPage(status, _(heading), _(message), text, request_id=request_id, detail=message)


def nothing_to_read(methods: Iterable[str]) -> ErrorPage:
    """For an address that only programs use, and that only takes what is sent to it, by `methods`."""
    message = f"Send a request to this address with {' or '.join(sorted(methods))}: it is no page."
    return ErrorPage(405, "Nothing can be read here", message, detail=message)


def pages_counted(count: int) -> str:
    """How many pages a search has, for those who ask for one after the last."""
    if not count:
        return _("Nothing was found.")
    return ngettext(
        "This search has %(num)s page.", "This search has %(num)s pages.", count, num=number(count)
    )
