"""What every request needs: engine, settings, static files; made once for an application."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request

from search.config.environment import Settings
from search.engines import Engine
from web.assets import Assets
from web.links import Links
from web.metrics import Metrics

KEY = "backissue"


@dataclass(frozen=True, slots=True)
class Site:
    engine: Engine
    settings: Settings
    assets: Assets
    metrics: Metrics


def site() -> Site:
    """The site of the application that handles this request."""
    found: Site = current_app.extensions[KEY]
    return found


def links() -> Links:
    """Addresses under the path that this request's server mounts the site at."""
    return Links(request.script_root)


def absolute(path: str) -> str:
    """A path with this request's scheme and host in front."""
    return f"{request.host_url.rstrip('/')}{path}" if request.host else path
