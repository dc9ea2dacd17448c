"""What every request needs: the engine, settings and static files of the application, and the settings
of the archive."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import current_app, g, request

from search.config.archive import ArchiveConfig
from search.config.environment import Settings
from search.engines import Engine, preparation
from search.errors import IndexDamaged, IndexMissing, IndexUnreachable
from search.model.preparation import Preparation, Reindexing
from search.model.results import Fault
from web.assets import Assets
from web.background import Background
from web.guesses import Guesses
from web.links import OFFERED, Links
from web.metrics import Metrics
from web.wording import translated

KEY = "backissue"
DEFAULT_CONFIG = replace(ArchiveConfig(), facets=OFFERED)


@dataclass(frozen=True, slots=True)
class Site:
    engine: Engine
    settings: Settings
    assets: Assets
    metrics: Metrics
    background: Background
    guesses: Guesses

    def preparation(self) -> Preparation:
        """What is being done for the index, also by a reindex that has just been started."""
        try:
            found = preparation(self.settings.index)
        except IndexUnreachable:
            found = Preparation()
        is_begun = found.reindexing is None and self.background.is_running()
        return replace(found, reindexing=Reindexing("Indexing")) if is_begun else found


def site() -> Site:
    """The site of the application that handles this request."""
    found: Site = current_app.extensions[KEY]
    return found


def config() -> ArchiveConfig:
    """The settings of the archive, read once per request; raises what `Engine.config` raises."""
    if "config" not in g:
        g.config = site().engine.config()
    found: ArchiveConfig = g.config
    return found


def use_default_config() -> None:
    """Answer this request with default settings: the engine failed and is not called again."""
    g.config = DEFAULT_CONFIG
    g.fault = None


def fault() -> Fault | None:
    """What is wrong with the index though this request is answered; None if nothing is."""
    found: Fault | None = g.fault if "fault" in g else site().engine.fault()
    return found


def ensure_config_without_engine() -> None:
    """Let an error page have settings though the engine has just failed: those that this request has
    read before, or the default ones. To call the engine again would double the time."""
    if "config" not in g:
        use_default_config()


def ensure_config() -> None:
    """Let error pages have settings: the default ones if those of the archive cannot be read."""
    try:
        config()
    except (IndexMissing, IndexDamaged, IndexUnreachable):
        use_default_config()


def interface() -> str:
    """The language that the site is always shown in; "" for each reader's own."""
    if site().settings.interface:
        return site().settings.interface
    ensure_config()
    return config().interface


def links() -> Links:
    """Addresses under the path at which the server mounts the site, for facets with the names that they
    have in the reader's language."""
    known: tuple[ArchiveConfig, Links] | None = g.get("links")
    if known is None or known[0] is not config():
        g.links = known = config(), Links(request.script_root, translated(config().facets))
    return known[1]


def title() -> str:
    """The name on the pages: that of BACKISSUE_TITLE, of the archive, or ours."""
    return site().settings.title or config().title or "Backissue"


def base_address() -> str:
    """The address of the site without a slash at the end: the `url` of the archive, else scheme, host
    and mount path of this request."""
    if config().url:
        return config().url
    host = request.host_url.rstrip("/") if request.host else ""
    return f"{host}{request.script_root}"


def absolute(path: str) -> str:
    """The absolute address of a path made by `links`."""
    return f"{base_address()}{path.removeprefix(request.script_root)}"
