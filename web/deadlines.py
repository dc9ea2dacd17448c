"""The deadline of each request, which everything that answers it is given."""

from __future__ import annotations

from flask import Flask, g, request

from search.model.deadline import Deadline
from search.model.request import TEXT
from web.site import site
from web.slow_searches import LET_OTHERS, SlowSearches, Ticket


def give(app: Flask) -> None:
    """Give every request of `app` its time, and a ticket among the slow ones."""
    slow = SlowSearches()

    def begin() -> None:
        g.ticket = slow.ticket(
            request.args.get(TEXT, request.path), request.environ.get(LET_OTHERS)
        )
        g.deadline = Deadline.after(site().settings.time_limit, g.ticket.look)

    def end(_: BaseException | None) -> None:
        ticket: Ticket | None = g.pop("ticket", None)
        if ticket:
            ticket.leave()

    app.before_request(begin)
    app.teardown_request(end)


def deadline() -> Deadline:
    """When this request must be answered."""
    found: Deadline = g.deadline
    return found
