"""How gunicorn runs the site. PORT and WEB_CONCURRENCY come from the platform.

So does FORWARDED_ALLOW_IPS, the proxies whose X-Forwarded headers are believed: gunicorn reads it
itself.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from prometheus_client import values

from search.config.environment import Serving, Settings
from search.config.optional_packages import MCP, require
from search.errors import BackissueError
from web.background import Background
from web.serving import log, temporary
from web.serving.limits import AT_ONCE
from web.serving.loads import Loads
from web.slow_searches import MOST as MOST_SLOW

try:
    serving = Serving.from_environment()
    settings = (
        Settings.from_environment()
    )  # or each worker would say what is wrong, again and again
    if settings.has_mcp:
        require(MCP, "BACKISSUE_MCP=1")
    # A worker's heartbeat is a file there.
    worker_tmp_dir = temporary.folder()
except BackissueError as error:
    print(f"backissue: {error}", file=sys.stderr)
    sys.exit(2)

bind = f"0.0.0.0:{serving.port}"

# Threads share a worker's open index; a second worker uses a second core. A page is nearly all
# computing, which threads of one process take turns at: more would only make each of them later.
# So few are worked on at once, and besides them the slow searches that are let in. No thread waits
# for a client: web/serving has a loop for that. The application is loaded after the fork, so that
# every worker opens the index for itself.
workers = serving.workers
worker_class = "web.serving.worker.BufferingWorker"
threads = AT_ONCE + MOST_SLOW
preload_app = False

# Platforms kill 30 s after SIGTERM, and their routers give up on a request after 30 s; a search
# has its own, much shorter limit.
timeout = 30
graceful_timeout = 20

# Longer than routers keep idle connections (60 to 90 s), or one may send a request down a
# connection that is just being closed. Idle connections occupy no thread.
keepalive = 100

# Nothing here is known to leak, but a worker that runs for months should not have to prove it.
# The jitter keeps the workers from being replaced at the same time.
max_requests = 50_000
max_requests_jitter = 10_000

# The most that gunicorn bounds, twice the default: a query of 1,000 letters grows when escaped.
limit_request_line = 8_190

# Its socket in the home folder is of no use here, and two sites of one user would fight over it.
control_socket_disable = True

accesslog = "-"
errorlog = "-"
access_log_format = log.LINE
logger_class = log.JsonLog if serving.is_json else log.TextLog


# What /metrics counts is in files, one set for each worker, in a folder that lives as long as the
# server; so is what the last reindex in the background said.
SHARED = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server: Any) -> None:
    server.loads = Loads()
    os.environ[SHARED] = tempfile.mkdtemp(prefix="backissue-", dir=worker_tmp_dir)
    server.background = Background(Path(os.environ[SHARED]))


def when_ready(server: Any) -> None:
    """The port is bound: pages and /readyz say how far the reindex is."""
    if serving.is_indexing:
        server.background.start(settings.archive, settings.index)


def pre_fork(server: Any, worker: Any) -> None:
    """Number the workers, so that one that replaces another goes on with its files.

    Files by process id, the library's way, would pile up with every worker that is replaced.
    """
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(place for place in itertools.count() if place not in taken)
    worker.loads = server.loads


def post_fork(server: Any, worker: Any) -> None:
    values.ValueClass = values.MultiProcessValue(lambda: worker.place)


def post_worker_init(worker: Any) -> None:
    from web.warming import warm_up

    site = worker.app.callable
    if hasattr(site, "logger"):  # what the site says goes where the server's messages go
        site.logger.handlers = worker.log.error_log.handlers
    warm_up(worker.app.callable)


def on_exit(server: Any) -> None:
    server.background.end()
    shutil.rmtree(os.environ[SHARED], ignore_errors=True)
