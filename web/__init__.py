"""The web site: server-rendered pages, and the same searches for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from search.config.environment import Settings
    from search.engines import Engine

__all__ = ["create_app"]


def create_app(engine: Engine | None = None, settings: Settings | None = None) -> Flask:
    """The WSGI application; see `web.application.create_app`.

    It is imported when it is called: gunicorn's first process takes its worker from this package, and
    the site is loaded after the fork, anew at each reload.
    """
    from web.application import create_app as created

    return created(engine, settings)
