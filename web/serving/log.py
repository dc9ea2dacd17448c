"""The log of the server: lines for people, or one JSON object per line for programs."""

from __future__ import annotations

import json
import logging
import os
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from gunicorn.glogging import Logger

LINE = '%(t)s %(h)s %(p)s "%(r)s" %(s)s %(B)s %(M)sms %({x-request-id}o)s'
"""Time, client, worker, request, status, bytes, milliseconds and id of a request."""


class TextLog(Logger):
    """gunicorn's, with times that programs and people can read, in the zone of the machine."""

    datefmt = "%Y-%m-%dT%H:%M:%S%z"

    def now(self) -> str:
        return time.strftime(self.datefmt)


class JsonLog(TextLog):
    """An object for each request and each message."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(_Messages())

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        atoms = self.atoms(resp, req, environ, request_time)
        values = {
            "time": _iso(time.time()),
            "pid": os.getpid(),
            "client": atoms["h"],
            "method": atoms["m"],
            "path": environ["RAW_URI"],
            "status": int(atoms["s"]),
            "bytes": atoms["B"],
            "ms": atoms["M"],
            "request_id": atoms.get("{x-request-id}o"),
            "agent": environ.get("HTTP_USER_AGENT"),
        }
        self.access_log.info("%s", json.dumps(values))


class _Messages(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        values = {
            "time": _iso(record.created),
            "pid": record.process,
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            values["trace"] = self.formatException(record.exc_info)
        return json.dumps(values)


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
