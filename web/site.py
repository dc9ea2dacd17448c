"""What every request needs: engine, settings, static files; made once for an application."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import current_app, g, request

from search.config.archive import ArchiveConfig
from search.config.environment import Settings
from search.engines import Engine
from search.errors import IndexDamaged, IndexMissing, IndexUnreachable
from web.assets import Assets
from web.links import OFFERED, Links
from web.metrics import Metrics

KEY = "backissue"
DEFAULT_CONFIG = replace(ArchiveConfig(), facets=OFFERED)


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


def config() -> ArchiveConfig:
    """What the archive says of itself; what every archive has while there is no index to say more."""
    if "config" not in g:
        g.config = _published_config()
    found: ArchiveConfig = g.config
    return found


def use_default_config() -> None:
    """Answer this request without asking the engine again, which failed in a way that nobody foresaw."""
    g.config = DEFAULT_CONFIG


def links() -> Links:
    """Addresses under the path that this request's server mounts the site at."""
    return Links(request.script_root, config().facets)


def title() -> str:
    """The name on the pages: the operator's, the archive's, or ours."""
    return site().settings.title or config().title or "Backissue"


def _published_config() -> ArchiveConfig:
    try:
        return site().engine.config()
    except (IndexMissing, IndexDamaged, IndexUnreachable):
        return DEFAULT_CONFIG


def absolute(path: str) -> str:
    """A path with this request's scheme and host in front."""
    return f"{request.host_url.rstrip('/')}{path}" if request.host else path
