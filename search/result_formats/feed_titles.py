"""What a feed is called."""

from __future__ import annotations

from search.result_formats.answer import Answer


def title_of(answer: Answer) -> str:
    """The words and filters of the search, and the name of the site."""
    request = answer.request
    chosen = [
        f"{'not ' if is_excluded else ''}{value}"
        for selection in request.selections.values()
        for is_excluded, values in ((False, selection.included), (True, selection.excluded))
        for value in values
    ]
    days = [each.isoformat() for each in (request.since, request.until) if each]
    parts = [request.text, *chosen, " to ".join(days)]
    what = ", ".join(filter(None, parts)) or "All articles"
    return f"{what} – {answer.title}" if answer.title else what
