"""Other servers as gunicorn runs them: the site for its ASGI worker, and waitress as a worker."""

from __future__ import annotations

import os
import threading
from typing import Any

from gunicorn.workers.base import Worker

from web import create_app

THREADS = 2
CONNECTIONS = 1_000


def asgi() -> Any:
    """The site for a server that speaks ASGI; a pool of threads answers requests."""
    from a2wsgi import WSGIMiddleware

    return WSGIMiddleware(create_app(), workers=THREADS)


class WaitressWorker(Worker):
    """waitress on the listening sockets of gunicorn. It writes no access log; this one does."""

    def run(self) -> None:
        from waitress import create_server

        def logged(environ: Any, start_response: Any) -> Any:
            print(f'- <{os.getpid()}> "GET {environ["PATH_INFO"]}" -', flush=True)
            return self.wsgi(environ, start_response)

        server = create_server(
            logged,
            sockets=[each.sock for each in self.sockets],
            threads=THREADS,
            connection_limit=CONNECTIONS,
            asyncore_use_poll=True,
        )
        threading.Thread(target=server.run, daemon=True).start()
        while self.alive and self.ppid == os.getppid():
            self.notify()
            threading.Event().wait(0.5)
