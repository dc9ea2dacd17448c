"""The worker of the site, as gunicorn calls it."""

from __future__ import annotations

import signal

from gunicorn.config import Config

from web.serving.worker import BufferingWorker


def test_an_interrupt_raises_nothing_in_what_runs() -> None:
    worker = BufferingWorker(0, 0, [], None, 1.0, Config(), None)
    try:
        worker.handle_quit(signal.SIGINT, None)
    finally:
        worker.tmp.close()
    assert not worker.alive
