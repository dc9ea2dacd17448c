"""The site as a WSGI application: its routes, error pages and what every response gets."""

from __future__ import annotations

import os
from pathlib import Path
from pkgutil import resolve_name

from flask import Flask

from search import open_engine
from search.config.environment import Settings
from search.config.optional_packages import MCP, require
from search.engines import Engine
from web import (
    api,
    assets,
    chronicle,
    compression,
    crawlers,
    deadlines,
    errors,
    facet_lists,
    formats,
    guides,
    health,
    kept_answers,
    language,
    looks,
    markdown,
    metrics,
    over_time,
    pages,
    reindexing,
    related,
    request_ids,
    search_log,
    security,
    sharing,
    styles,
)
from web.assets import Assets
from web.background import Background
from web.guesses import Guesses
from web.language_links import language_links
from web.metrics import SHARED, Metrics
from web.site import KEY, Site, absolute, config, fault, interface, links, site, title
from web.wording import (
    counted,
    joined,
    long_day,
    number,
    percent,
    quoted_query,
    small,
    ways_to_search,
)


def create_app(engine: Engine | None = None, settings: Settings | None = None) -> Flask:
    """The WSGI application; by default it serves the index that the environment names.

    A missing or damaged index is no error here: the pages say so until there is a good one.
    """
    settings = settings or Settings.from_environment()
    engine = engine or open_engine(settings.index, time_limit=settings.time_limit)
    app = Flask(__name__, static_folder=None)
    current = Site(engine, settings, Assets.find(), Metrics.new(), Background(_folder()), Guesses())
    app.extensions[KEY] = current
    app.url_map.merge_slashes = False
    app.url_map.converters["article_id"] = pages.ArticleId
    app.json.sort_keys = False  # type: ignore[attr-defined]  # of Flask's default provider
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # likewise
    language.register(app, interface)
    for module in (
        reindexing, chronicle, over_time, pages, related, facet_lists, api, guides, health, assets, looks,
    ):  # fmt: skip
        app.register_blueprint(module.blueprint)
    app.register_blueprint(crawlers.blueprint())
    if settings.has_mcp:
        require(MCP, "BACKISSUE_MCP=1")
        app.register_blueprint(resolve_name("web.mcp:blueprint"))
    formats.register(app)
    errors.register(app)
    request_ids.identify(app)
    metrics.count(app, current.metrics)
    deadlines.give(app)
    search_log.register(app, settings.search_log)
    security.secure(app)
    styles.register(app)
    sharing.share(app, settings.origins)
    kept_answers.keep(app)
    compression.compress(app)
    _prepare_templates(app)
    return app


def _folder() -> Path | None:
    """Of files that the workers of a server share; None where there is but one process."""
    return Path(os.environ[SHARED]) if SHARED in os.environ else None


def _prepare_templates(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        number=number,
        counted=counted,
        long_day=long_day,
        small=small,
        joined=joined,
        percent=percent,
        quoted=quoted_query,
    )
    app.jinja_env.globals.update(
        lang_of=_lang_of, direction_of_page=lambda: language.language().direction
    )

    @app.context_processor
    def common() -> dict[str, object]:
        current = site()
        return {
            "site_title": title(),
            "tagline": config().tagline,
            "facets": links().facets,
            "looks": looks.looks(config()),
            "has_about": bool(config().about),
            "footer": markdown.line(config().footer),
            "ways": ways_to_search(links().facets),
            "language": language.language(),
            "languages": language_links(),
            "asset": lambda name: links().root + current.assets.path(name),
            "links": links(),
            "absolute": absolute,
            "fault": fault(),
        }


def _lang_of(text: str) -> str:
    """The language of a text as `lang` says it; "" if the page around it is in that. Texts that declare
    none are in the language of the archive, or in English, as they are indexed."""
    found = text or config().language or "en"
    return "" if found == language.language().tag else found
