"""How gunicorn runs the site. PORT and WEB_CONCURRENCY come from the platform.

So does FORWARDED_ALLOW_IPS, the proxies whose X-Forwarded headers are believed: gunicorn reads it
itself.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from prometheus_client import values

from web.serving.limits import AT_ONCE
from web.serving.loads import Loads
from web.slow_searches import MOST as MOST_SLOW

bind = f"0.0.0.0:{os.environ.get('PORT') or 8000}"

# Threads share a worker's open index; a second worker uses a second core. A page is nearly all
# computing, which threads of one process take turns at: more would only make each of them later.
# So few are worked on at once, and besides them the slow searches that are let in. No thread waits
# for a client: web/serving has a loop for that. The application is loaded after the fork, so that
# every worker maps the index for itself.
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
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

# A worker's heartbeat is a file: on a disk that hangs it would look dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None

# Nothing here is known to leak, but a worker that runs for months should not have to prove it.
# The jitter keeps the workers from being replaced at the same time.
max_requests = 50_000
max_requests_jitter = 10_000

# The most that gunicorn bounds, twice the default: a query of 1,000 letters grows when escaped.
limit_request_line = 8_190

# Its socket in the home folder is of no use here, and two sites of one user would fight over it.
control_socket_disable = True

# One line a request: client, worker, request, status, bytes, milliseconds.
accesslog = "-"
errorlog = "-"
access_log_format = '%(h)s %(p)s "%(r)s" %(s)s %(B)s %(M)sms'


# What /metrics counts lies in files, one set a worker, in a folder that lives as long as the server.
SHARED = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server: Any) -> None:
    server.loads = Loads()
    os.environ[SHARED] = tempfile.mkdtemp(prefix="backissue-metrics-", dir=worker_tmp_dir)


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

    warm_up(worker.app.callable)


def on_exit(server: Any) -> None:
    shutil.rmtree(os.environ[SHARED], ignore_errors=True)
